"""The rules of a body: what holds, what is coming, what somebody sets, and the last days that follow from it."""

import uuid
from datetime import datetime, time
from itertools import chain
from typing import Any, NamedTuple

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.meetings import bodies, timing, types
from harbourlight.foundations.pathways.steps import ChangedMeanwhile
from harbourlight.foundations.rules.actions import may_set, set_number
from harbourlight.foundations.rules.declared import rule_of, shown
from harbourlight.foundations.rules.models import LocalNumber
from harbourlight.foundations.rules.reading import Numbers
from harbourlight.foundations.ui.words import in_london
from harbourlight.statute import clocks, counting

from .. import pathway
from ..models import Sitting
from ..pathway import EXTRAORDINARY
from .rights import check_oversees, day_of, may_oversee
from .sittings import count_again

RULES_OF_PARTS = {
    "quorum": bodies.QUORUM_RULES,
    "decisions": bodies.DECIDING_RULES,
    "limits": (*pathway.LIMIT_RULES, *bodies.LIMIT_RULES),
    "attendance": pathway.ATTENDANCE_RULES,
    "meetings": pathway.MEETING_RULES,
}
WEEKS_AHEAD = 12  # of the meeting by which rules are shown where none is planned


class Line(NamedTuple):
    """One rule of a body as its page says it."""

    rule: Any
    title: str
    now: str
    since: Any
    coming: str
    coming_on: Any


class LastDay(NamedTuple):
    """The last day of something around a meeting, as the rules are and as they would be."""

    words: str
    now: Any
    then: Any


def timed_of(group):
    """Return (kind of meeting, what is timed) of everything that a body's meetings have days for."""
    kind = types.get(group.meeting_type)
    own = [(kind, timed) for timed in (*kind.before, *kind.after)]
    return [(EXTRAORDINARY, EXTRAORDINARY.notice), *own]


def rules_of(group, part):
    """Return the rules of one part of a body's page, in order."""
    limits = [rule_of(types.rule_id(kind.name, timed)) for kind, timed in timed_of(group)] if part == "limits" else []
    return [*limits, *RULES_OF_PARTS[part]]


def all_rules(group):
    """Return every rule of a body."""
    return list(chain.from_iterable(rules_of(group, part) for part in pathway.PARTS))


def title_of(rule):
    """Return what the page calls a rule: of what is timed, what must happen."""
    return rule.must_happen if rule.id.startswith("MTG-") else rule.title


def numbers_of(group, proposed=()):
    """Return the rows of a body and its area, with what somebody proposes laid over them."""
    rows = list(LocalNumber.objects.held_by([group.area_id], [group.pk]).in_order())
    return Numbers(sorted([*rows, *proposed], key=lambda row: (row.from_on, row.set_at)))


def words_on(group, rule, numbers, on):
    """Return what a rule says on a day, in words, with the row that says so or None."""
    row = numbers.row_on(rule.id, group.pk, on) or numbers.row_on(rule.id, group.area_id, on)
    if row is not None:
        return shown(rule, row.number, row.unit, row.words), row
    return usual_words(group, rule), None


def usual_words(group, rule):
    """Return what holds for a rule that the body said nothing about."""
    usual = usual_answer(group, rule)
    return shown(rule, usual.get("number"), usual["unit"], usual.get("words", ""))


def usual_answer(group, rule):
    """Return what holds for a rule where a body said nothing, as the answers of its form."""
    if rule.law:
        law = clocks.get(rule.law)
        return {"number": law.number, "unit": law.unit}
    if rule.unit == "words":
        return {"words": rule.default_words or kind_words(group, rule.id), "unit": "words"}
    return {"number": kind_numbers(group).get(rule.id, rule.default), "unit": rule.unit}


def kind_words(group, rule_id):
    """Return what the kind of a body says for a rule in words."""
    kind = types.get(group.meeting_type)
    keep = bodies.Keeps(kind, group.area_id, None, group.started_on, None)
    has_partners = any(bodies.is_of_partners(each) for each in kind.quorum)
    return {
        bodies.PARTNERS: "\n".join(keep.partners),
        bodies.ALL_PARTNERS: bodies.YES if has_partners else bodies.NO,
        bodies.DECIDES: kind.decision_rule,
        pathway.EXECUTIVE_FIRST: bodies.YES if group.kind == "committee" else bodies.NO,
    }.get(rule_id, "")


def kind_numbers(group):
    """Return what the kind of a body says for its rules of numbers."""
    quorum = types.get(group.meeting_type).quorum
    return {
        bodies.AGENCIES: max((each.agencies for each in quorum if each.agencies > 1), default=0),
        bodies.MEMBERS: max((each.members for each in quorum), default=0),
    }


def answer_on(group, rule, numbers, on):
    """Return what holds on a day as the answers of a form: number and unit, or words."""
    row = numbers.row_on(rule.id, group.pk, on) or numbers.row_on(rule.id, group.area_id, on)
    if row is None:
        return usual_answer(group, rule)
    return {"number": row.number, "unit": row.unit, "words": row.words}


