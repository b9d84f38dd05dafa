"""What an agency gives for one indicator: checked the same way when it is typed and when it is uploaded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .arithmetic import COUNT, PERCENT, Number, printed, share
from .declarations import Indicator
from .limits import LEAST_POINTS, xmr

WHOLE = re.compile(r"[0-9]{1,8}")
REASONS = {"nothing_to_count": "Nothing to count", "not_answered": "We cannot say"}
FAR, NEAR = 2, 6  # twice as much, or less than half, and by six or more


class NoGoodFigure(ValueError):
    """A figure cannot be taken; says why in words."""


@dataclass(frozen=True)
class Entry:
    """One figure that an agency gives, or why it gives none."""

    ref: str
    numerator: Number = None
    denominator: Number = None
    number: Number = None
    missing: str = ""
    explanation: str = ""


def entry(indicator: Indicator, *, value="", numerator="", denominator="", missing="", explanation="") -> Entry:
    """Return what is given for an indicator; NoGoodFigure for anything that cannot be."""
    texts = [text.strip() for text in (value, numerator, denominator)]
    if missing:
        if missing not in REASONS or any(texts):
            raise NoGoodFigure("give a figure or the reason why there is none, not both")
        return Entry(indicator.ref, missing=missing, explanation=explanation.strip())
    if indicator.unit == COUNT:
        number = whole(texts[0], "the number")
        return Entry(indicator.ref, numerator=number, number=number, explanation=explanation.strip())
    top, bottom = whole(texts[1], "the numerator"), whole(texts[2], "the denominator")
    if indicator.unit == PERCENT and top > bottom:
        raise NoGoodFigure(f"the numerator {top} is more than the denominator {bottom}")
    part = share(top, bottom, indicator.unit)
    if part is None:
        return Entry(indicator.ref, top, bottom, missing="nothing_to_count", explanation=explanation.strip())
    return Entry(indicator.ref, top, bottom, part.quantize(Decimal("0.00000001")), explanation=explanation.strip())


def whole(text: str, name: str) -> Decimal:
    """Return a whole number of at most eight digits."""
    if not text:
        raise NoGoodFigure(f"enter {name}, or say why there is none")
    if not WHOLE.fullmatch(text):
        raise NoGoodFigure(f"{name} must be a whole number such as 42")
    return Decimal(text)


def outlier(number: Number, past: Sequence[Number], unit: str) -> str:
    """Say why a figure is far from those before it; nothing where it is not, or none is known."""
    present = [each for each in past if each is not None]
    if number is None or not present:
        return ""
    stretch = xmr(list(past)).stretches[0]
    if len(present) >= LEAST_POINTS and stretch.lower is not None and stretch.upper is not None:
        low, high = stretch.lower, stretch.upper
    else:
        low, high = min(present) / FAR, max(present) * FAR
        if min(abs(number - each) for each in present) < NEAR:
            return ""
    if low <= number <= high:
        return ""
    reach = f"{printed(low, unit)} to {printed(high, unit)}"
    return f"{printed(number, unit)} lies outside {reach}, which figures before lead to expect"


def combined(entries: Sequence[Entry], unit: str) -> Entry:
    """Return the figure of an area from those of its agencies; one that lacks leaves no figure."""
    ref = entries[0].ref
    if any(each.missing == "not_answered" for each in entries):
        return Entry(ref, missing="not_answered")
    given = [each for each in entries if not each.missing]
    if not given:
        return Entry(ref, missing="nothing_to_count")
    top = sum((each.numerator or Decimal(0) for each in given), Decimal(0))
    if unit == COUNT:
        return Entry(ref, numerator=top, number=top)
    bottom = sum((each.denominator or Decimal(0) for each in given), Decimal(0))
    number = share(top, bottom, unit)
    return Entry(ref, top, bottom, None if number is None else number.quantize(Decimal("0.00000001")))
