"""What a question set is: its head, scales, parts and questions, as frozen data without a database."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

PURPOSES = {
    "self_assessment": "Self-assessment",
    "visit": "Visit",
    "case_audit": "Case audit",
    "report_grading": "Grading of reports",
    "risk_tool": "Risk tool",
    "survey": "Survey",
    "evaluation": "Evaluation",
}
ABOUT = ("setting", "agency", "child", "case_part", "event", "meeting", "report", "assessment")
# Answers about these are part of a child's record.
ABOUT_CHILDREN = ("child", "case_part", "report", "assessment")
ORDERED, NAMED, MANY, TEXT = "ordered", "named", "many", "text"
GAP, FINDING = "gap", "finding"  # how an answer beside the scale is treated, where it does not simply not apply


@dataclass(frozen=True)
class Choice:
    """One answer that a scale offers; one that stands beside the scale never enters a score."""

    code: str
    label: str
    rank: int | None = None
    means: str = ""
    is_beside: bool = False
    needs_reason: bool = False
    treated_as: str = ""

    @property
    def does_not_apply(self) -> bool:
        """Whether the answer takes its question out of what applies, rather than telling of a gap or a finding."""
        return self.is_beside and not self.treated_as


@dataclass(frozen=True)
class Scale:
    """The answers a question may have, in the order in which they are offered."""

    name: str
    kind: str
    choices: tuple[Choice, ...] = ()

    @property
    def graded(self) -> tuple[Choice, ...]:
        """The answers on the scale."""
        return tuple(choice for choice in self.choices if not choice.is_beside)

    def find(self, code: str) -> Choice | None:
        """Return the answer with a code, or None."""
        return next((choice for choice in self.choices if choice.code == code), None)

    def rank(self, code: str) -> int | None:
        """Return the rank of an answer on an ordered scale; None beside it."""
        found = self.find(code)
        return found.rank if found else None


@dataclass(frozen=True)
class Rule:
    """With which answers something more is asked (evidence, comment, action), and with which it is required."""

    asked_when: tuple[str, ...] = ()
    required_when: tuple[str, ...] = ()
    words: str = ""
    label: str = ""

    def asks(self, code: str) -> bool:
        """Say whether an answer is asked for more; "all" means every answer."""
        return bool(code) and ("all" in self.asked_when or code in (*self.asked_when, *self.required_when))


@dataclass(frozen=True)
class Figure:
    """A whole number asked beside an answer; ``at_most`` names another figure of the same question."""

    key: str
    asks: str
    at_most: str = ""


@dataclass(frozen=True)
class Question:
    """One question. The printed ``id`` may move; the ``key`` never does, and ``meaning`` rises when it asks another
    thing than before."""

    id: str
    key: str
    meaning: int
    asks: str
    scale: Scale
    is_critical: bool = False
    instead: Mapping[str, str] = field(default_factory=dict)
    only_for: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    for_flag: str = ""
    only_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only_if_case: str = ""
    moments: tuple[str, ...] = ()
    descriptors: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    evidence: Rule = Rule()
    comment: Rule = Rule()
    action: Rule = Rule()
    clocks: tuple[str, ...] = ()
    prefill: str = ""
    source: str = ""
    note: str = ""

    def words_for(self, kind: str) -> str:
        """Return the question as it is put to a kind of setting."""
        return self.instead.get(kind, self.asks)

    def concerns(self, kind: str, flags: Collection[str] = (), moment: str = "") -> bool:
        """Say whether a kind of setting with these flags is asked it at all, at a moment of several."""
        if (self.only_for and kind not in self.only_for) or kind in self.not_for:
            return False
        if moment and self.moments and moment not in self.moments:
            return False
        return not self.for_flag or self.for_flag in flags


@dataclass(frozen=True)
class Part:
    """Some questions under one title."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Line:
    """One line of a score's rule: its word holds where all it names is so; a line that names nothing always holds."""

    word: str
    any_critical: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    number_of: tuple[str, ...] = ()
    number: int = 0
    share_at_least: Fraction | None = None
    gaps_at_most: int | None = None


@dataclass(frozen=True)
class Score:
    """How answers on one scale become a word, for each part or for the whole; no lines means that none is given."""

    scale: str = ""
    over: str = "part"
    grade: str = ""
    gaps: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    tells: tuple[Line, ...] = ()
    never: str = ""


@dataclass(frozen=True)
class QuestionSet:
    """A version of a question set, as its files say it."""

    key: str
    version: str
    title: str
    purpose: str
    about: str
    scales: Mapping[str, Scale]
    parts: tuple[Part, ...]
    kinds: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    moments: Mapping[str, str] = field(default_factory=dict)
    score: Score = Score()
    second_share: Fraction = Fraction(0)
    second_at_least: int = 0
    owner: str = ""
    agreed_by: str = ""
    agreed_on: date | None = None
    starts: date | None = None
    ends: date | None = None
    follows: tuple[str, str] | None = None
    declaration: str = ""
    notes: str = ""
    fingerprint: str = ""

    def __iter__(self) -> Iterator[Question]:
        """Give all questions in order."""
        return (question for part in self.parts for question in part.questions)

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    @property
    def is_about_children(self) -> bool:
        """Whether its answers belong to a child's record."""
        return self.about in ABOUT_CHILDREN

    def find(self, key: str) -> Question | None:
        """Return the question with a key, or None."""
        return next((question for question in self if question.key == key), None)

    def is_in_force(self, on: date) -> bool:
        """Say whether new answers are given to this version on a day: agreed, begun and not ended."""
        if self.agreed_on is None or self.starts is None:
            return False
        return self.agreed_on <= on and self.starts <= on and (self.ends is None or on <= self.ends)
