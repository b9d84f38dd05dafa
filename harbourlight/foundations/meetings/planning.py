"""Planning a meeting, inviting people, moving it and calling it off."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Max, Q

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis, Scope
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.actions.pathway import ACTION
from harbourlight.foundations.agencies.models import AgencyArea
from harbourlight.foundations.documents.outbox import queue_mails
from harbourlight.foundations.pathways.actions import record_step, take
from harbourlight.foundations.pathways.local import end_of_working_day
from harbourlight.foundations.pathways.steps import Step, StepNotAllowed
from harbourlight.foundations.pathways.works import stands
from harbourlight.foundations.people.locations import reader_for
from harbourlight.foundations.requests.models import Request

from . import timing, types
from .choices import SIGHT_ENDS_AFTER_WORKING_DAYS, Response, State
from .following import CALLED_OFF, LEFT_OUT, MOVED, follow
from .models import AgendaItem, Invitation, Meeting, Paper
from .pathway import pathway_of
from .seating import check_seat

NOTICE = "You are invited to a meeting in Harbourlight.\n\nSign in and open Meetings for its time and place.\n"
CHANGED = "A meeting to which you are invited has changed.\n\nSign in to Harbourlight and open Meetings.\n"


# What rooms say of who arranges a meeting about no child beside those at work in its area: functions of the meeting,
# ``by`` and ``at``.
ALSO_ARRANGES: list = []


def also_arranges(function):
    """Let a room say who else arranges one of its meetings about no child."""
    ALSO_ARRANGES.append(function)
    return function


@dataclass(frozen=True)
class Invitee:
    """Somebody to invite: in a seat, as a professional, for an agency, as a member of the family or by name.

    ``seat_name`` is the title of the seat of a body that is theirs, ``named_deputy`` who may come for them.
    """

    seat: str
    professional: Any = None
    agency: Any = None
    person: Any = None
    name: str = ""
    email: str = ""
    needs: str = ""
    seat_name: str = ""
    named_deputy: Any = None


def may_arrange(meeting, by, at):
    """Say whether somebody may arrange or chair a meeting: by its kind's permissions, or as its chair.

    Where it is about children, only whoever planned it, sits in its team, or works with or oversees one of them:
    an invitation or an emergency opening lets nobody invite further. Where it is about none, only those at work in
    its area, and whom its room names: a guest arranges nothing, whatever their role elsewhere.
    """
    if by is None or meeting.chair_id == by.pk:
        return True
    on = at.astimezone(LONDON).date()
    if not (may(by, meeting.kind.may_plan, on) or may(by, meeting.kind.may_chair, on)):
        return False
    sits = meeting.team_id and by.memberships.current(on).filter(team=meeting.team_id).exists()
    if sits or meeting.planned_by_id == by.pk:
        return True
    if meeting.child_ids:
        return bool(reader_for(by, meeting.child_ids, at).close_to)
    is_there = AgencyArea.objects.current(on).filter(agency=by.agency_id, area=meeting.area_id).exists()
    return is_there or any(arranges(meeting, by, at) for arranges in ALSO_ARRANGES)


@stands(ACTION, "arranger")
def arranges_source(action, by, at):
    """Say whether somebody arranges or chairs the meeting that gave an action."""
    if action.source_kind != Meeting._meta.label_lower:
        return False
    meeting = Meeting.objects.filter(pk=action.source_id).first()
    return meeting is not None and may_arrange(meeting, by, at)


def check_arranger(meeting, by, at):
    """Refuse whoever may neither arrange nor chair a meeting."""
    if not may_arrange(meeting, by, at):
        raise StepNotAllowed("You do not have permission to do this.")


def source_of(meeting):
    """Return the mark on the grants that an invitation gives."""
    return f"meeting:{meeting.pk}"


@transaction.atomic
def plan(
    *,
    type,  # noqa: A002 - the word of the interface
    area,
    starts_at,
    by,
    at,
    children=(),
    subject=None,
    team=None,
    title="",
    place="",
    chair=None,
    group_key="",
    body_id=None,
    submission=None,
    ends_at=None,
    online="",
):
    """Plan a meeting of a kind: its standing agenda is written and what is due before it starts to run.

    ``children`` are people or their ids. The chair is invited. The same submission again returns the meeting.
    """
    kind = types.get(type)
    before = Meeting.objects.filter(submission=submission).first() if submission else None
    if before:
        return before
    child_ids = [getattr(child, "pk", child) for child in children]
    if kind.concerns_children and not child_ids:
        raise StepNotAllowed("Choose the children whom the meeting is about.")
    meeting = Meeting(
        type=type,
        title=title or kind.title,
        area=area,
        team=team,
        child_ids=child_ids,
        subject_kind=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        group_key=group_key,
        body_id=body_id,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        online=online,
        chair=chair,
        planned_by=by,
        planned_at=at,
        submission=submission,
    )
    check_arranger(meeting, by, at)
    meeting.save(force_insert=True)
    planned = Step(
        "plan",
        (),
        meeting.state,
        may=kind.may_plan,
        says=f"{kind.title}: planned",
        is_told="hold" not in kind.elsewhere,
    )
    record_step(planned, meeting, by=by, at=at, before="", happened_at=at)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=number, title=item, added_by=by, added_at=at)
        for number, item in enumerate(kind.agenda, 1)
    )
    timing.start_before(meeting, at=at, owner=by)
    if chair:
        invite(meeting=meeting, invitees=[Invitee("chair", professional=chair)], by=by, at=at)
    return meeting


@transaction.atomic
def invite(*, meeting, invitees, by, at):
    """Invite people; a professional sees the children's records for the meeting, and the meeting itself.

    Somebody who is invited already keeps one invitation, with the new seat and needs. Nobody is invited into a seat
    that is not theirs.
    """
    check_arranger(meeting, by, at)
    for invitee in invitees:
        check_seat(meeting, invitee)
    until = end_of_working_day(meeting.starts_at, SIGHT_ENDS_AFTER_WORKING_DAYS)
    with as_system("who was invited before is known to the meeting, whoever invites"):
        number = Invitation.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
        made = []
        for place, invitee in enumerate(invitees, number + 1):
            made.append(write_invitation(meeting, invitee, place, until=until, at=at))
            if invitee.professional and meeting.child_ids:
                open_record(meeting, invitee.professional, until=until, by=by, at=at)
        Meeting.objects.filter(pk=meeting.pk, notice_given_at=None).update(notice_given_at=at)
    meeting.notice_given_at = meeting.notice_given_at or at
    tell(meeting, [each.professional for each in made], by, "You are invited to a meeting in Harbourlight", NOTICE)
    return made


def write_invitation(meeting, invitee, number, *, until, at):
    """Write one invitation, or that of the same person anew."""
    same = Q(pk=None)
    if invitee.professional:
        same = Q(professional=invitee.professional)
    elif invitee.person:
        same = Q(person=invitee.person)
    known = Invitation.objects.filter(same, meeting=meeting).first()
    agency = invitee.agency or (invitee.professional.agency if invitee.professional else None)
    invitation = known or Invitation(
        meeting=meeting,
        number=number,
        professional=invitee.professional,
        person=invitee.person,
        invited_at=at,
    )
    invitation.seat, invitation.agency, invitation.needs = invitee.seat, agency, invitee.needs
    invitation.name, invitation.email, invitation.left_out_reason = invitee.name, invitee.email, ""
    invitation.seat_name, invitation.named_deputy = invitee.seat_name, invitee.named_deputy
    invitation.sees_until = until if invitee.professional else None
    invitation.save()
    return invitation


def open_record(meeting, professional, *, until, by, at):
    """Open the children's records to an invitee for the meeting, where they are not open for longer already.

    Nobody opens them to themselves: whoever plans a meeting goes on seeing what they saw.
    """
    if by is not None and professional.pk == by.pk:
        return
    team_ids = professional.memberships.current(at.astimezone(LONDON).date()).values_list("team_id", flat=True)
    holders = [professional.pk, professional.agency_id, *team_ids]
    longer = Q(valid_until=None) | Q(valid_until__gte=until)
    open_already = set(
        Grant.objects.current(at)
        .filter(longer, person_id__in=meeting.child_ids, holder_id__in=holders, scope=Scope.RECORD)
        .values_list("person_id", flat=True)
    )
    access.give(
        person_ids=[child for child in meeting.child_ids if child not in open_already],
        professional=professional,
        basis=Basis.NETWORK,
        reason=f"Invited: {meeting.kind.title}",
        source=source_of(meeting),
        until=max(until, at),
        by=by,
        at=at,
    )


def tell(meeting, professionals, by, subject, words):
    """Send a notice that names neither meeting nor child."""
    told = {person.email for person in professionals if person and person != by}
    queue_mails([(email, subject, words, meeting.pk) for email in sorted(told)])


@transaction.atomic
def leave_out(*, invitation, reason, by, at):
    """Take somebody off the list with a reason; what the invitation opened to them ends."""
    meeting = invitation.meeting
    check_arranger(meeting, by, at)
    if not reason.strip():
        raise StepNotAllowed("Enter why this person is left out.")
    Invitation.objects.filter(pk=invitation.pk).update(left_out_reason=reason.strip(), sees_until=None)
    invitation.left_out_reason, invitation.sees_until = reason.strip(), None
    if invitation.professional_id:
        access.end(
            person_ids=meeting.child_ids,
            holder_id=invitation.professional_id,
            source=source_of(meeting),
            by=by,
            at=at,
        )
        follow(LEFT_OUT, invitation, by=by, at=at)
    return invitation


def respond(*, invitation, response, by, at):
    """Keep what an invitee answered."""
    if by.pk != invitation.professional_id:
        check_arranger(invitation.meeting, by, at)
    if invitation.meeting.state != State.PLANNED:
        raise StepNotAllowed("This meeting is over: who came is in its record.")
    invitation.response, invitation.responded_at = Response(response), at
    invitation.save(update_fields=("response", "responded_at"))
    return invitation


@transaction.atomic
def move(*, meeting, starts_at, reason, by, at, place=None, submission=None, version=None):
    """Move a meeting with a reason: whatever is counted from its date moves with it, and people are told."""
    check_arranger(meeting, by, at)
    if not reason.strip():
        raise StepNotAllowed("Enter why the meeting is moved.")
    papers_due = timing.due_of(meeting, timing.PAPERS)

    def fill(fresh):
        length = fresh.ends_at - fresh.starts_at if fresh.ends_at else None
        fresh.starts_at = starts_at
        fresh.ends_at = starts_at + length if length else None
        fresh.place = fresh.place if place is None else place
        fresh.notice_given_at = at

    before = meeting.starts_at
    moved = step("move", meeting, by, at, fill, reason=reason, submission=submission, version=version)
    if moved.starts_at != before:
        move_what_is_due(moved, papers_due, by=by, at=at)
        follow(MOVED, moved, by=by, at=at)
    return moved


def step(name, meeting, by, at, fill, *, reason="", submission=None, version=None, happened_at=None):
    """Take one step of a meeting; its kind's permissions were asked before."""
    return take(
        pathway=pathway_of(meeting.kind.title, meeting.kind.elsewhere),
        step=name,
        record=meeting,
        by=by,
        at=at,
        change=fill,
        note=reason.strip(),
        submission=submission,
        version=version,
        happened_at=happened_at,
        checks_permission=False,
    )


