"""Two gradings beside each other: drift, agreement of two readers, change over time and across versions.

Every function takes pairs of codes and gives counts beside each figure. What is not on the scale both times is
listed and never counted. There is no total of a profile and no league table.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from harbourlight.foundations.measures.arithmetic import rounded

from .checking import why_not_compared
from .declarations import Question, QuestionSet, Scale
from .scoring import Given
from .shares import Share

OVER_GRADED = Fraction(1, 3)  # of the questions looked at


@dataclass(frozen=True)
class Pair:
    """Two answers to one question: the first as given, the second as found or read."""

    key: str
    first: str
    second: str
    is_critical: bool = False


@dataclass(frozen=True)
class Drift:
    """How far grades of one's own lie above (positive) or below what a visit found."""

    looked_at: int
    same: int
    over_by_one: int
    over_by_more: int
    under: int
    total: int
    listed: tuple[Pair, ...]
    is_over_graded: bool

    @property
    def mean(self) -> Decimal | None:
        """The mean drift to two places; None where nothing was looked at."""
        return places(Fraction(self.total, self.looked_at)) if self.looked_at else None

    @property
    def over(self) -> Share:
        """How many were graded higher than found, in any degree."""
        return Share(self.over_by_one + self.over_by_more, self.looked_at)


def places(number: Fraction) -> Decimal:
    """Return a number to two places, half away from zero."""
    return rounded(Decimal(number.numerator) / number.denominator, 2)


def on_scale(scale: Scale, pairs: Iterable[Pair]) -> tuple[list[tuple[Pair, int, int]], tuple[Pair, ...]]:
    """Return the pairs on an ordered scale with both ranks, and those that have no rank on a side."""
    ranked, listed = [], []
    for pair in pairs:
        first, second = scale.rank(pair.first), scale.rank(pair.second)
        if first is None or second is None:
            listed.append(pair)
        else:
            ranked.append((pair, first, second))
    return ranked, tuple(listed)


def drift(scale: Scale, pairs: Iterable[Pair]) -> Drift:
    """Return the drift of grades signed before a visit was announced against what it found."""
    ranked, listed = on_scale(scale, pairs)
    moves = [(pair, first - second) for pair, first, second in ranked]
    over = [(pair, move) for pair, move in moves if move > 0]
    far = any(pair.is_critical and move > 1 for pair, move in over)
    return Drift(
        looked_at=len(moves),
        same=sum(move == 0 for _, move in moves),
        over_by_one=sum(move == 1 for _, move in moves),
        over_by_more=sum(move > 1 for _, move in moves),
        under=sum(move < 0 for _, move in moves),
        total=sum(move for _, move in moves),
        listed=listed,
        is_over_graded=far or (bool(over) and Fraction(len(over), len(moves)) >= OVER_GRADED),
    )


@dataclass(frozen=True)
class Agreement:
    """How far two readers agree; kappa is None where it is not defined, since both used one grade throughout."""

    exact: Share
    near: Share
    kappa: Decimal | None
    weighted: Decimal | None
    one_sided: tuple[Pair, ...]


def agreement(scale: Scale, pairs: Iterable[Pair]) -> Agreement:
    """Return the agreement of two readers, from the first grades of both."""
    ranked, listed = on_scale(scale, pairs)
    ranks = [(first, second) for _, first, second in ranked]
    span = len(scale.graded) - 1
    return Agreement(
        exact=Share(sum(a == b for a, b in ranks), len(ranks)),
        near=Share(sum(abs(a - b) <= 1 for a, b in ranks), len(ranks)),
        kappa=kappa(ranks, {}),
        weighted=kappa(ranks, {step: 1 - Fraction(step, span) for step in range(span + 1)}) if span else None,
        one_sided=tuple(pair for pair in listed if pair.first != pair.second),
    )


