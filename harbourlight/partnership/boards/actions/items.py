"""Items for the agenda: proposed in time with the executive's consent, later by the chair's leave."""

from django.db import transaction

from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings import timing, types
from harbourlight.foundations.meetings.choices import State
from harbourlight.foundations.meetings.models import AgendaItem
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import GroupKind, ItemState, Purpose
from ..models import Group, ItemAnswer, ItemProposed, Sitting
from .members import members_of
from .rights import check_chair, day_of, may_arrange, may_oversee, needed

WAITS = (ItemState.PROPOSED, ItemState.LATE)


def executive_for(group):
    """Return the executive whose consent an item of a body needs; an executive plans its own agenda."""
    if group.kind in (GroupKind.EXECUTIVE, GroupKind.CROSS_AREA_EXECUTIVE):
        return group
    return Group.objects.filter(area=group.area_id, kind=GroupKind.EXECUTIVE, ended_on=None).first()


def takes_part(sitting, by, at):
    """Say whether somebody takes part in a meeting, or arranges or chairs its body."""
    part = Sitting.objects.filter(pk=sitting.pk).taken_part_in_by(by, day_of(at))
    return part.exists() or may_oversee(sitting.group, by, at)


@transaction.atomic
def propose_item(*, sitting, title, why, purpose, by, at, submission=None):
    """Propose an item; after its last day it waits for the chair instead of the executive."""
    known = ItemProposed.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    if not takes_part(sitting, by, at):
        raise StepNotAllowed("Only those who take part in the meeting can do this.")
    if sitting.meeting.state != State.PLANNED:
        raise StepNotAllowed("This meeting takes no more items.")
    due = timing.due_of(sitting.meeting, "items")
    is_late = due is not None and at > due
    proposed = ItemProposed(
        sitting=sitting,
        title=needed(title, "Enter what the item is about."),
        why=needed(why, "Enter why it comes to this meeting."),
        purpose=Purpose(purpose),
        agency=by.agency,
        proposed_by=by,
        proposed_at=at,
        due_at=due,
        state=ItemState.LATE if is_late or executive_for(sitting.group) is None else ItemState.PROPOSED,
        submission=submission,
    )
    proposed.save(force_insert=True)
    return proposed


def who_consents(sitting, on):
    """Return the memberships of the executive whose consent an item of a meeting needs."""
    executive = executive_for(sitting.group)
    return [each for each in members_of(executive, on) if each.seat.votes] if executive else []


def may_answer_for(membership, by, at):
    """Say whether somebody may say what a member of the executive says: the member, or who keeps the letters."""
    own = by.pk in (membership.professional_id, membership.delegate_id, membership.deputy_id)
    return own or may_arrange(membership.seat.group, by, at)


@transaction.atomic
def answer_item(*, proposed, membership, agrees, by, at, reason=""):
    """Keep what one member of the executive says; consent of all whom its quorum asks for puts it on the agenda."""
    fresh = ItemProposed.objects.select_for_update(of=("self",)).select_related("sitting").get(pk=proposed.pk)
    if fresh.state != ItemState.PROPOSED:
        raise StepNotAllowed(f"This cannot be done now: it is already “{fresh.get_state_display().lower()}”.")
    if membership.pk not in {each.pk for each in who_consents(fresh.sitting, day_of(at))}:
        raise StepNotAllowed("Only a member of the executive can consent.")
    if not may_answer_for(membership, by, at):
        raise StepNotAllowed("You cannot answer for somebody else.")
    if not agrees:
        reason = needed(reason, "Enter why it should not be on the agenda.")
    ItemAnswer.objects.update_or_create(
        proposed=fresh,
        membership=membership,
        defaults={"agrees": agrees, "reason": reason, "answered_at": at, "recorded_by": by},
    )
    if not agrees:
        return settle(fresh, ItemState.REFUSED, reason, by=by, at=at)
    if has_consent(fresh):
        put_on_agenda(fresh, by=by, at=at)
    return fresh


def has_consent(proposed):
    """Say whether all those of the executive agreed whom its own quorum asks for, and nobody spoke against it."""
    answers = ItemAnswer.objects.filter(proposed=proposed).select_related(
        "membership__seat__agency", "membership__professional__agency"
    )
    if any(not answer.agrees for answer in answers):
        return False
    executive = executive_for(proposed.sitting.group)
    on = proposed.proposed_at
    groups = timing.quorum_of(executive.meeting_type, executive.area_id, body_id=executive.pk, on=on)
    return types.quorum(groups, [present(answer.membership) for answer in answers]).is_quorate


def agency_of(membership):
    """Return the agency that a member speaks for."""
    return membership.seat.agency or membership.professional.agency


def present(membership):
    """Return a member as the rules of a quorum see them."""
    agency = agency_of(membership)
    seat = membership.seat
    return types.Present(agency.pk, agency.sector, agency.kind, seat.key, counts=seat.votes)


def put_on_agenda(proposed, *, by, at, allowed_by=None):
    """Put a proposed item on the agenda, in the name of whoever proposed it."""
    item = meetings.add_item(
        meeting=proposed.sitting.meeting,
        title=f"{proposed.title} ({proposed.get_purpose_display().lower()})"[:200],
        by=None,
        at=proposed.proposed_at,
        allowed_late_by=allowed_by,
    )
    AgendaItem.objects.filter(pk=item.pk).update(added_by=proposed.proposed_by)
    proposed.item = item
    settle(proposed, ItemState.ON_AGENDA, "", by=by, at=at)


def settle(proposed, state, reason, *, by, at):
    """Keep what became of a proposed item."""
    proposed.state, proposed.reason, proposed.settled_by, proposed.settled_at = state, reason, by, at
    proposed.save()
    return proposed


@transaction.atomic
def permit_item(*, proposed, is_taken, by, at, reason=""):
    """Let the chair or the vice-chair take an item at any time, or not, with a reason."""
    fresh = ItemProposed.objects.select_for_update(of=("self",)).select_related("sitting").get(pk=proposed.pk)
    group = fresh.sitting.group
    check_chair(group, by, at)
    if fresh.state == ItemState.ON_AGENDA:
        raise StepNotAllowed("It is on the agenda already.")
    if not is_taken:
        return settle(fresh, ItemState.REFUSED, needed(reason, "Enter why it is not taken."), by=by, at=at)
    put_on_agenda(fresh, by=by, at=at, allowed_by=by)
    return fresh


def waiting_items(sitting):
    """Return the items that are proposed for a meeting, with what the executive said."""
    rows = ItemProposed.objects.filter(sitting=sitting).select_related("proposed_by", "agency", "settled_by", "item")
    return list(rows.prefetch_related("answers__membership__professional").order_by("proposed_at"))


def own_answers(proposed, by, at):
    """Return the memberships of the executive for which somebody may still answer."""
    answered = {answer.membership_id for answer in proposed.answers.all()}
    consenting = who_consents(proposed.sitting, day_of(at))
    return [each for each in consenting if each.pk not in answered and may_answer_for(each, by, at)]
