"""Rules that propose what to say of a quarter, each with its reason; a person decides.

Nothing is proposed where neither direction is good by itself, nor from a change among few children.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .arithmetic import COUNT, LARGE, Number, average, change, printed
from .declarations import Indicator
from .limits import ABOVE, BELOW, SAID, UPWARD, limits_of
from .months import Month
from .suppression import USUAL

POSITIVE, CONCERN = "positive", "concern"
QUARTER, YEAR = 3, 12
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

    @property
    def quarter(self) -> list[Number]:
        """The three months of the quarter."""
        return list(self.numbers[-QUARTER:])

    @property
    def is_whole(self) -> bool:
        """Whether each month of the quarter has a figure."""
        return all(number is not None for number in self.quarter)

    @property
    def words(self) -> str:
        """The three figures as printed."""
        first, second, third = (printed(number, self.indicator.unit) for number in self.quarter)
        return f"{first}, {second} and {third}"

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
    rules = RULES if story.indicator.good else {"silence": silence}
    return [
        Proposed(kind, name, reason, f"{story.indicator.title}: {reason[0].lower()}{reason[1:]}")
        for name, rule in rules.items()
        for kind, reason in rule(story)
    ]


def target(story: Story) -> Iterator[tuple[str, str]]:
    """Each month of the quarter reaches the target, or each misses it."""
    if story.target is None or not story.is_whole:
        return
    is_up = story.indicator.good == "up"
    reached = [number >= story.target if is_up else number <= story.target for number in _known(story)]
    goal = printed(story.target, story.indicator.unit)
    if all(reached):
        yield POSITIVE, f"The target of {goal} was reached in each month of the quarter ({story.words})."
    elif not any(reached):
        yield CONCERN, f"The target of {goal} was missed in each month of the quarter ({story.words})."


def signal(story: Story) -> Iterator[tuple[str, str]]:
    """A month of the quarter stands out from what chance explains."""
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
    before = story.numbers[start : start + QUARTER] if start >= 0 else ()
    is_broken = any(place > start for place in story.breaks)
    if not before or is_broken or not story.is_whole or any(number is None for number in before):
        return
    now, then = average(story.quarter), average(before)
    if story.indicator.unit == COUNT and max(now or 0, then or 0) < USUAL:
        return
    percent = change(now, then).percent
    if percent is not None and abs(percent) >= LARGE:
        unit = story.indicator.unit
        way = "higher" if percent > 0 else "lower"
        reason = (
            f"The average of the quarter, {printed(now, unit)}, is {abs(percent)}% {way} than a year before "
            f"({printed(then, unit)})."
        )
        yield story.verdict(percent > 0), reason


def benchmark(story: Story) -> Iterator[tuple[str, str]]:
    """Each month of the quarter is better than others by a tenth or more, or each is worse."""
    if story.compared is None or not story.is_whole or story.indicator.unit == COUNT:
        return
    name, number = story.compared
    moves = [change(each, number).percent for each in story.quarter]
    for is_up in (True, False):
        if all(move is not None and (move >= LARGE if is_up else move <= -LARGE) for move in moves):
            way = "above" if is_up else "below"
            text = printed(number, story.indicator.unit)
            yield story.verdict(is_up), f"Each month of the quarter ({story.words}) is well {way} {name} ({text})."


def silence(story: Story) -> Iterator[tuple[str, str]]:
    """Nobody gave a figure in the whole quarter."""
    if all(why == "not_answered" for why in story.missing[-QUARTER:]) and len(story.missing) >= QUARTER:
        yield CONCERN, "Nobody gave a figure in any month of the quarter, so nobody can say how children fare."


def _known(story: Story) -> list[Decimal]:
    return [number for number in story.quarter if number is not None]


Rule = Callable[[Story], Iterator[tuple[str, str]]]
RULES: Mapping[str, Rule] = {
    "target": target,
    "signal": signal,
    "year": year,
    "benchmark": benchmark,
    "silence": silence,
}
