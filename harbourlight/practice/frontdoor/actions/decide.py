"""Deciding a contact for every child of the family, and opening it again after a challenge."""

from datetime import timedelta

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.documents.models import ThresholdDocument
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.people import actions as people
from harbourlight.foundations.requests import actions as requests

from ..choices import Outcome
from ..models import Contact, ContactAdult, ContactChild
from ..pathway import CONTACT
from .alert import in_hand
from .family import name_too
from .hand_on import hand_on, take_back
from .joining import decided_with

HUB_KEEPS_SIGHT = timedelta(days=30)  # of a closed contact: for questions, then the hub has no business there

TEAM_KIND_FOR = {
    Outcome.REFERRAL: TeamKind.ASSESSMENT,
    Outcome.STRATEGY: TeamKind.ASSESSMENT,
    Outcome.EARLY_HELP: TeamKind.EARLY_HELP,
}
MUST_NAME_TEAM = (Outcome.REFERRAL, Outcome.STRATEGY)


def threshold_document_for(contact):
    """Return the version of the area's threshold document in force on the day the contact was received."""
    received_on = contact.happened_at.astimezone(LONDON).date()
    versions = ThresholdDocument.objects.current(received_on).filter(area_id=contact.area_id)
    return versions.order_by("-started_on").first()


@does(CONTACT, "decide")
def decide(contact, *, outcome, rationale, by, at, tier="", taken_out=None, team=None, also=(), analysis=""):
    """Decide a contact, whole or not at all: for every child but those taken out with a reason.

    ``taken_out`` is {id of a child: reason}, ``also`` are ids of children of the family on file whom nobody named.
    ``team`` is the team that takes the family on; it gets sight of the children the decision covers. The decision's
    clock stops and the clock to tell the referrer runs; where there is nobody to tell, the contact closes. Agencies
    that have not answered are not waited for.
    """
    taken_out = {child: reason.strip() for child, reason in (taken_out or {}).items()}
    outcome, document = Outcome(outcome), threshold_document_for(contact)
    if contact.same_event_as_id and contact.same_event_as.outcome == "":
        raise StepNotAllowed(f"Decide {contact.same_event_as.reference}: this contact is joined with it.")
    check(contact, document, tier, outcome, rationale, taken_out, team)
    contact.outcome, contact.tier, contact.threshold_document = outcome, tier, document
    contact.analysis = analysis.strip()
    contact.rationale, contact.decided_by, contact.decided_at = rationale.strip(), by, at
    with as_system("a decision is recorded on every child of the family, also one its taker may not open"):
        name_too(contact, also, by=by, at=at)
        record_on_children(contact, outcome, taken_out)
        if team:
            people.acted_on(family_of(contact, taken_out))
        requests.close_waiting(subject=contact, by=by, at=at)
    covered = [child for child in contact.child_ids if child not in taken_out]
    hand_on(contact, covered, outcome=outcome, team=team, by=by, at=at)
    take_back(contact, covered, outcome=outcome, taken_out=taken_out, by=by, at=at)
    same = {"outcome": outcome, "rationale": rationale, "tier": tier, "team": team, "analysis": analysis}

    def go_on(now):
        in_hand(now, by=by, at=at)
        for row, answers in decided_with(now, taken_out, **same):
            decide(contact=row, by=by, at=at, **answers)

    return Entry(
        note=f"{outcome.label}. {rationale.strip()}",
        after=go_on,
        next_step=lambda now: now if now.can_be_told else close_untold(contact=now, by=by, at=at),
    )


@does(CONTACT, "close_untold")
def close_untold(contact, *, by, at):
    """Close a decided contact whose referrer gave neither a name nor a way to be reached."""
    limit_sight_of_hub(contact, at)


def check(contact, document, tier, outcome, rationale, taken_out, team):
    """Refuse a decision that is not whole."""
    if not rationale.strip():
        raise StepNotAllowed("Enter the reasons for the decision.")
    if document and tier not in {row["code"] for row in document.tiers}:
        raise StepNotAllowed(f"Select a tier of “{document}”.")
    if set(taken_out) >= set(contact.child_ids):
        raise StepNotAllowed("The decision must be about at least one child.")
    if not set(taken_out) <= set(contact.child_ids):
        raise StepNotAllowed("Only a child of this contact can be taken out.")
    if not all(taken_out.values()):
        raise StepNotAllowed("Enter why each child is taken out.")
    if outcome in MUST_NAME_TEAM and team is None:
        raise StepNotAllowed("Select the team that takes this on.")
    if team and team.area_id != contact.area_id:
        raise StepNotAllowed("Select a team of this area.")


def record_on_children(contact, outcome, taken_out):
    """Write the outcome on each child of a contact, and the reason on those taken out."""
    children = ContactChild.objects.filter(contact=contact)
    children.exclude(person_id__in=taken_out).update(outcome=outcome, taken_out_reason="")
    for person_id, reason in taken_out.items():
        children.filter(person_id=person_id).update(outcome="", taken_out_reason=reason)


def family_of(contact, taken_out):
    """Return the ids of the children a decision covers, and of the adults that the contact names."""
    adults = ContactAdult.objects.filter(contact=contact).exclude(person=None).values_list("person_id", flat=True)
    return [*adults, *(child for child in contact.child_ids if child not in taken_out)]


def limit_sight_of_hub(contact, at):
    """Let the hub's sight of a closed contact's children end after 30 days, unless another contact waits."""
    with as_system("the team's grants belong to no single taker of the step"):
        waiting = Contact.objects.waiting().filter(team_id=contact.team_id).about(contact.child_ids)
        still = {child for ids in waiting.exclude(pk=contact.pk).values_list("child_ids", flat=True) for child in ids}
        ending = [child for child in contact.child_ids if child not in still]
        grants = Grant.objects.current(at).filter(holder_id=contact.team_id, person_id__in=ending, valid_until=None)
        grants.update(valid_until=at + HUB_KEEPS_SIGHT)


@does(CONTACT, "reopen")
def reopen(contact, *, reason, by, at):
    """Open a decision again after an upheld challenge; what had been decided stays in the history."""
    before = f"It was: {contact.get_outcome_display()}. {contact.rationale}"
    with as_system("the decision is taken back on every child, and the hub sees them again"):
        ContactChild.objects.filter(contact=contact).update(outcome="", taken_out_reason="")
        keep_sight_of_hub(contact, by, at)
        end_sight_of_team(contact, by, at)
    contact.outcome = contact.tier = contact.rationale = ""
    contact.threshold_document = contact.decided_by = contact.decided_at = contact.referrer_told_at = None
    return f"{reason.strip()}\n\n{before}"


def keep_sight_of_hub(contact, by, at):
    """Give the hub sight without an end of the children of a contact that waits again."""
    access.give(
        person_ids=contact.child_ids,
        team=contact.team,
        basis=Basis.ALLOCATED,
        reason="Decision opened again",
        source=f"reopened:{contact.pk}",
        by=by,
        at=at,
    )


def end_sight_of_team(contact, by, at):
    """End what a team could see because of the decision that was taken back."""
    given = Grant.objects.current(at).filter(source=f"decision:{contact.pk}")
    given.update(valid_until=at, ended_by=by)
