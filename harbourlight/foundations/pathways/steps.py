"""How a pathway is declared: plain data, read by models, actions, pages, worklists and help pages.

Nothing here asks the database: a room's ``pathway.py`` lies below its models. What a step asks is named as a word (a
form of the room's ``forms``), what it counts from and is met by as words too (fields of the record, or facts that the
room's actions tell: ``actions.fact``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from harbourlight.foundations.ui.refusals import ChangedMeanwhile, Refused

StepNotAllowed = Refused  # a step could not be taken; its text says why

__all__ = [
    "BY_KIND", "EMERGENCY", "LEAD", "MANAGER", "OVERSEER", "READER", "TEAM", "WORKER", "WORKERS", "Chain",
    "ChangedMeanwhile", "Part", "Pathway", "Rows", "Step", "StepNotAllowed", "Works", "corrects",
]  # fmt: skip

LEAD, TEAM, MANAGER = "lead", "team", "manager"
READER = "reader"  # whoever may see the record for good: never an emergency opener
OVERSEER = "overseer"  # whoever was given sight to oversee the work, as a challenge gives to those who answer it
WORKER = "worker"  # whoever works with a child of the record, in whatever process
EMERGENCY = "emergency"  # whoever may see it at all, an emergency opener too
WORKERS = (LEAD, TEAM, MANAGER)
NOT_YOURS = (
    "Only somebody who works with the child does this: whoever leads, or the team that leads. You can read the record."
)


@dataclass(frozen=True)
class Works:
    """Who writes on the records of a pathway; whoever stands in none of these ways only reads.

    ``lead`` and ``team`` are the fields of a record that name the professional and the team who work on it (dots lead
    on: "episode.worker"); ``also`` are more fields that name a professional who works as the lead does. ``managing``
    are the roles that manage in the agency whose team or lead holds the record: such a manager works on it where its
    children are open to them by more than an emergency. ``refusal`` is told to everybody else. ``ways`` are the ways to
    stand to a record that are enough for a step which names none itself.

    ``hands_over`` names the step by which another takes the record on when its lead leaves.

    A room tells of other ways to stand to a record (chair, addressee) with ``works.stands``; ``for_nobody`` are those
    in which a person answers for no agency, whoever employs them.

    A record about no child has ``offices``, {way: permission}: whoever holds the permission in an area of the record,
    for no agency; and ``agencies``, {way: (field, permission)}: whoever answers for the agency that the field names.
    """

    lead: str = ""
    team: str = ""
    also: tuple[str, ...] = ()
    managing: frozenset[str] = frozenset()
    refusal: str = NOT_YOURS
    ways: tuple[str, ...] = WORKERS
    for_nobody: frozenset[str] = frozenset()
    hands_over: str = ""
    offices: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A part of a record on which steps are taken: the plan of an episode, its assessment.

    ``name`` is its model in lower case, ``record`` the field of it that leads to the record (dots lead on:
    "review.plan"), ``at`` what stands before its id in the addresses of its pages. Where it has a ``version`` of its
    own, it is the version that the form of a step carries.
    """

    name: str
    record: str
    at: str


@dataclass(frozen=True)
class Rows:
    """A list of like answers at the end of a step's form: the outcomes of a plan, the directions of a supervision.

    ``name`` is the answer under which the room's part of the step gets them, as a list of dicts; ``asks`` names the
    rows of the room's ``forms``, ``title`` heads them, ``adds`` are the words of the button that adds one.
    """

    name: str
    asks: str
    title: str
    adds: str = "Add another"


@dataclass(frozen=True)
class Step:
    """One step: its name, the states it may be taken from, the state it leads to, and what it sets going.

    ``may`` names a permission, ``works`` the ways to stand to the record of which one is needed (without it those of
    the people who work on it). A step ``to`` of None leaves the state as it is. ``asks`` names the form of its page and
    ``button`` the words that lead there; a step without a button is taken by another one. A step that ``creates``
    begins a record; ``about`` is the answer that names its children, who must be open to whoever begins it.
    A step that is not ``is_told`` writes no line in the chronology, because another step taken with it says the same
    of the same child. One that is no ``is_event`` tells of the work and not of the child's life (planned, invited,
    rated): its line is left out of a chronology unless it is asked for. ``done`` is told to whoever took it. ``unless``
    names a fact that tells in words why the step cannot be taken although the state allows it; while it says anything
    the step is not offered.

    ``of`` names a ``Part`` of the record on which the step is taken: its address takes the part's id, the room's part
    of the step gets the locked part (``part.episode`` is the locked record), ``unless`` is told of the part, and the
    state and who works on it are the record's. ``rows`` stand at the end of the form. ``then`` names a page of the room
    to go on to: one without an id, or one with the id of what was done; without it what was done has a page itself.
    """

    name: str
    frm: tuple[str, ...]
    to: str | None
    may: str
    says: str
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    button: str = ""
    is_significant: bool = False
    is_told: bool = True
    is_event: bool = True
    works: tuple[str, ...] = ()
    asks: str = ""
    title: str = ""
    intro: str = ""
    sends: str = ""
    done: str = ""
    creates: bool = False
    about: str = ""
    corrects: str = ""
    unless: str = ""
    is_warning: bool = False
    of: str = ""
    rows: Rows | None = None
    then: str = ""

    @property
    def heading(self) -> str:
        """The words at the head of the step's page."""
        return self.title or self.button or self.says

    @property
    def has_page(self) -> bool:
        """Whether the step is asked for on a page of its own that the engine makes."""
        return bool(self.asks or self.corrects)


