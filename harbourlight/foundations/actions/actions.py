"""Raising a challenge and answering it; actions are given, reported and judged in ``tracking``."""

from django.db import transaction

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.chronology.actions import write_lines
from harbourlight.foundations.documents.outbox import queue_mail
from harbourlight.foundations.pathways.actions import due_moment, stop_deadlines, take
from harbourlight.foundations.pathways.local import end_of_working_day, start_local
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.rules import reading

from .choices import CLOCK, SIGHT_ENDS_AFTER_WORKING_DAYS
from .models import Challenge
from .pathway import CHALLENGE
from .tracking import accept, carry, change_date, drop, give_action, note_progress, report_done, send_back

__all__ = [
    "accept", "answer_challenge", "carry", "change_date", "drop", "give_action", "note_progress", "raise_challenge",
    "report_done", "send_back",
]  # fmt: skip


@transaction.atomic
def raise_challenge(*, subject, agency, reason, by, at):
    """Challenge the decision on a record: starts its clock and opens the record to the senior managers.

    ``agency`` is the deciding agency, whose senior managers in the area answer. One open challenge of a
    person about a record is enough: the same again returns it.
    """
    if not reason.strip():
        raise StepNotAllowed("Enter why you challenge the decision.")
    before = Challenge.objects.filter(subject_id=subject.pk, raised_by=by, state="raised").first()
    if before:
        return before
    limit = reading.always_due_by(CLOCK, subject.area_id, at)
    challenge = Challenge(
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        child_ids=subject.child_ids,
        area_id=subject.area_id,
        raised_by=by,
        raising_agency_id=by.agency_id,
        raised_at=at,
        reason=reason.strip(),
        due_at=due_moment(limit.due),
    )
    challenge.save(force_insert=True)
    seniors = senior_managers(agency, subject.area_id, at)
    for senior in seniors:
        access.give(
            person_ids=subject.child_ids,
            professional=senior,
            basis=Basis.OVERSIGHT,
            by=by,
            at=at,
            reason="Answers a challenge to the decision",
            source=source_of(challenge),
        )
        queue_mail(
            senior.email,
            "A challenge waits for you in Harbourlight",
            "A decision has been challenged.\n\nSign in to Harbourlight and open Challenges.\n",
        )
    owner = seniors[0] if len(seniors) == 1 else None
    start_local(rule=CLOCK, limit=limit, record=challenge, started=at, owner=owner)
    write_lines(
        person_ids=subject.child_ids,
        what="Decision challenged",
        happened_at=at,
        source=challenge,
        by=by,
        at=at,
    )
    return challenge


def source_of(challenge):
    """Return the mark on the grants that a challenge gives.

    By it the answer finds these grants and no others: a senior manager who sees the children for another
    reason as well goes on seeing them when what the challenge opened ends.
    """
    return f"challenge:{challenge.pk}"


def senior_managers(agency, area_id, at):
    """Return the senior managers of an agency who hold the role in an area at a moment."""
    today = at.astimezone(LONDON).date()
    holders = Professional.objects.current(today).filter(agency=agency)
    return [
        person
        for person in holders.filter(role_holdings__role=Role.SENIOR_MANAGER).distinct()
        if person.role_holdings.current(today).filter(role=Role.SENIOR_MANAGER, area_id__in=[area_id]).exists()
        or person.role_holdings.current(today).filter(role=Role.SENIOR_MANAGER, area=None).exists()
    ]


@transaction.atomic
def answer_challenge(*, challenge, upholds, answer, what_changed, by, at, submission=None, version=None):
    """Answer a challenge: change the decision (and say what changed) or stand by it.

    What the challenge opened to the senior managers ends five working days later; whoever raised it goes
    on reading the challenge and its answer.
    """
    if not answer.strip():
        raise StepNotAllowed("Enter the answer.")
    if upholds and not what_changed.strip():
        raise StepNotAllowed("Enter what changed.")
    if challenge.raised_by_id == by.pk:
        raise StepNotAllowed("Somebody else must answer a challenge that you raised.")

    def fill(fresh):
        fresh.answered_by, fresh.answered_at = by, at
        fresh.answer, fresh.what_changed = answer.strip(), what_changed.strip() if upholds else ""

    answered = take(
        pathway=CHALLENGE,
        step="uphold" if upholds else "stand_by",
        record=challenge,
        by=by,
        at=at,
        change=fill,
        submission=submission,
        version=version,
    )
    with as_system("the clock of a challenge is stopped whoever owns it, and every senior manager's sight ends"):
        stop_deadlines(record=answered, names=[CLOCK], at=at)
        given = Grant.objects.current(at).filter(source=source_of(answered), valid_until=None)
        given.update(valid_until=end_of_working_day(at, SIGHT_ENDS_AFTER_WORKING_DAYS), ended_by=by)
    queue_mail(
        challenge.raised_by.email,
        "Your challenge was answered in Harbourlight",
        "Sign in to Harbourlight to read the answer.\n",
    )
    return answered
