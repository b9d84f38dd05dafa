"""The rules that rooms declare: plain data, looked up by id."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from harbourlight.foundations.ui.words import LOCAL_IN_WORKING_DAYS, counted

UNITS = {
    "minutes": "minutes",
    "hours": "hours",
    "calendar_days": "calendar days",
    "working_days": "working days",
    "weeks": "weeks",
    "months": "months",
    "years": "years",
    "per_cent": "per cent",
    "number": "",
    "words": "",
}
DAYS = ("working_days", "calendar_days", "weeks", "months")
COUNTED = ("minutes", "hours", "calendar_days", "working_days", "weeks", "months", "years")
COUNCIL, PARTNERSHIP = "council", "partnership"
MOST = 3650


@dataclass(frozen=True)
class Rule:
    """One thing that an area decides for itself.

    ``must_happen`` is what its deadlines say, where that is not the title. ``unit`` is the usual unit and ``units`` all
    that may be chosen; ``default`` the number where an area has said nothing, None where nothing then runs. ``law`` is
    the id or name of a clock of the statute that it stands beside: it counts as that does and never gives more time.
    ``may`` is the permission to change it, held in the area by people of the ``council`` or by whoever keeps the
    ``partnership``. ``clock`` is the name on deadlines, where it is not the id. What ``is_of_body`` each body keeps for
    itself, and no area for all. ``otherwise`` is what holds where no number is set. A rule in words may offer
    ``options`` of (value, label), one of them or ``several``; the words of several, and of a ``listed`` one, are a line
    each. ``default_words`` is what holds where nothing was said.
    """

    id: str
    title: str
    starts_when: str
    unit: str
    area_of_work: str
    may: str
    must_happen: str = ""
    default: int | None = None
    units: tuple[str, ...] = ()
    law: str = ""
    clock: str = ""
    kept_by: str = COUNCIL
    least: int = 1
    most: int = MOST
    may_be_none: bool = True
    is_of_body: bool = False
    otherwise: str = "no clock runs"
    options: tuple[tuple[str, str], ...] = ()
    several: bool = False
    listed: bool = False
    default_words: str = ""
    hint: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Refuse a declaration that nobody could set or read."""
        if not set(self.choices) <= set(UNITS) or self.unit not in self.choices:
            raise ValueError(f"{self.id} names a unit that nobody knows")
        object.__setattr__(self, "clock", self.clock or self.id)
        object.__setattr__(self, "must_happen", self.must_happen or self.title)

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the units that an area may choose."""
        return self.units or (self.unit,)

    @property
    def is_clock(self) -> bool:
        """Whether the rule is a time limit, and not a share, a count or words."""
        return self.unit in COUNTED

    def labels(self, words: str) -> str:
        """Return the words of the rule as people read them: the labels of what was chosen, or the lines of a list."""
        names = dict(self.options)
        chosen = [names.get(line, line) for line in words.splitlines() if line.strip()]
        return ", ".join(chosen) if self.options else words.strip()


RULES: dict[str, Rule] = {}


def declare_rules(*rules: Rule) -> None:
    """Make rules known; the same id with another declaration is an error."""
    for rule in rules:
        if RULES.setdefault(rule.id, rule) != rule:
            raise ValueError(f"The rule {rule.id} is declared twice")
        if rule.unit == "working_days":
            LOCAL_IN_WORKING_DAYS.add(rule.clock)


# How a room finds what the running clocks of a rule count from, where that is not when they were started.
STARTS: dict[str, Callable[[Sequence[Any]], dict[Any, Any]]] = {}


def counts_from(rule_id: str, function: Callable[[Sequence[Any]], dict[Any, Any]]) -> None:
    """Say what running clocks of a rule count from: ``function(deadlines)`` gives {id: moment} of those that are its.

    A clock that it leaves out belongs to another rule of the same name.
    """
    STARTS[rule_id] = function


def starts_of(rule: Rule, deadlines: Sequence[Any]) -> dict[Any, Any]:
    """Return {id of a deadline: what it counts from} of those deadlines that are the rule's."""
    if rule.id in STARTS:
        return STARTS[rule.id](deadlines)
    return {row.pk: row.started_at for row in deadlines}


def rule_of(rule_id: str) -> Rule:
    """Return the rule of that id; raises LookupError for an unknown one."""
    if rule_id not in RULES:
        raise LookupError(f"No rule is called {rule_id}")
    return RULES[rule_id]


def rules_of_areas() -> list[Rule]:
    """Return every rule that an area keeps, by area of work and then as declared."""
    kept = [rule for rule in RULES.values() if not rule.is_of_body]
    return sorted(kept, key=lambda rule: rule.area_of_work)


def shown(rule: Rule, number: int | None, unit: str, words: str = "") -> str:
    """Return what was set for a rule as people read it; what was left empty is "None"."""
    if unit == "words":
        return rule.labels(words) or "None"
    return in_words(number, unit)


def in_words(number: int | None, unit: str, words: str = "") -> str:
    """Return a number with its unit as people say it: "10 working days", "75 per cent"; "not set" without one."""
    if unit == "words":
        return words or "not set"
    if number is None:
        return "not set"
    if unit in COUNTED:
        return counted(number, UNITS[unit].removesuffix("s"))
    return f"{number} {UNITS[unit]}".strip()