def lines_of(group, part, numbers, today):
    """Return the rules of one part as the page shows them."""
    lines = []
    for rule in rules_of(group, part):
        now, row = words_on(group, rule, numbers, today)
        coming = next((each for each in numbers.rows.get((group.pk, rule.id), ()) if each.from_on > today), None)
        words = shown(rule, coming.number, coming.unit, coming.words) if coming else ""
        since, next_day = row.from_on if row else None, coming.from_on if coming else None
        lines.append(Line(rule, title_of(rule), now, since, words, next_day))
    return lines


def history_of(group):
    """Return everything that a body ever set, the latest first: (row, what the rule is called, in words)."""
    known = {rule.id: rule for rule in all_rules(group)}
    rows = LocalNumber.objects.held_by([], [group.pk]).select_related("set_by").order_by("-set_at", "-from_on")
    return [
        (row, title_of(known[row.rule]), shown(known[row.rule], row.number, row.unit, row.words))
        for row in rows if row.rule in known
    ]  # fmt: skip


def may_change(group, by, at):
    """Say whether somebody sets the rules of a body: who keeps the partnership's rules in its area, and oversees it."""
    rule = bodies.QUORUM_RULES[0]
    return may_oversee(group, by, at) and may_set(by, rule, group.area_id, day_of(at))


def changed(group, part, answers, numbers):
    """Return {rule: answer} of what differs from what holds on the day from which it is to hold."""
    found = {}
    for rule in rules_of(group, part):
        answer = answers.get(rule.id)
        if answer is not None and not is_same(answer, answer_on(group, rule, numbers, answers["from_on"])):
            found[rule] = answer
    return found


def is_same(one, other):
    """Say whether two answers say the same."""
    return all((one.get(name) or "") == (other.get(name) or "") for name in ("words", "number")) and (
        one.get("number") is None or one.get("unit") == other.get("unit")
    )


@transaction.atomic
def set_rules(*, group, wanted, from_on, why, by, at, version=None, submission=None, is_trial=False):
    """Set rules of a body from a day on: ``wanted`` is {rule: answer}. Return the rows; a trial writes none.

    ``version`` is the number of rows that the person saw. What is planned for that day or later is counted again.
    """
    check_oversees(group, by, at)
    done = submission and LocalNumber.objects.filter(submission__in=[own_number(submission, each) for each in wanted])
    if version is not None and not done and version_of(group) != version:
        raise ChangedMeanwhile("Somebody else changed the rules of this body while you were working on them.", group)
    rows = [
        set_number(
            rule_id=rule.id, area=group.area, body_id=group.pk, from_on=from_on, why=why, by=by, at=at,
            submission=own_number(submission, rule), is_trial=is_trial, **answer,
        )
        for rule, answer in wanted.items()
    ]  # fmt: skip
    if not is_trial:
        group.__dict__.pop("own_numbers", None)
        with as_system("what is due before a planned meeting follows the rules of its body, whoever owns it"):
            for sitting in Sitting.objects.filter(group=group).to_come(at).whole():
                if in_london(sitting.meeting.starts_at) >= from_on:
                    count_again(sitting, at=at)
    return rows


def own_number(submission, rule):
    """Return the number of one rule's row of a form that sets several."""
    return uuid.uuid5(submission, rule.id) if submission else None


def version_of(group):
    """Return how many rows a body's rules have."""
    return LocalNumber.objects.held_by([], [group.pk]).count()


def next_meeting(group, at, from_on):
    """Return the moment of the first meeting planned for a day or later, else one some weeks after, and if planned."""
    for sitting in Sitting.objects.filter(group=group).to_come(at).select_related("meeting"):
        if in_london(sitting.meeting.starts_at) >= from_on:
            return sitting.meeting.starts_at, True
    day = counting.after(WEEKS_AHEAD, "weeks", from_on)
    return datetime.combine(day, time(10), LONDON), False


def last_days(group, starts_at, now, then=None):
    """Return the last days around a meeting at a moment by the rules as they are, and as they would be."""
    found = []
    for kind, timed in timed_of(group):
        days = [last_day(group, kind, timed, starts_at, numbers) for numbers in (now, then) if numbers is not None]
        found.append(LastDay(timed.words, days[0], days[-1] if then is not None else None))
    return found


def last_day(group, kind, timed, starts_at, numbers):
    """Return the last day of one thing; minutes are disputed from the day on which they go round at the latest."""
    minutes = kind.timed("minutes") if timed.key == timing.DISPUTES else None
    if minutes is None:
        return day_by(group, kind, timed, starts_at, numbers)
    day = day_by(group, kind, minutes, starts_at, numbers)
    return day_by(group, kind, timed, datetime.combine(day, time(10), LONDON), numbers) if day else None


def day_by(group, kind, timed, starts_at, numbers):
    """Return the last day of one thing by some numbers, or None."""
    due = timing.due_day(timed, starts_at, timing.Own(kind.name, group.area_id, numbers, group.pk))
    return due.day if due else None
