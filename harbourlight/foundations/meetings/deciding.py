"""Recording decisions: by consent or votes, dissent kept, and whether they stand by the rules."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from harbourlight.foundations.pathways.steps import StepNotAllowed

from . import bodies, timing, types
from .choices import State
from .models import Ballot, Decision, Dissent, Invitation
from .planning import check_arranger
from .presence import attendances, is_there, quorum_at


@dataclass(frozen=True)
class BallotRow:
    """How one seat voted, whoever of the two was in the room; ``is_casting`` is the chair's further vote."""

    invitation: Any
    choice: str
    is_casting: bool = False


@dataclass(frozen=True)
class DissentRow:
    """Who disagreed, and why; ``invitation`` says for which seat."""

    reason: str
    invitation: Any = None
    agency: Any = None
    professional: Any = None
    name: str = ""


@transaction.atomic
def decide(
    *,
    meeting,
    what,
    by,
    at,
    person_id=None,
    item=None,
    votes=(),
    dissents=(),
    decided_at=None,
    submission=None,
):
    """Record a decision, with votes and dissent; its kind's rule says whether it stands, at that moment.

    A decision that breaks a rule is kept, as one that does not stand, with the rule that it breaks. One that only
    lacks the words of those against it is refused until they are there.
    """
    known = Decision.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    check_arranger(meeting, by, at)
    votes, dissents = list(votes), list(dissents)
    moment = decided_at or (meeting.held_at if meeting.state == State.HELD and not votes else None) or at
    check_decision(meeting, what, votes, dissents, person_id)
    verdict = judge(meeting, votes, moment, dissents)
    if verdict.how == "no_dissent":
        raise StepNotAllowed(verdict.why)
    decision = Decision(
        meeting=meeting,
        item=item,
        person_id=person_id,
        what=what.strip(),
        how=verdict.how,
        is_valid=verdict.is_valid,
        rule_words=verdict.why,
        decided_at=moment,
        recorded_by=by,
        recorded_at=at,
        submission=submission,
    )
    decision.save(force_insert=True)
    Ballot.objects.bulk_create(
        Ballot(
            meeting=meeting,
            decision=decision,
            invitation=row.invitation,
            agency_id=row.invitation.agency_id,
            choice=row.choice,
            is_casting=row.is_casting,
        )
        for row in votes
    )
    Dissent.objects.bulk_create(
        Dissent(
            meeting=meeting,
            decision=decision,
            agency=row.agency or agency_of(row),
            professional=row.professional,
            name=row.name,
            reason=row.reason.strip(),
        )
        for row in dissents
    )
    return decision


def check_decision(meeting, what, votes, dissents, person_id):
    """Refuse a decision without words, before its meeting, of a stranger, or with a vote that nobody has."""
    if meeting.state != State.HELD:
        raise StepNotAllowed("Record first that the meeting is held.")
    if not what.strip():
        raise StepNotAllowed("Enter what was decided.")
    if person_id is not None and person_id not in meeting.child_ids:
        raise StepNotAllowed("The meeting is not about this child.")
    if any(not row.reason.strip() for row in dissents):
        raise StepNotAllowed("Enter why they disagree.")
    for row in votes:
        check_vote(meeting, row)
    seats = [row.invitation.pk for row in votes if not row.is_casting]
    if len(seats) > len(set(seats)):
        raise StepNotAllowed("One seat has one vote, whoever of the two is in the room.")


def agency_of(dissent):
    """Return the agency of somebody who disagreed."""
    if dissent.invitation is not None:
        return dissent.invitation.agency
    return dissent.professional.agency if dissent.professional else None


def unsaid(votes, dissents):
    """Return who voted against something without a word of theirs being recorded."""
    said = {row.invitation.pk for row in dissents if row.invitation is not None}
    people = {row.professional.pk for row in dissents if row.professional is not None}
    names = {row.name for row in dissents if row.name}
    return [
        row.invitation.who
        for row in votes
        if row.choice == types.AGAINST
        and not (row.invitation.pk in said or row.invitation.professional_id in people or row.invitation.who in names)
    ]


def check_vote(meeting, row):
    """Refuse the vote of somebody who has none."""
    if row.invitation.meeting_id != meeting.pk:
        raise LookupError("This invitation is to another meeting")
    seat = meeting.kind.seat(row.invitation.seat)
    if not seat.votes and not row.is_casting:
        raise StepNotAllowed(f"{row.invitation.who} has no vote: {seat.title.lower()}.")


def judge(meeting, votes, moment, dissents=()):
    """Return whether a decision stands that was taken at a moment, by the rules of its body or of its kind."""
    there, keep = attendances(meeting), bodies.keeps_at(meeting)
    in_room = [each.invitation for each in there if is_there(each, moment)]
    ids = {invitation.pk for invitation in in_room}
    goes_on = meeting.kind.goes_on_without_quorum and bool(meeting.inquorate_reason)
    counted = [row for row in votes if row.invitation.pk in ids]
    return types.decide(
        keep.decision_rule,
        goes_on or quorum_at(meeting, moment, there).is_quorate,
        [as_vote(row, keep, may_vote=row.invitation.pk in ids) for row in votes],
        partners=partners_of(meeting, keep, in_room),
        had_notice=timing.had_notice(meeting),
        counting=types.Counting(keep.majority, whole_of(meeting, keep, in_room), keep.abstains),
        unsaid=unsaid(counted, dissents),
    )


def partners_of(meeting, keep, in_room):
    """Return the statutory partners who must agree: the agencies in the room, and each partner for whom nobody came."""
    there = [each for each in in_room if is_partner(meeting, each, keep)]
    sectors = {each.agency.sector for each in there}
    return {each.agency_id for each in there} | {sector for sector in keep.partners if sector not in sectors}


def whole_of(meeting, keep, in_room):
    """Return of how many a majority is needed: votes in the room, or seats with a vote of everybody invited."""
    if keep.majority == types.OF_VOTES:
        return 0
    invited = in_room
    if keep.majority == types.OF_SEATS:
        invited = Invitation.objects.filter(meeting=meeting).expected()
    return sum(meeting.kind.seat(each.seat).votes for each in invited)


def is_partner(meeting, invitation, keep):
    """Say whether an invitee in the room speaks for a statutory partner, with a vote."""
    return keep.is_partner(invitation.agency, invitation.seat) and meeting.kind.seat(invitation.seat).votes


def as_vote(row, keep, *, may_vote):
    """Return a ballot as the rules see it; who is not in the room has no vote."""
    return types.Vote(
        agency_id=row.invitation.agency_id,
        is_statutory=keep.is_partner(row.invitation.agency, row.invitation.seat),
        choice=row.choice,
        may_vote=may_vote,
        is_casting=row.is_casting,
    )
