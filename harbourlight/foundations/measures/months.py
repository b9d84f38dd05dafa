"""Months, quarters and financial years in London."""

from dataclasses import dataclass
from datetime import date, datetime, time

from harbourlight.statute.clocks import LONDON

FIRST_YEAR, LAST_YEAR = 1990, 2100  # of months that anybody may ask for


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month in London."""

    first: date

    @classmethod
    def of(cls, day):
        """Return the month of a date."""
        return cls(day.replace(day=1))

    @classmethod
    def read(cls, text, otherwise):
        """Return the month written as 2026-11, or that of another date when it cannot be read or is far away."""
        try:
            month = cls.parse(text)
        except ValueError:
            return cls.of(otherwise)
        return month if FIRST_YEAR <= month.first.year <= LAST_YEAR else cls.of(otherwise)

    @classmethod
    def parse(cls, text):
        """Return the month written as 2026-11; ValueError for anything else."""
        text = str(text)
        if len(text) != 7 or text[4] != "-" or not (text[:4] + text[5:]).isascii() or not text[5:].isdigit():
            raise ValueError(f"{text} is not a month such as 2026-11")
        return cls(date.fromisoformat(f"{text}-01"))

    def back(self, number):
        """Return the month so many months earlier (or later, for a negative number)."""
        place = self.first.year * 12 + self.first.month - 1 - number
        return Month(date(place // 12, place % 12 + 1, 1))

    def last_of(self, number):
        """Return so many months that end with this one, the oldest first."""
        return [self.back(before) for before in range(number - 1, -1, -1)]

    @property
    def span(self):
        """The first moment of the month and the first moment after it."""
        return midnight(self.first), midnight(self.back(-1).first)

    @property
    def has_ended_on(self):
        """The first day on which this month is over."""
        return self.back(-1).first

    @property
    def financial_year(self):
        """The year in whose April the financial year of this month began."""
        return self.first.year - (self.first.month < 4)

    @property
    def quarter(self):
        """The first month of the quarter (of calendar and financial year alike) this month lies in."""
        return Month(date(self.first.year, (self.first.month - 1) // 3 * 3 + 1, 1))

    def __str__(self):
        return f"{self.first:%Y-%m}"


def midnight(day):
    """Return the first moment of a day in London."""
    return datetime.combine(day, time(0), LONDON)


def financial_year_words(year):
    """Return "2018-19" for the financial year that began in April 2018."""
    return f"{year}-{(year + 1) % 100:02}"
