"""Decisions: the meeting's rule, then those of the body; one that breaks a rule is kept as not standing."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.models import Decision
from harbourlight.foundations.pathways.actions import cancel_deadlines
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import Standing, UrgentState
from ..models import BoardDecision, Group, Sitting, UrgentDecision
from .items import executive_for
from .rights import check_oversees, day_of
from .urgent import judge_urgent

LONGEST_TITLE = 200
NEEDS_EXECUTIVE = (
    "A committee's decision that touches practice needs the executive's agreement first: it does not stand until then."
)


@transaction.atomic
def decide(
    *,
    sitting,
    what,
    by,
    at,
    votes=(),
    dissents=(),
    decided_at=None,
    item=None,
    touches_practice=False,
    agreed_before=None,
    may_wait=False,
    answers=None,
    urgent=None,
    agrees=True,
    is_public=False,
    submission=None,
):
    """Record a decision of a body and say whether it stands, and by which rule.

    ``agreed_before`` is what the executive had agreed at a meeting of its own before a committee decided. A matter that
    ``may_wait`` and is not decided comes to the next meeting; any other the chair takes to the lead representatives.
    ``answers`` is the decision of a committee to which an executive answers; ``urgent`` an urgent decision that
    this one ratifies; ``agrees`` whether it does. Neither is settled by a decision that does not stand.
    """
    known = BoardDecision.objects.filter(decision__submission=submission).first() if submission else None
    if known:
        return known
    check_oversees(sitting.group, by, at)
    check_subjects(sitting, answers, urgent)
    check_agreed_before(sitting.group, agreed_before, decided_at or at)
    decision = meetings.decide(
        meeting=sitting.meeting,
        what=what,
        by=by,
        at=at,
        votes=votes,
        dissents=dissents,
        decided_at=decided_at,
        item=item,
        submission=submission,
    )
    standing = standing_of(sitting.group, decision, touches_practice=touches_practice and agreed_before is None)
    if standing == Standing.WAITS:
        rule(decision, stands=False, how="needs_executive", words=NEEDS_EXECUTIVE)
    record = BoardDecision(
        sitting=sitting,
        decision=decision,
        touches_practice=touches_practice,
        standing=standing,
        agreed_before=agreed_before,
        may_wait=may_wait,
        answers=answers,
        urgent=urgent,
        agrees=agrees,
        is_public=is_public,
    )
    record.save(force_insert=True)
    if standing == Standing.STANDS:
        settle_subjects(record, by=by, at=at)
    if standing == Standing.FAILED and may_wait:
        bring_to_next(sitting, decision, at=at)
    return record


def check_agreed_before(group, agreed, moment):
    """Refuse what is no agreement of this body's executive, given at a meeting of its own before the decision."""
    if agreed is None:
        return
    executive = executive_for(group)
    given = agreed.decision
    if executive is None or agreed.sitting.group_id != executive.pk or agreed.standing != Standing.STANDS:
        raise StepNotAllowed("This is no decision of the executive that stands.")
    if given.decided_at > moment:
        raise StepNotAllowed("The executive agreed after this was decided. Let it answer the decision itself.")


def agreements_before(group, moment, number=20):
    """Return the decisions of a body's executive that stand and came before a moment, the latest first."""
    executive = executive_for(group)
    if executive is None or executive.pk == group.pk:
        return []
    rows = BoardDecision.objects.filter(sitting__group=executive, standing=Standing.STANDS, answers=None)
    rows = rows.filter(decision__decided_at__lte=moment).select_related("decision", "sitting__group")
    return list(rows.order_by("-decision__decided_at")[:number])


def bring_to_next(sitting, decision, *, at):
    """Put what was not decided and can wait on the agenda of the next meeting that is planned."""
    later = Sitting.objects.filter(group=sitting.group).to_come(at).exclude(pk=sitting.pk).select_related("meeting")
    following = later.first()
    if following:
        title = f"Deferred: {decision.what}"
        meetings.add_item(
            meeting=following.meeting, title=title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE - 1]}…",
            by=None, at=at, allowed_late_by=following.meeting.chair,
        )  # fmt: skip