@dataclass(frozen=True)
class Chain:
    """A clock of a pathway: what it counts from, what meets it, and what follows.

    ``clock`` is a limit of the statute, or a local rule of the area. ``counts_from`` and ``met_by`` name facts: moments
    or days, one or many. Without ``met_by`` a follower is met by what met the one before. Each time that it is met,
    the first of ``then`` that may run then runs from there; a follower follows itself and has no facts to begin it or
    to meet it, nor followers, of its own. ``until`` ("1 year") is how long after the chain's first beginning it may
    begin; ``where`` names a fact without which it does not run. ``runs_in`` are the states in which it may still run;
    without them all but those in which the pathway has ended. ``title`` is what must happen where it is not the limit's
    own words; "{number}" in it stands for the area's number. A fact may tell ``chains.Span`` in place of moments: whole
    stretches, each with what met it. Raises ValueError for what would say nothing.
    """

    clock: str
    counts_from: str = ""
    met_by: str = ""
    then: tuple["Chain", ...] = ()
    until: str = ""
    where: str = ""
    runs_in: tuple[str, ...] = ()
    title: str = ""

    def __post_init__(self) -> None:
        """Refuse what would be read past: an end of a chain that begins once, and what a follower never asks."""
        if self.until and self.then:
            raise ValueError(f"{self.clock} begins once: give its followers the time until which they may begin")
        for follower in self.then:
            if follower.then or follower.counts_from or follower.met_by:
                raise ValueError(f"{follower.clock} follows {self.clock}: it begins, and is met, as that one is")

    def clocks(self) -> Iterator[str]:
        """Yield the ids of this clock and of all that follow it."""
        yield self.clock
        for follower in self.then:
            yield from follower.clocks()


@dataclass(frozen=True)
class Pathway:
    """A process of one room: its name, its states with their words, its steps, who works on it, and its clocks.

    ``kind`` is the label of its model ("earlyhelp.case"), ``ended`` the states in which nothing runs any more,
    ``shown_with`` what is fetched with a record for its pages, ``parts`` what steps are taken on besides the record.
    ``prefix`` stands before the names of its pages where another pathway of the room has steps of the same names.
    ``narrowed_by`` names a method of the records' QuerySet that leaves those which somebody may work on, where to see
    one (as whoever made it does) is not enough.
    """

    name: str
    states: dict[str, str]
    steps: tuple[Step, ...] = field(default=())
    first: str = ""
    kind: str = ""
    ended: tuple[str, ...] = ()
    works: Works | None = None
    clocks: tuple[Chain, ...] = ()
    shown_with: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    prefix: str = ""
    narrowed_by: str = ""
    verbs: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    facts: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    ways: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    offers: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Make the pathway known by the kind of its records."""
        if self.kind:
            BY_KIND[self.kind] = self

    def step(self, name: str) -> Step:
        """Return the step of that name; raises LookupError for an unknown one."""
        for step in self.steps:
            if step.name == name:
                return step
        raise LookupError(f"{self.name} has no step {name}")

    def part(self, name: str) -> Part:
        """Return the part of that name; raises LookupError for an unknown one."""
        for part in self.parts:
            if part.name == name:
                return part
        raise LookupError(f"{self.name} has no part {name}")

    def state(self, name: str) -> str:
        """Return the name of a state; raises LookupError for one that nobody declared."""
        if name not in self.states:
            raise LookupError(f"{self.name} has no state {name}")
        return name

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """Return the steps that may be taken from a state, in the order declared."""
        return tuple(step for step in self.steps if state in step.frm)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the states as choices of a model field."""
        return list(self.states.items())

    @property
    def running(self) -> tuple[str, ...]:
        """Return the states in which the process has not ended."""
        return tuple(state for state in self.states if state not in self.ended)


BY_KIND: dict[str, Pathway] = {}


def corrects(name: str, fact: str, *, frm: tuple[str, ...], may: str, label: str, **more: Any) -> Step:
    """Return the step that puts a date of a record right: the old date is kept, and the clocks are worked out again."""
    step = Step(
        name,
        frm,
        None,
        may=may,
        says=f"{label} corrected",
        corrects=fact,
        is_event=False,
        title=f"Correct: {label.lower()}",
    )
    return replace(step, done="Corrected. What was recorded before is kept, and the clocks have moved.", **more)
