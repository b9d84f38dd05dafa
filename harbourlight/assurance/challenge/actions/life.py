"""Raising a challenge in the partnership, answering it, taking it further, settling and withdrawing it."""

from django.db import transaction

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.documents.outbox import queue_mails
from harbourlight.foundations.pathways.actions import cancel_deadlines, record_step, take
from harbourlight.foundations.pathways.local import start_local
from harbourlight.foundations.pathways.steps import Step, StepNotAllowed
from harbourlight.foundations.rules import reading

from ..choices import CLOCK, Level, Theme
from ..models import PartnershipChallenge
from ..pathway import CHALLENGE, KEEP, RAISE

RAISED = Step("raise", (), "raised", may=RAISE, says="Challenge raised")
NOTICE = "A challenge waits for your agency's answer in Harbourlight.\n\nSign in to Harbourlight and open Challenges.\n"
ANSWERED = "Sign in to Harbourlight to read the answer.\n"


@transaction.atomic
def raise_challenge(
    *,
    area,
    to_agency,
    challenger,
    about,
    reason,
    by,
    at,
    wanted="",
    theme=Theme.OTHER,
    source=None,
    submission=None,
):
    """Put a challenge to an agency; its senior managers are told, and a clock runs for their answer.

    ``by`` is None where the product found it. ``source`` is the record it comes from: while a challenge from
    that record to that agency is unsettled, the same again returns it.
    """
    known = already_raised(submission, source, to_agency)
    if known:
        return known
    if by is not None and not may(by, RAISE, london(at)):
        raise StepNotAllowed("You do not have permission to do this.")
    if not about.strip() or not reason.strip():
        raise StepNotAllowed("Enter what you challenge, and why.")
    limit = reading.always_due_by(CLOCK, area.pk, at)
    raised = PartnershipChallenge(
        area=area,
        challenger=challenger,
        raised_by=by,
        raising_agency_id=by.agency_id if by else None,
        raised_at=at,
        to_agency=to_agency,
        theme=theme,
        about=about.strip(),
        reason=reason.strip(),
        wanted=wanted.strip(),
        source_kind=source._meta.label_lower if source else "",
        source_id=source.pk if source else None,
        due_on=limit.due,
        submission=submission,
    )
    raised.save(force_insert=True)
    record_step(RAISED, raised, by=by, at=at, before="", happened_at=at)
    wait_for_answer(raised, limit, at=at)
    return raised


def already_raised(submission, source, to_agency):
    """Return the challenge that the same form, or the same record, raised before; or None."""
    if submission:
        known = PartnershipChallenge.objects.filter(submission=submission).first()
        if known:
            return known
    if source is None:
        return None
    return PartnershipChallenge.objects.from_record(source).unsettled().filter(to_agency=to_agency).first()


def london(at):
    """Return the London date of a moment."""
    return at.astimezone(LONDON).date()


def wait_for_answer(challenge, limit, *, at):
    """Start the clock of an answer, and tell those who answer that something waits."""
    seniors = senior_managers(challenge.to_agency, challenge.area_id, at)
    owner = seniors[0] if len(seniors) == 1 else None
    start_local(rule=CLOCK, limit=limit, record=challenge, started=at, owner=owner)
    told = [person.email for person in seniors] or [challenge.to_agency.email]
    queue_mails([(to, "A challenge waits for you in Harbourlight", NOTICE, challenge.pk) for to in told])


def senior_managers(agency, area_id, at):
    """Return the senior managers of an agency who hold the role in an area at a moment."""
    today = london(at)
    holders = Professional.objects.current(today).filter(agency=agency, role_holdings__role=Role.SENIOR_MANAGER)
    return [
        person
        for person in holders.distinct()
        if {area_id, None}
        & set(person.role_holdings.current(today).filter(role=Role.SENIOR_MANAGER).values_list("area", flat=True))
    ]


def is_raisers(challenge, by, at):
    """Say whether somebody speaks for whoever raised a challenge; chair and business unit keep the register."""
    return by is None or challenge.raised_by_id == by.pk or may(by, KEEP, london(at))


def check_raiser(challenge, by, at):
    """Refuse whoever did not raise a challenge and does not keep the register."""
    if not is_raisers(challenge, by, at):
        raise StepNotAllowed("Only whoever raised the challenge can do this, or whoever keeps the register.")


def answer_challenge(*, challenge, answer, by, at, submission=None, version=None):
    """Answer a challenge for the agency it was put to; one taken further is answered by chair or business unit too."""
    ours = challenge.to_agency_id == by.agency_id
    if challenge.raised_by_id == by.pk:
        raise StepNotAllowed("Somebody else must answer a challenge that you raised.")
    if not ours and not (challenge.level == Level.LEADS and may(by, KEEP, london(at))):
        raise StepNotAllowed("Only the agency to which the challenge was put can answer it.")
    if not answer.strip():
        raise StepNotAllowed("Enter the answer.")

    def fill(fresh):
        fresh.answer, fresh.answered_by, fresh.answered_at = answer.strip(), by, at

    answered = step("answer", challenge, by, at, fill, submission=submission, version=version)
    if challenge.raised_by:
        queue_mails(
            [(challenge.raised_by.email, "Your challenge was answered in Harbourlight", ANSWERED, challenge.pk)]
        )
    return answered


def step(name, challenge, by, at, fill, **more):
    """Take one step of a challenge."""
    return take(pathway=CHALLENGE, step=name, record=challenge, by=by, at=at, change=fill, **more)


@transaction.atomic
def take_further(*, challenge, reason, by, at, version=None):
    """Take a challenge to the lead representatives, when its answer did not settle it or did not come."""
    check_raiser(challenge, by, at)
    if challenge.level == Level.LEADS:
        raise StepNotAllowed("It is before the lead representatives already.")
    if not reason.strip():
        raise StepNotAllowed("Enter why it is taken further.")

    limit = reading.always_due_by(CLOCK, challenge.area_id, at)

    def fill(fresh):
        fresh.level, fresh.due_on = Level.LEADS, limit.due

    cancel_deadlines(record=challenge, reason="Taken further", at=at)
    further = step("take_further", challenge, by, at, fill, note=reason.strip(), version=version)
    wait_for_answer(further, limit, at=at)
    return further


def settle(*, challenge, what_changed, by, at, submission=None, version=None):
    """Settle a challenge: say what changed because of it."""
    check_raiser(challenge, by, at)
    if not what_changed.strip():
        raise StepNotAllowed("Enter what changed. If nothing changed, say so.")

    def fill(fresh):
        fresh.what_changed, fresh.settled_by, fresh.settled_at = what_changed.strip(), by, at

    return step("settle", challenge, by, at, fill, submission=submission, version=version)


def withdraw(*, challenge, reason, by, at, version=None):
    """Take a challenge back, with the reason."""
    check_raiser(challenge, by, at)
    if not reason.strip():
        raise StepNotAllowed("Enter why it is withdrawn.")
    return step("withdraw", challenge, by, at, None, note=reason.strip(), version=version)
