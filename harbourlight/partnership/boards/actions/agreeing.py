"""A committee's decision about practice put to the executive by correspondence: each member answers by a date.

The log is that of urgent decisions; whether the executive agreed is judged by its own rule and quorum, as at a
meeting. Without agreement in time the decision waits for the executive's next meeting.
"""

from typing import NamedTuple

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.choices import AgencyKind
from harbourlight.foundations.documents.outbox import queue_mails
from harbourlight.foundations.meetings import bodies, timing, types
from harbourlight.foundations.pathways.actions import cancel_deadlines, due_moment, set_deadline, stop_deadlines
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import CLOCK_OF_AGREEMENTS, CONSULTED, Reached, Standing
from ..models import BoardDecision, Consulted
from .deciding import rule
from .items import agency_of, executive_for, present
from .members import members_of
from .rights import day_of, may_oversee
from .urgent import log_of, own_membership, write_line

CHOICE_OF = {Reached.AGREES: types.FOR, Reached.DISAGREES: types.AGAINST, Reached.NO_VIEW: types.ABSTAIN}
NOTICE = "A committee's decision waits for your agreement.\n\nSign in to Harbourlight and open Boards.\n"


def is_statutory(one):
    """Say whether somebody speaks for one of the partners whom the law names."""
    return one.agency_kind == AgencyKind.STATUTORY_PARTNER


class Answer(NamedTuple):
    """What one voting member of the executive last said; ``choice`` is empty where there is no answer yet."""

    present: types.Present
    choice: str


def judge(rule_of_decision, groups, answers, *, is_over, is_partner=is_statutory, counting=types.AS_USUAL):
    """Say whether an executive agrees by correspondence: pure, so that cases can be told as a table.

    Returns a verdict, or None while answers may still come: until everybody has answered, or the time is over.
    Whoever has not answered is as absent from a meeting.
    """
    said = [each for each in answers if each.choice]
    if not is_over and len(said) < len(answers):
        return None
    quorate = types.quorum(groups, [each.present for each in said])
    if not quorate.is_quorate:
        missing = types.listed(quorate.missing)
        return types.Verdict(
            False, "not_quorate", f"The executive has not answered as its quorum asks: missing {missing}."
        )
    votes = [
        types.Vote(each.present.agency_id, is_partner(each.present), each.choice)
        for each in said
    ]  # fmt: skip
    return types.decide(rule_of_decision, True, votes, counting=counting)


def may_ask(decision, by, at):
    """Say whether somebody may put a committee's decision to the executive: who oversees either body."""
    executive = executive_for(decision.sitting.group)
    groups = [decision.sitting.group, *([executive] if executive else [])]
    return any(may_oversee(group, by, at) for group in groups)


def own_of(decision, by, at):
    """Return the membership of the executive for which somebody answers, or None."""
    found = own_membership(decision.asked_of, by, at) if decision.asked_of_id else None
    return found if found and found.seat.votes else None


def may_read(decision, by, at):
    """Say whether somebody may read what the executive says: one of those asked, or who oversees either body."""
    return may_ask(decision, by, at) or own_of(decision, by, at) is not None


@transaction.atomic
def ask_agreement(*, decision, due_on, by, at):
    """Put a committee's decision to each voting member of the executive; asking again moves the date."""
    fresh = locked(decision)
    executive = executive_for(fresh.sitting.group)
    if fresh.standing != Standing.WAITS or executive is None:
        raise StepNotAllowed("This decision does not wait for an executive.")
    if not may_ask(fresh, by, at):
        raise StepNotAllowed("You do not have permission to do this.")
    if due_on <= day_of(at):
        raise StepNotAllowed("Enter a date that leaves the members time to answer.")
    asked = voting(executive, at)
    if not asked:
        raise StepNotAllowed("Nobody has a vote in the executive. Fill its seats first.")
    fresh.asked_of, fresh.asked_by, fresh.asked_at, fresh.asked_due_at = executive, by, at, due_moment(due_on)
    fresh.version += 1
    fresh.save()
    cancel_deadlines(record=fresh, reason="The date was moved", at=at)
    start_clock(fresh, due_on, at)
    people = {each.who_comes.email for each in asked}
    queue_mails([(to, "A decision waits for your agreement", NOTICE, fresh.pk) for to in sorted(people)])
    return fresh


def start_clock(decision, due_on, at):
    """Start the clock of an agreement by correspondence."""
    set_deadline(
        record=decision, clock=CLOCK_OF_AGREEMENTS, title="The executive answers by correspondence", due=due_on,
        started=at, version="the date that was set", team=decision.sitting.group.team, owner=decision.asked_by,
    )  # fmt: skip


