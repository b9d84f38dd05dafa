"""School days: the days on which a school, or the schools of an area, are open to pupils.

Nothing here knows any school's dates: they are handed in, as an area or a school published them, and nothing outside
them is guessed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from harbourlight.statute.calendar import CountedDays, bank_holidays
from harbourlight.statute.errors import BadTerms, UnusableMoment

LONDON = ZoneInfo("Europe/London")
# More days without school than any summer: the dates of a term are missing.
LONGEST_HOLIDAY = timedelta(days=80)


@dataclass(frozen=True, slots=True)
class Term:
    """A term or half term: its first and last day, its days without pupils, and when the school opens on its days.

    `closures` are the days inside it on which no pupil is taught (half term, training days, polling days). England's
    bank holidays and weekends need not be named.
    """

    starts_on: date
    ends_on: date
    closures: frozenset[date] = frozenset()
    opens_at: time | None = None


@dataclass(frozen=True)
class SchoolCalendar:
    """The terms of one school or one area, in any order; BadTerms where they overlap or one seems to be missing."""

    terms: tuple[Term, ...]

    def __post_init__(self) -> None:
        """Put the terms in order and refuse what cannot be counted by."""
        in_order = tuple(sorted(self.terms, key=lambda term: term.starts_on))
        object.__setattr__(self, "terms", in_order)
        if not in_order or any(term.ends_on < term.starts_on for term in in_order):
            raise BadTerms("a school calendar needs terms, and each ends on or after its first day")
        for earlier, later in pairwise(in_order):
            _check_gap(earlier, later)

    @cached_property
    def days(self) -> CountedDays:
        """The school days, from the first day of the first term to the last day of the last."""
        first, last = self.terms[0].starts_on, self.terms[-1].ends_on
        every_day = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        off = {day: why for day in every_day if (why := self._why_closed(day))}
        counted = tuple(day for day in every_day if day.weekday() < 5 and day not in off)
        return CountedDays(counted, off, first, last, "the term dates")

    def _why_closed(self, day: date) -> str | None:
        """The reason why no pupil is taught on a day, or None; weekends inside a term are not named here."""
        term = self.term_on(day)
        if term is None:
            return "School holiday"
        if day in term.closures:
            return "School closed"
        return bank_holidays("England").get(day)

    def term_on(self, day: date) -> Term | None:
        """The term that a day lies in, or None in the holidays."""
        return next((term for term in self.terms if term.starts_on <= day <= term.ends_on), None)

    def opening_after(self, moment: datetime, number: int = 1) -> datetime:
        """When the school opens the next time after a moment, or so many times after it; in London time.

        Raises OutsideCalendar beyond the known terms and BadTerms where nobody said when the school opens.
        """
        if moment.tzinfo is None:
            raise UnusableMoment(f"{moment.isoformat()} does not say its offset; give a moment with one")
        today = moment.astimezone(LONDON).date()
        is_to_open = self.days.why_not(today) is None and self._opening(today) > moment
        return self._opening(self.days.add(today, number - 1 if is_to_open else number))

    def _opening(self, day: date) -> datetime:
        """When the school opens on a day of a term."""
        term = self.term_on(day)
        if term is None or term.opens_at is None:
            raise BadTerms(f"nobody said when the school opens on {day.isoformat()}")
        return datetime.combine(day, term.opens_at, LONDON)


def _check_gap(earlier: Term, later: Term) -> None:
    """Refuse terms that overlap, and a gap so long that the dates of a term must be missing."""
    if later.starts_on <= earlier.ends_on:
        raise BadTerms(f"the term from {later.starts_on.isoformat()} begins before the one before it has ended")
    if later.starts_on - earlier.ends_on > LONGEST_HOLIDAY:
        gap = f"between {earlier.ends_on.isoformat()} and {later.starts_on.isoformat()}"
        raise BadTerms(f"the dates of a term seem to be missing {gap}")