def move_what_is_due(meeting, papers_due_before, *, by, at):
    """Move clocks, papers, requests and what invitations open to the meeting's new date."""
    until = end_of_working_day(meeting.starts_at, SIGHT_ENDS_AFTER_WORKING_DAYS)
    papers_due = timing.due_of(meeting, timing.PAPERS)
    with as_system("what is counted from a meeting's date moves with it, whoever owns it"):
        timing.cancel_before(meeting, at=at, reason="The meeting was moved")
        timing.start_before(meeting, at=at, owner=by)
        # What was given already is late or not by the new date too; the history of the row keeps the old one.
        Paper.objects.filter(meeting=meeting).exclude(due_at=None).update(due_at=papers_due)
        waiting = Request.objects.filter(subject_id=meeting.pk, due_at=papers_due_before).unanswered()
        waiting.update(due_at=papers_due or papers_due_before)
        Invitation.objects.filter(meeting=meeting, sees_until__isnull=False).update(sees_until=until)
        given = Grant.objects.current(at).filter(source=source_of(meeting))
        given.update(valid_until=max(until, at))
        invited = Invitation.objects.filter(meeting=meeting).expected().select_related("professional")
        tell(meeting, [each.professional for each in invited], by, "A meeting has changed in Harbourlight", CHANGED)