def kappa(ranks: Sequence[tuple[int, int]], weights: Mapping[int, Fraction]) -> Decimal | None:
    """Return Cohen's kappa to two places: linear ``weights`` {steps apart: weight}, or none for the plain one."""
    if not ranks:
        return None

    def weight(apart: int) -> Fraction:
        return weights.get(apart, Fraction(0)) if weights else Fraction(apart == 0)

    number = len(ranks)
    firsts, seconds = Counter(a for a, _ in ranks), Counter(b for _, b in ranks)
    seen = sum((weight(abs(a - b)) for a, b in ranks), Fraction(0)) / number
    chance = sum((weight(abs(a - b)) * m * n for a, m in firsts.items() for b, n in seconds.items()), Fraction(0))
    chance /= number * number
    return None if chance == 1 else places((seen - chance) / (1 - chance))


@dataclass(frozen=True)
class Compared:
    """One question at two times: who answered both, everybody, or why it is not compared."""

    question: Question
    why_not: str = ""
    both: tuple[Mapping[str, int], Mapping[str, int]] = ({}, {})
    all: tuple[Mapping[str, int], Mapping[str, int]] = ({}, {})
    up: int = 0
    same: int = 0
    down: int = 0


Answers = Mapping[str, Mapping[str, Given]]


def compare(first: QuestionSet, before: Answers, second: QuestionSet, after: Answers) -> list[Compared]:
    """Return each question of the second version beside the first: answers are {whom: {key: answer}}."""
    found = []
    for question in second:
        was = first.find(question.key)
        why_not = why_not_compared(was, question) if was else "it was not asked before"
        found.append(Compared(question, why_not) if why_not else compared(question, before, after))
    return found


def compared(question: Question, before: Answers, after: Answers) -> Compared:
    """Return one question that means the same both times."""
    then, now = codes_of(before, question.key), codes_of(after, question.key)
    both = sorted(set(then) & set(now))
    moves, _ = on_scale(question.scale, (Pair(question.key, then[whom], now[whom]) for whom in both))
    return Compared(
        question,
        both=(Counter(then[whom] for whom in both), Counter(now[whom] for whom in both)),
        all=(Counter(then.values()), Counter(now.values())),
        up=sum(a < b for _, a, b in moves),
        same=sum(a == b for _, a, b in moves),
        down=sum(a > b for _, a, b in moves),
    )


def codes_of(answers: Answers, key: str) -> dict[str, str]:
    """Return {whom: code} of those who answered a question."""
    return {whom: given[key].code for whom, given in answers.items() if key in given and given[key].code}


@dataclass(frozen=True)
class Change:
    """The change between two moments, paired by one booking; those without a pair are counted beside it."""

    pairs: int
    mean_before: Decimal | None
    mean_after: Decimal | None
    mean: Decimal | None
    up: int
    same: int
    down: int
    unpaired: int


def paired_change(scale: Scale, before: Mapping[str, str], after: Mapping[str, str]) -> Change:
    """Return the change from one moment to another: both are {booking: code}."""
    both = sorted(set(before) & set(after))
    ranked, _ = on_scale(scale, (Pair(booking, before[booking], after[booking]) for booking in both))
    number = len(ranked)
    firsts, seconds = sum(a for _, a, _ in ranked), sum(b for _, _, b in ranked)
    return Change(
        pairs=number,
        mean_before=places(Fraction(firsts, number)) if number else None,
        mean_after=places(Fraction(seconds, number)) if number else None,
        mean=places(Fraction(seconds - firsts, number)) if number else None,
        up=sum(a < b for _, a, b in ranked),
        same=sum(a == b for _, a, b in ranked),
        down=sum(a > b for _, a, b in ranked),
        unpaired=len(set(before) | set(after)) - number,
    )


def chosen_by(given: Iterable[Given]) -> dict[str, Share]:
    """Return the share of people who chose each of many answers; the shares may add to more than 100%."""
    sets = [set(answer.code.split()) for answer in given if answer.code]
    codes = sorted(set().union(*sets))
    return {code: Share(sum(code in each for each in sets), len(sets)) for code in codes}