def check_subjects(sitting, answers, urgent):
    """Refuse to answer what is not before this body, or was answered already."""
    if answers is not None:
        executive = executive_for(answers.sitting.group)
        if executive is None or executive.pk != sitting.group_id or answers.standing != Standing.WAITS:
            raise StepNotAllowed("This decision of a committee does not wait for this body.")
    if urgent is not None and (urgent.group_id != sitting.group_id or urgent.state != UrgentState.DECIDED):
        raise StepNotAllowed("This urgent decision does not wait to be ratified here.")


def standing_of(group, decision, *, touches_practice):
    """Return whether a decision stands by the rules of its body, beyond those of the meeting."""
    if not decision.is_valid:
        return Standing.FAILED
    if touches_practice and group.keeps(decision.decided_at).needs_executive:
        return Standing.WAITS
    return Standing.STANDS


def rule(decision, *, stands, words, how):
    """Write beside a decision whether it stands, and which rule says so; earlier rules stay readable."""
    said = decision.rule_words if words in decision.rule_words else f"{decision.rule_words} {words}".strip()
    Decision.objects.filter(pk=decision.pk).update(is_valid=stands, how=how, rule_words=said)
    decision.is_valid, decision.how, decision.rule_words = stands, how, said


def settle_subjects(record, *, by, at):
    """Let a decision that stands settle the decision of a committee or the urgent decision that it is about."""
    if record.answers_id:
        with as_system("what a committee decided is settled by the executive, whoever sees the committee"):
            agree(record.answers, agrees=record.agrees, by_what=record, at=at)
    if record.urgent_id:
        judge_urgent(urgent=record.urgent, ratifies=record.agrees, by=by, at=at)


def agree(waiting, *, agrees, by_what, at):
    """Let a committee's decision stand, or not, as its executive decided."""
    fresh = BoardDecision.objects.select_for_update(of=("self",)).select_related("decision").get(pk=waiting.pk)
    fresh.standing = Standing.STANDS if agrees else Standing.NOT_AGREED
    fresh.version += 1
    fresh.save()
    cancel_deadlines(record=fresh, reason="The executive decided at a meeting", at=at)
    who = by_what.sitting.group.name
    words = f"{who} {'agreed' if agrees else 'did not agree'} on {day_of(at):%-d %B %Y}."
    rule(fresh.decision, stands=agrees, how="agreed" if agrees else "not_agreed", words=words)


def waiting_for(group):
    """Return the decisions of committees that wait for the agreement of a body."""
    rows = BoardDecision.objects.filter(standing=Standing.WAITS).select_related("decision", "sitting__group__area")
    return [row for row in rows if getattr(executive_for(row.sitting.group), "pk", None) == group.pk]


def to_ratify(group):
    """Return the urgent decisions of a body that wait to be ratified, the oldest first."""
    return list(UrgentDecision.objects.filter(group=group, state=UrgentState.DECIDED).order_by("decided_at"))


def decisions_of(group, number=20):
    """Return the latest decisions of a body with their rules."""
    rows = BoardDecision.objects.filter(sitting__group=group).select_related("decision", "sitting__meeting")
    return list(rows.order_by("-decision__decided_at")[:number])


def decisions_at(sitting):
    """Return the decisions of a meeting in order, with their votes and dissents."""
    rows = BoardDecision.objects.filter(sitting=sitting).select_related(
        "decision__item", "answers__decision", "answers__sitting__group", "urgent", "asked_of"
    )
    return list(
        rows.order_by("decision__decided_at", "decision__recorded_at").prefetch_related(
            "decision__ballots__invitation__professional",
            "decision__ballots__agency",
            "decision__dissents__agency",
            "decision__dissents__professional",
            "escalations",
            "log__membership__professional",
            "log__membership__delegate",
        )
    )


def committees_of(group):
    """Return the bodies under a body."""
    return list(Group.objects.filter(parent=group, ended_on=None))