@transaction.atomic
def hand_chair_over(*, meeting, to, at):
    """Let another chair a planned meeting, and the record that it is about, in place of somebody who leaves."""
    with as_system("a meeting whose chair leaves gets another one, whoever sees its children"):
        leaving = Invitation.objects.filter(meeting=meeting, professional=meeting.chair).expected().first()
        seat = leaving.seat if leaving else meeting.kind.seats[0].key
        Meeting.objects.filter(pk=meeting.pk).update(chair=to)
        subject = apps.get_model(meeting.subject_kind) if meeting.subject_kind else None
        if subject is not None and any(field.name == "chair" for field in subject._meta.fields):
            subject._default_manager.filter(pk=meeting.subject_id).update(chair=to)
        meeting.chair = to
        name = leaving.seat_name if leaving else ""
        invite(meeting=meeting, invitees=[Invitee(seat, professional=to, seat_name=name)], by=None, at=at)
        if leaving:
            leave_out(invitation=leaving, reason=f"Leaves; {to} takes over", by=None, at=at)


def no_longer_about(meeting, person_id, *, by, at):
    """Let a planned meeting go on without one of its children: what its invitations opened of that child ends."""
    with as_system("what an invitation opened ends with the child's part in the meeting, whoever holds it"):
        meeting.child_ids = [each for each in meeting.child_ids if each != person_id]
        meeting.save(update_fields=("child_ids",))
        given = Grant.objects.current(at).filter(source=source_of(meeting), person_id=person_id)
        given.update(valid_until=at, ended_by=by)


@transaction.atomic
def call_off(*, meeting, reason, by, at, submission=None, version=None):
    """Call a meeting off with a reason: its clocks end, and so does what its invitations opened."""
    check_arranger(meeting, by, at)
    if not reason.strip():
        raise StepNotAllowed("Enter why the meeting is not held.")

    def fill(fresh):
        fresh.not_held_reason = reason.strip()

    off = step("call_off", meeting, by, at, fill, reason=reason, submission=submission, version=version)
    with as_system("a meeting that is called off ends its clocks and grants, whoever holds them"):
        timing.cancel_before(off, at=at, reason="The meeting was called off")
        Grant.objects.current(at).filter(source=source_of(off)).update(valid_until=at, ended_by=by)
        invited = Invitation.objects.filter(meeting=off).expected().select_related("professional")
        tell(off, [each.professional for each in invited], by, "A meeting has changed in Harbourlight", CHANGED)
    follow(CALLED_OFF, off, by=by, at=at)
    return off