def locked(decision):
    """Return a decision as it now is, locked, with its body."""
    rows = BoardDecision.objects.select_for_update(of=("self",))
    return rows.select_related("decision", "asked_of", "sitting__group__team").get(pk=decision.pk)


def voting(executive, at):
    """Return the memberships of an executive that have a vote."""
    return [each for each in members_of(executive, day_of(at)) if each.seat.votes]


@transaction.atomic
def answer_agreement(*, decision, membership, reached, by, at, how="", said=""):
    """Add what a member of the executive answers, or how they were tried, to the log; the last answer settles it."""
    fresh = locked(decision)
    if fresh.standing != Standing.WAITS or fresh.asked_at is None:
        raise StepNotAllowed("The executive is not asked about this, or not any more.")
    if membership.pk not in {each.pk for each in voting(fresh.asked_of, at)}:
        raise StepNotAllowed("Only a voting member of the executive can agree.")
    line = write_line(fresh.asked_of, membership, reached, by=by, at=at, how=how, said=said, decision=fresh)
    settle_agreement(decision=fresh, at=at)
    return line


def answers_of(decision, at):
    """Return [(membership, the last line with an answer or None)] of the voting members of the executive."""
    last = {line.membership_id: line for line in log_of(decision=decision) if line.reached in CONSULTED}
    return [(each, last.get(each.pk)) for each in voting(decision.asked_of, at)]


def verdict_of(decision, at):
    """Return whether the executive agrees as things stand, or None while answers may still come."""
    executive = decision.asked_of
    kind = types.get(executive.meeting_type)
    answers = [
        Answer(present(each), CHOICE_OF[Reached(line.reached)] if line else "")
        for each, line in answers_of(decision, at)
    ]
    keep = bodies.keeps(kind.name, executive.area_id, executive.pk, decision.asked_at)
    groups = timing.quorum_of(kind.name, executive.area_id, body_id=executive.pk, on=decision.asked_at)
    counting = types.Counting(keep.majority, len(answers), keep.abstains)
    is_over = at > decision.asked_due_at
    return judge(keep.decision_rule, groups, answers, is_over=is_over, is_partner=keep.is_partner_of, counting=counting)


@transaction.atomic
def settle_agreement(*, decision, at):
    """Let the decision stand, or not, once the executive has answered; without its quorum it waits for a meeting."""
    verdict = verdict_of(decision, at)
    if verdict is None:
        return decision
    decided = verdict.is_valid or verdict.how != "not_quorate"
    day = f"{day_of(at):%-d %B %Y}"
    if decided:
        decision.standing = Standing.STANDS if verdict.is_valid else Standing.NOT_AGREED
        said = "agreed" if verdict.is_valid else "did not agree"
        words = f"{decision.asked_of} {said} by correspondence on {day}. {verdict.why}"
    else:
        words = f"Asked by correspondence until {day}: {verdict.why} It waits for the next meeting."
        decision.asked_of = decision.asked_at = decision.asked_due_at = None
    decision.version += 1
    decision.save()
    with as_system("what a committee decided is settled by the executive, whoever sees the committee"):
        how = ("agreed" if verdict.is_valid else "not_agreed") if decided else "needs_executive"
        rule(decision.decision, stands=verdict.is_valid, how=how, words=words)
    stop_deadlines(record=decision, names=[CLOCK_OF_AGREEMENTS], at=at)
    return decision


def settle_what_is_over(*, at):
    """Settle each agreement by correspondence whose time is over, and return them."""
    over = BoardDecision.objects.asked_for().filter(asked_due_at__lt=at)
    with as_system("what nobody answered in time is settled by the product itself"):
        return [settle_agreement(decision=locked(each), at=at) for each in over]


def lines_of(decisions):
    """Return {id of a decision: the log of its agreement by correspondence}."""
    found = {}
    rows = Consulted.objects.filter(decision__in=decisions).order_by("at")
    for line in rows.select_related("membership__professional", "membership__delegate", "agency", "recorded_by"):
        found.setdefault(line.decision_id, []).append((line, line.recorded_by_id != line.membership.who_comes.pk))
    return found


__all__ = [
    "agency_of", "answer_agreement", "answers_of", "ask_agreement", "judge", "lines_of", "may_ask", "may_read",
    "own_of", "settle_agreement", "settle_what_is_over", "verdict_of",
]  # fmt: skip
