"""Urgent decisions: taken by the chair with the manager after asking all the partners and whoever can be reached."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.documents.outbox import queue_mails
from harbourlight.foundations.meetings import timing, types
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.statute import counting

from ..choices import CONSULTED, Reached, UrgentState
from ..models import Consulted, UrgentDecision
from ..pathway import ARRANGE, EXTRAORDINARY, URGENT, URGENT_UNDER
from .items import agency_of, present
from .members import members_of
from .rights import check_oversees, day_of, is_chair, may_oversee, needed

NOTICE = "An urgent matter of the partnership waits for your view.\n\nSign in to Harbourlight and open Boards.\n"


@dataclass(frozen=True)
class Heard:
    """One member of a body as the rules of urgent decisions see them: whether asked, and whether reached."""

    present: types.Present
    who: str
    was_asked: bool
    was_reached: bool


def judge(groups, heard, *, is_by_chair, is_with_manager, is_soon, fewer_than):
    """Say whether an urgent decision stands, and by which rule: pure, so that cases can be told as a table."""
    if not is_soon:
        return types.Verdict(
            False, "not_urgent", f"Only what is needed in fewer than {fewer_than} is urgent: call a meeting."
        )
    if not is_by_chair:
        return types.Verdict(False, "not_chair", "An urgent decision is taken by the chair or the vice-chair.")
    if not is_with_manager:
        return types.Verdict(False, "no_manager", "An urgent decision is taken with the partnership's manager.")
    partners = types.quorum(groups, [each.present for each in heard if each.was_reached])
    if not partners.is_quorate:
        missing = types.listed(partners.missing)
        return types.Verdict(False, "partners", f"Every statutory partner must be consulted first: missing {missing}.")
    silent = [each.who for each in heard if not each.was_asked]
    if silent:
        return types.Verdict(
            False, "members", f"As many members as can be reached are consulted: nobody tried {types.listed(silent)}."
        )
    return types.Verdict(True, "urgent", "Taken by the chair with the manager, after consulting every partner.")


def urgent_words(group, at):
    """Return how soon something must be needed to be urgent, in words: "10 calendar days"."""
    return group.keeps(at).of(URGENT_UNDER).words


def is_soon(group, needed_by, at):
    """Say whether what is needed by a moment is needed sooner than the rule of the day on which it was raised says."""
    limit = group.keeps(at).due_by(URGENT_UNDER, at).due
    return needed_by.astimezone(LONDON) < datetime.combine(limit, at.astimezone(LONDON).time(), LONDON)


@transaction.atomic
def raise_urgent(*, group, what, why_urgent, needed_by, by, at, submission=None):
    """Put an urgent matter to the members of a body; what is needed later than its rule says is not urgent."""
    known = UrgentDecision.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    check_oversees(group, by, at)
    if needed_by <= at:
        raise StepNotAllowed("Enter by when the decision is needed.")
    if not is_soon(group, needed_by, at):
        soonest = first_extraordinary_day(group, at)
        raise StepNotAllowed(
            f"Only what is needed in fewer than {urgent_words(group, at)} is urgent. Call a meeting: an extraordinary "
            f"one that is called today can be held from {soonest:%A %-d %B %Y}."
        )
    urgent = UrgentDecision(
        group=group,
        what=needed(what, "Enter what has to be decided."),
        why_urgent=needed(why_urgent, "Enter why it cannot wait for a meeting."),
        raised_by=by,
        raised_at=at,
        needed_by=needed_by,
        submission=submission,
    )
    urgent.save(force_insert=True)
    people = {each.who_comes for each in members_of(group, day_of(at))} - {by}
    queue_mails([(each.email, "An urgent matter waits in Harbourlight", NOTICE, urgent.pk) for each in people])
    return urgent


def first_extraordinary_day(group, at):
    """Return the first working day on which an extraordinary meeting called now can be held."""
    own = timing.own_of(EXTRAORDINARY.name, group.area_id, group.pk)
    today, day = day_of(at), day_of(at)
    while True:
        day = counting.after(1, "working_days", day)
        due = timing.due_day(EXTRAORDINARY.notice, datetime.combine(day, time(12), LONDON), own)
        if due is None or today <= due.day:
            return day


def own_membership(group, by, at):
    """Return the membership of a body for which somebody may say their view, or None."""
    for membership in members_of(group, day_of(at)):
        if by.pk in (membership.professional_id, membership.deputy_id, membership.delegate_id):
            return membership
    return None


@transaction.atomic
def consult(*, urgent, membership, reached, by, at, how="", said=""):
    """Add a line to the log: what a member says, or that somebody tried to reach them."""
    if urgent.state != UrgentState.CONSULTING:
        raise StepNotAllowed(f"This cannot be done now: it is already “{urgent.get_state_display().lower()}”.")
    return write_line(urgent.group, membership, reached, by=by, at=at, how=how, said=said, urgent=urgent)


def write_line(group, membership, reached, *, by, at, how, said, **about):
    """Write a line about what a member of a body says, by the member or by who keeps the letters of the body."""
    own = own_membership(group, by, at)
    if not may_oversee(group, by, at) and (own is None or own.pk != membership.pk):
        raise StepNotAllowed("You cannot answer for somebody else.")
    if membership.seat.group_id != group.pk:
        raise LookupError("This is a member of another body")
    if reached == Reached.DISAGREES:
        said = needed(said, "Enter why they disagree.")
    if reached == Reached.NOT_REACHED:
        how = needed(how, "Enter how somebody tried to reach them.")
    line = Consulted(
        **about,
        membership=membership,
        agency=agency_of(membership),
        reached=Reached(reached),
        how=how.strip(),
        said=said.strip(),
        at=at,
        recorded_by=by,
    )
    line.save(force_insert=True)
    return line


def log_of(**about):
    """Return the log of an urgent decision, or of an agreement by correspondence, in order."""
    rows = Consulted.objects.filter(**about).order_by("at")
    return list(
        rows.select_related(
            "membership__seat__agency", "membership__professional__agency", "membership__delegate", "agency"
        )
    )


def heard_by(urgent, at, by=None):
    """Return every voting member of a body as the rules see them: whether asked and reached.

    Whoever decides, ``by``, needs not ask themselves.
    """
    own = own_membership(urgent.group, by, at) if by else None
    asked, reached = ({own.pk}, {own.pk}) if own else (set(), set())
    for line in log_of(urgent=urgent):
        asked.add(line.membership_id)
        if line.reached in CONSULTED:
            reached.add(line.membership_id)
    return [
        Heard(
            present(each),
            f"{each.who_comes.name} ({each.seat.title})",
            each.pk in asked,
            each.pk in reached,
        )
        for each in members_of(urgent.group, day_of(at))
        if each.seat.votes
    ]


def verdict_of(urgent, *, by, manager, at):
    """Return whether an urgent decision would stand if somebody took it now with a manager."""
    group = urgent.group
    return judge(
        timing.quorum_of(group.meeting_type, group.area_id, body_id=group.pk, on=urgent.raised_at),
        heard_by(urgent, at, by),
        is_by_chair=is_chair(group, by, at),
        is_with_manager=manager is not None and manager != by and may(manager, ARRANGE, day_of(at)),
        is_soon=is_soon(group, urgent.needed_by, urgent.raised_at),
        fewer_than=urgent_words(group, urgent.raised_at),
    )


@transaction.atomic
def take_urgent(*, urgent, decision, manager, by, at, submission=None, version=None):
    """Take an urgent decision; one that breaks a rule cannot be taken, and the refusal says which."""
    words = needed(decision, "Enter what was decided.")
    verdict = verdict_of(urgent, by=by, manager=manager, at=at)
    if not verdict.is_valid:
        raise StepNotAllowed(verdict.why)

    def fill(fresh):
        fresh.decision, fresh.decided_by, fresh.decided_at, fresh.manager = words, by, at, manager
        fresh.rule_words = verdict.why

    return step("decide", urgent, by, at, fill, submission=submission, version=version)


def step(name, urgent, by, at, fill, **more):
    """Take one step of an urgent decision; who may was asked before."""
    return take(
        pathway=URGENT, step=name, record=urgent, by=by, at=at, change=fill, checks_permission=False, **more
    )  # fmt: skip


@transaction.atomic
def withdraw_urgent(*, urgent, by, at, submission=None):
    """Withdraw a matter that is no longer urgent."""
    check_oversees(urgent.group, by, at)
    return step("withdraw", urgent, by, at, None, submission=submission)


def judge_urgent(*, urgent, ratifies, by, at):
    """Keep that the next meeting ratified an urgent decision, or did not."""
    return step("ratify" if ratifies else "refuse", urgent, by, at, None)


def may_read(urgent, by, at):
    """Say whether somebody may read an urgent matter: a member of the body, or who arranges or chairs it."""
    return may_oversee(urgent.group, by, at) or own_membership(urgent.group, by, at) is not None
