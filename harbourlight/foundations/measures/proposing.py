"""Rules that propose what to say of a quarter, each with its reason; a person decides.

One arithmetic: a quarter is its months together, numerators and denominators added up (``periods``), and is printed
with both. Nothing is proposed where neither direction is good by itself, nor of fewer children than a floor. Shares
that divide one whole, such as assessments by how long they took, are judged together: a distribution moved, or not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .arithmetic import COUNT, LARGE, PERCENT, RATE, Number, change, printed, rounded
from .declarations import FLOW, Indicator
from .limits import ABOVE, BELOW, SAID, UPWARD, limits_of
from .months import Month
from .periods import Whole

POSITIVE, CONCERN = "positive", "concern"
QUARTER, YEAR = 3, 12
FLOOR = 20  # children: of fewer in a quarter nothing is proposed
LEAST_BANDS = 2
NOTHING = Whole(())
OUTSIDE = (ABOVE, BELOW)


@dataclass(frozen=True)
class Story:
    """What is known of an indicator at the end of a quarter: its months, figures, breaks, and what to compare with."""

    indicator: Indicator
    months: Sequence[Month]
    numbers: Sequence[Number]
    missing: Sequence[str]
    breaks: Sequence[int] = ()
    target: Number = None
    compared: tuple[str, Decimal] | None = None
    now: Whole = NOTHING
    then: Whole = NOTHING
    bands: Sequence[tuple[Whole, Whole]] = ()

    @property
    def is_judged(self) -> bool:
        """Whether the quarter has a figure, of so many children that something may be said of it."""
        return self.now.number is not None and size_of(self.now, self.indicator.unit) >= FLOOR

    @property
    def words(self) -> str:
        """The figure of the quarter with what it is made of."""
        return said(self.now, self.indicator.unit)

    def verdict(self, is_up: bool) -> str:
        """Return what a movement means for children."""
        return POSITIVE if is_up == (self.indicator.good == "up") else CONCERN


@dataclass(frozen=True)
class Proposed:
    """What a rule proposes: positive or concern, why, and words to say it with."""

    kind: str
    rule: str
    reason: str
    wording: str


def propose(story: Story) -> list[Proposed]:
    """Return what the rules propose to say of an indicator in the quarter that ends its series."""
    rules = RULES if story.indicator.good else WITHOUT_DIRECTION
    return [
        Proposed(kind, name, reason, f"{story.indicator.title}: {reason[0].lower()}{reason[1:]}")
        for name, rule in rules.items()
        for kind, reason in rule(story)
    ]


def size_of(whole: Whole, unit: str) -> Decimal:
    """Return how many children a figure of a quarter speaks of; nought of a share whose whole nobody knows."""
    return (whole.denominator if unit == PERCENT else whole.number if unit == COUNT else whole.numerator) or Decimal(0)


def said(whole: Whole, unit: str) -> str:
    """Return a figure of a quarter as printed: "87.1% (27 of 31)", "44", "12 per 10,000 (60 of 50,000)"."""
    text = printed(whole.number, unit)
    if unit == COUNT or whole.numerator is None or not whole.denominator:
        return text
    per = " per 10,000" if unit == RATE else ""
    return f"{text}{per} ({rounded(whole.numerator):,} of {rounded(whole.denominator):,})"


def target(story: Story) -> Iterator[tuple[str, str]]:
    """The quarter reaches the target, or misses it."""
    number = story.now.number
    if story.target is None or number is None or not story.is_judged:
        return
    # A target is set for one month: a count of a quarter is held against it as the average of its months.
    monthly = number / QUARTER if story.indicator.unit != PERCENT and story.indicator.kind == FLOW else number
    is_reached = monthly >= story.target if story.indicator.good == "up" else monthly <= story.target
    goal = printed(story.target, story.indicator.unit)
    word, kind = ("reached", POSITIVE) if is_reached else ("missed", CONCERN)
    yield kind, f"The target of {goal} was {word} in the quarter ({story.words})."


def signal(story: Story) -> Iterator[tuple[str, str]]:
    """A month of the quarter stands out from what chance explains."""
    if story.indicator.unit != COUNT and story.now.denominator is not None and not story.is_judged:
        return
    limits = limits_of(story.numbers, story.indicator.unit, story.breaks)
    last = range(len(story.numbers) - QUARTER, len(story.numbers))
    named = {place: names[0] for place in last if (names := limits.signals.get(place))}
    # One month far out moves the average, and the others come to lie on one side of it.
    strongest = {place: name for place, name in named.items() if name in OUTSIDE} or named
    if not strongest:
        return
    said = [
        f"in {story.months[place].first:%B} {printed(story.numbers[place], story.indicator.unit)}, {SAID[name]}"
        for place, name in strongest.items()
    ]
    kinds = {story.verdict(name in UPWARD) for name in strongest.values()}
    words = "; ".join(said)
    yield POSITIVE if kinds == {POSITIVE} else CONCERN, f"I{words[1:]}."


def year(story: Story) -> Iterator[tuple[str, str]]:
    """The quarter differs from the same quarter a year before by a tenth or more, without a break between."""
    start = len(story.numbers) - QUARTER - YEAR
    is_broken = any(place > start for place in story.breaks)
    if (
        is_broken
        or not story.is_judged
        or story.then.number is None
        or size_of(story.then, story.indicator.unit) < FLOOR
    ):
        return
    percent = change(story.now.number, story.then.number).percent
    if percent is not None and abs(percent) >= LARGE:
        way = "higher" if percent > 0 else "lower"
        before = said(story.then, story.indicator.unit)
        yield (
            story.verdict(percent > 0),
            f"The quarter, {story.words}, is {abs(percent)}% {way} than a year before, {before}.",
        )


def benchmark(story: Story) -> Iterator[tuple[str, str]]:
    """The quarter is better than others by a tenth or more, or worse."""
    if story.compared is None or not story.is_judged or story.indicator.unit == COUNT:
        return
    name, number = story.compared
    percent = change(story.now.number, number).percent
    if percent is not None and abs(percent) >= LARGE:
        way = "above" if percent > 0 else "below"
        text = printed(number, story.indicator.unit)
        yield story.verdict(percent > 0), f"The quarter ({story.words}) is well {way} {name} ({text})."


def distribution(story: Story) -> Iterator[tuple[str, str]]:
    """The shares that divide a whole, the best first, moved to one side of a year before: all sums agree."""
    if len(story.bands) < LEAST_BANDS or any(each.number is None for pair in story.bands for each in pair):
        return
    if min(size_of(each, PERCENT) for each in story.bands[0]) < FLOOR:
        return
    sums = [
        [sum((pair[side].number or Decimal(0) for pair in story.bands[:last]), Decimal(0)) for side in (0, 1)]
        for last in range(1, len(story.bands) + 1)
    ]
    moves = [now - then for now, then in sums]
    if max(abs(move) for move in moves) < LARGE or min(moves) < 0 < max(moves):
        return
    is_sooner = max(moves) > 0
    now, then = (", ".join(said(pair[side], PERCENT) for pair in story.bands) for side in (0, 1))
    yield (
        POSITIVE if is_sooner else CONCERN,
        f"Taken together they were {'sooner' if is_sooner else 'later'} than a year before: {now}; then {then}.",
    )


def silence(story: Story) -> Iterator[tuple[str, str]]:
    """Nobody gave a figure in the whole quarter."""
    if all(why == "not_answered" for why in story.missing[-QUARTER:]) and len(story.missing) >= QUARTER:
        yield CONCERN, "Nobody gave a figure in any month of the quarter, so nobody can say how children fare."


Rule = Callable[[Story], Iterator[tuple[str, str]]]
RULES: Mapping[str, Rule] = {
    "target": target,
    "signal": signal,
    "year": year,
    "benchmark": benchmark,
    "distribution": distribution,
    "silence": silence,
}
# A row that is good neither way can lie in the middle of a distribution that moved, and be silent.
WITHOUT_DIRECTION: Mapping[str, Rule] = {"distribution": distribution, "silence": silence}
