"""What holds on a day, and when it runs out."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from harbourlight.foundations.ui.words import in_london
from harbourlight.statute import counting
from harbourlight.statute.errors import NotInForce

from .declared import COUNTED, Rule, in_words, rule_of
from .models import LocalNumber


@dataclass(frozen=True)
class Number:
    """A number in force: how much of what, in words for a deadline's version, and since which day.

    ``since`` is None for the usual number of a rule, which holds until an area sets its own.
    """

    number: int | None
    unit: str
    words: str
    since: date | None

    @property
    def version(self) -> str:
        """Return what a deadline says of the number it was given by."""
        return f"local setting: {self.words}"

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the words of the rule, a line each."""
        return tuple(line.strip() for line in self.words.splitlines() if line.strip())


class Limit(NamedTuple):
    """When a local limit runs out (a date, or a moment for hours and minutes), and by which number."""

    due: date | datetime
    number: Number


class Numbers:
    """The numbers of some areas and bodies, asked for once."""

    def __init__(self, rows: Any) -> None:
        self.rows = defaultdict(list)
        for row in rows:
            self.rows[row.body_id or row.area_id, row.rule].append(row)

    def row_on(self, rule_id: str, holder_id: Any, on: date) -> Any:
        """Return the row of one holder that holds on a day, or None."""
        held = [row for row in self.rows.get((holder_id, rule_id), ()) if row.from_on <= on]
        return held[-1] if held else None

    def number_of(self, rule_id: str, area_id: Any, on: date | datetime, *, body_id: Any = None) -> Number | None:
        """Return the number in force on a day (London's, of a moment): the body's, else the area's, else the usual.

        None where there is none: then the clock does not run.
        """
        rule, day = rule_of(rule_id), in_london(on)
        row = (self.row_on(rule_id, body_id, day) if body_id else None) or self.row_on(rule_id, area_id, day)
        if row is None:
            return usual(rule)
        if row.number is None and not row.words:
            return None
        return Number(row.number, row.unit, in_words(row.number, row.unit, row.words), row.from_on)

    def due_by(self, rule_id: str, area_id: Any, started: date | datetime, *, body_id: Any = None) -> Limit | None:
        """Return when what started then is due by the number of that day, or None where none is set.

        None as well where the law that the rule stands beside had not begun. Limits in hours and minutes need a moment.
        """
        number = self.number_of(rule_id, area_id, started, body_id=body_id)
        due = due_with(rule_of(rule_id), number, started)
        return Limit(due, number) if number is not None and due is not None else None


def usual(rule: Rule) -> Number | None:
    """Return the usual number of a rule, or None where it has none."""
    if rule.default_words:
        return Number(None, "words", rule.default_words, None)
    if rule.default is None:
        return None
    return Number(rule.default, rule.unit, in_words(rule.default, rule.unit), None)


def due_with(rule: Rule, number: Number | None, started: date | datetime) -> date | datetime | None:
    """Return when what started then would be due with a number, counted by the statute."""
    if number is None or number.number is None or number.unit not in COUNTED:
        return None
    if not rule.law:
        return counting.after(number.number, number.unit, started)
    try:
        return counting.beside(rule.law, number.number, number.unit, started).due
    except NotInForce:
        return None


def limit_with(rule_id: str, number: int, started: date | datetime) -> Limit:
    """Return when something is due by a number, in the rule's usual unit, that a body keeps on its own page."""
    rule = rule_of(rule_id)
    own = Number(number, rule.unit, in_words(number, rule.unit), None)
    due = due_with(rule, own, started)
    if due is None:
        raise ValueError(f"{rule_id} sets no date")
    return Limit(due, own)


def read(area_ids: Any, rule_ids: Any = None, *, body_ids: Any = ()) -> Numbers:
    """Return the numbers of some areas and bodies in one question; of all rules, or of those named."""
    rows = LocalNumber.objects.held_by(area_ids, body_ids).in_order()
    return Numbers(rows if rule_ids is None else rows.filter(rule__in=rule_ids))


def number_of(rule_id: str, area_id: Any, on: date | datetime, *, body_id: Any = None) -> Number | None:
    """Return the number of a rule in an area on a day, or None where none is set; see ``Numbers.number_of``."""
    bodies = [body_id] if body_id else []
    return read([area_id], [rule_id], body_ids=bodies).number_of(rule_id, area_id, on, body_id=body_id)


def due_by(rule_id: str, area_id: Any, started: date | datetime, *, body_id: Any = None) -> Limit | None:
    """Return when something is due that started then in an area, or None; see ``Numbers.due_by``."""
    bodies = [body_id] if body_id else []
    return read([area_id], [rule_id], body_ids=bodies).due_by(rule_id, area_id, started, body_id=body_id)


def always_due_by(rule_id: str, area_id: Any, started: date | datetime) -> Limit:
    """Return when something is due by a rule that never does without a number."""
    limit = due_by(rule_id, area_id, started)
    if limit is None:
        raise LookupError(f"{rule_id} has no number in this area")
    return limit
