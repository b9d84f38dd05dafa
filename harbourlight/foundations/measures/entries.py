"""What an agency gives for one indicator: checked the same way when it is typed and when it is uploaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from harbourlight.foundations.uploads import cells
from harbourlight.foundations.uploads.errors import NotSo

from .arithmetic import COUNT, PERCENT, Number, printed, share
from .declarations import Indicator
from .limits import LEAST_POINTS, limits_of

MOST = 99_999_999
HIDDEN = "suppressed"  # a small number or a hidden one, as whoever gives it says
REASONS = {"nothing_to_count": "Nothing to count", "not_answered": "We cannot say"}
FAR, NEAR = 2, 6  # twice as much, or less than half, and by six or more


class NoGoodFigure(ValueError):
    """A figure cannot be taken; says why in words, and in which column."""

    def __init__(self, words: str, column: str = "") -> None:
        super().__init__(words)
        self.column = column


@dataclass(frozen=True)
class Entry:
    """One figure that an agency gives, or why it gives none; ``fewer_than`` where it says only that it is small."""

    ref: str
    numerator: Number = None
    denominator: Number = None
    number: Number = None
    missing: str = ""
    explanation: str = ""
    fewer_than: int | None = None


def entry(indicator: Indicator, *, value="", numerator="", denominator="", missing="", explanation="") -> Entry:
    """Return what is given for an indicator; NoGoodFigure for anything that cannot be."""
    texts = [text.strip() for text in (value, numerator, denominator)]
    if missing:
        if missing not in REASONS or any(texts):
            raise NoGoodFigure("give a figure or the reason why there is none, not both")
        return Entry(indicator.ref, missing=missing, explanation=explanation.strip())
    if indicator.unit == COUNT:
        read = whole(texts[0], "the number", "value")
        if read.mark:
            return marked(indicator.ref, read, explanation.strip())
        return Entry(indicator.ref, numerator=read.value, number=read.value, explanation=explanation.strip())
    above, below = whole(texts[1], "the numerator", "numerator"), whole(texts[2], "the denominator", "denominator")
    if above.mark or below.mark:
        return marked(indicator.ref, above if above.mark else below, explanation.strip())
    top, bottom = above.value or Decimal(0), below.value or Decimal(0)
    if indicator.unit == PERCENT and top > bottom:
        raise NoGoodFigure(f"the numerator {top} is more than the denominator {bottom}", "numerator")
    part = share(top, bottom, indicator.unit)
    if part is None:
        return Entry(indicator.ref, top, bottom, missing="nothing_to_count", explanation=explanation.strip())
    return Entry(indicator.ref, top, bottom, part.quantize(Decimal("0.00000001")), explanation=explanation.strip())


def marked(ref: str, read: cells.Number, explanation: str) -> Entry:
    """Return a figure that is small or hidden, or of which there is nothing to count, as it was given."""
    if read.mark == cells.NOTHING:
        return Entry(ref, missing="nothing_to_count", explanation=explanation)
    return Entry(ref, missing=HIDDEN, explanation=explanation, fewer_than=read.below)


def whole(text: str, name: str, column: str) -> cells.Number:
    """Return a whole number of at most eight digits, or that it is small, hidden, or nothing to count."""
    if not text:
        raise NoGoodFigure(f"enter {name}, or say why there is none", column)
    try:
        found = cells.whole_in(text)
    except NotSo:
        raise NoGoodFigure(f"{name} must be a whole number such as 42, or fewer than such as <5", column) from None
    if found.value is not None and found.value > MOST:
        raise NoGoodFigure(f"{name} must be a whole number of at most eight digits", column)
    return found


def expected(past: Sequence[Number], unit: str) -> tuple[Decimal, Decimal] | None:
    """Return between which figures those before lead to expect the next; None where none is known."""
    present = [each for each in past if each is not None]
    if not present:
        return None
    stretch = limits_of(list(past), unit).stretches[0]
    if stretch.lower is not None and stretch.upper is not None:
        return stretch.lower, stretch.upper
    return min(present) / FAR, max(present) * FAR


def outlier(number: Number, past: Sequence[Number], unit: str) -> str:
    """Say why a figure is far from those before it; nothing where it is not, or none is known."""
    reach = expected(past, unit)
    if number is None or reach is None or reach[0] <= number <= reach[1]:
        return ""
    present = [each for each in past if each is not None]
    if len(present) < LEAST_POINTS and min(abs(number - each) for each in present) < NEAR:
        return ""
    words = f"{printed(reach[0], unit)} to {printed(reach[1], unit)}"
    return f"{printed(number, unit)} lies outside {words}, which figures before lead to expect"


def combined(entries: Sequence[Entry], unit: str) -> Entry:
    """Return the figure of an area from those of its agencies; one that lacks leaves no figure."""
    ref = entries[0].ref
    if any(each.missing == "not_answered" for each in entries):
        return Entry(ref, missing="not_answered")
    if any(each.missing == HIDDEN for each in entries):
        return hidden_sum(ref, entries, unit)
    given = [each for each in entries if not each.missing]
    if not given:
        return Entry(ref, missing="nothing_to_count")
    top = sum((each.numerator or Decimal(0) for each in given), Decimal(0))
    if unit == COUNT:
        return Entry(ref, numerator=top, number=top)
    bottom = sum((each.denominator or Decimal(0) for each in given), Decimal(0))
    number = share(top, bottom, unit)
    return Entry(ref, top, bottom, None if number is None else number.quantize(Decimal("0.00000001")))


def hidden_sum(ref: str, entries: Sequence[Entry], unit: str) -> Entry:
    """Return the figure of an area where one agency gives a small or hidden number: less than the most that it can be.

    The known parts and the greatest value of each small one add up; where one is hidden without a bound, nothing is
    known.
    """
    bounds = [each.fewer_than for each in entries if each.missing == HIDDEN]
    if unit != COUNT or None in bounds:
        return Entry(ref, missing=HIDDEN)
    known = sum((each.numerator or Decimal(0) for each in entries if not each.missing), Decimal(0))
    return Entry(ref, missing=HIDDEN, fewer_than=int(known) + sum((bound or 1) - 1 for bound in bounds) + 1)
