"""Dates and moments as people give them: boxes for day, month and year, and a time in words."""

import calendar
import datetime
import re
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from harbourlight.statute.clocks import LONDON

from .presentation import Presented

MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?")


class PartialDate(NamedTuple):
    """A date of which the day, or the day and the month, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None


class PartsWidget(forms.Widget):
    """Reads the boxes of one date; their names are the field's name, a hyphen and the part."""

    parts = {"day": 2, "month": 2, "year": 4}  # with their widths

    def value_from_datadict(self, sent, files, name):
        """Return what was typed, part by part."""
        return {part: (sent.get(f"{name}-{part}") or "").strip() for part in self.parts}

    def value_omitted_from_data(self, sent, files, name):
        """Say whether none of the boxes was sent."""
        return not any(f"{name}-{part}" in sent for part in self.parts)


class MomentWidget(PartsWidget):
    """The same, with a box for the time."""

    parts = {"day": 2, "month": 2, "year": 4, "time": 5}


class DateField(Presented, forms.Field):
    """A date in three boxes; gives a `datetime.date`.

    `not_future` and `not_past` compare with the form's moment, in London; today is allowed.
    """

    widget = PartsWidget
    template_name = "ui/fields/date.html"

    def __init__(self, *, not_future=False, not_past=False, **options):
        super().__init__(**options)
        self.not_future, self.not_past = not_future, not_past

    def prepare_value(self, value):
        """Return a date as its boxes."""
        if isinstance(value, (datetime.date, PartialDate)):
            return {part: str(getattr(value, part) or "") for part in ("day", "month", "year")}
        return value

    def has_changed(self, initial, value):
        """Say whether the boxes hold something else than they first did."""
        first, typed = self.prepare_value(initial) or {}, value or {}
        return any((first.get(part) or "") != (typed.get(part) or "") for part in self.widget.parts)

    def clean(self, value):
        """Return the date, or None where it is optional and empty."""
        typed = value or {}
        if not any(typed.values()):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self.read(typed)

    def read(self, typed):
        """Return the date that was typed."""
        self.refuse_gaps(typed, self.widget.parts)
        year, month, day = self.year(typed["year"]), self.month(typed["month"]), self.day(typed["day"])
        if day > calendar.monthrange(year, month)[1]:
            raise self.wrong("must be a real date", "day")
        return datetime.date(year, month, day)

    def refuse_gaps(self, typed, parts):
        """Raise the error that names the boxes left empty."""
        gaps = [part for part in parts if not typed.get(part)]
        if gaps:
            raise self.wrong(f"must include a {' and a '.join(gaps)}", *gaps)

    def day(self, typed):
        """Return the day of the month, 1 to 31."""
        if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= 31):
            raise self.wrong("must be a real date", "day")
        return int(typed)

    def month(self, typed):
        """Return the month, given as a number or a name."""
        is_number = typed.isascii() and typed.isdigit()
        number = int(typed) if is_number else MONTHS.get(typed.lower().rstrip("."), 0)
        if not 1 <= number <= 12:
            raise self.wrong("must be a real date", "month")
        return number

    def year(self, typed):
        """Return the year, which has four digits."""
        if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and typed >= "1800"):
            raise self.wrong("must have a year of 4 numbers, like 2019", "year")
        return int(typed)

    def wrong(self, words, *parts):
        """Return an error that says which boxes it is about."""
        return ValidationError(f"{self.spoken} {words}", code=f"parts:{'-'.join(parts)}")

    def compare(self, answer, moment):
        """Raise an error where the answer lies on the wrong side of this moment."""
        now = self.comparable(moment)
        if self.not_future and answer > now:
            raise self.wrong(f"must be {self.this_or} in the past", *self.widget.parts)
        if self.not_past and answer < now:
            raise self.wrong(f"must be {self.this_or} in the future", *self.widget.parts)

    this_or = "today or"

    def comparable(self, moment):
        """Return this moment as what the field gives."""
        return moment.astimezone(LONDON).date()


class PartialDateField(DateField):
    """A date of which day, or day and month, may stay empty; gives a `PartialDate`."""

    def read(self, typed):
        """Return the date that was typed, as far as it is known."""
        if typed["day"] and not typed["month"]:
            raise self.wrong("must include a month if it has a day", "month")
        self.refuse_gaps(typed, ["year"])
        year = self.year(typed["year"])
        if not typed["month"]:
            return PartialDate(year)
        month = self.month(typed["month"])
        if not typed["day"]:
            return PartialDate(year, month)
        return PartialDate(year, month, super().read(typed).day)

    def compare(self, answer, moment):
        """Compare as much of the date as is known."""
        today = moment.astimezone(LONDON).date()
        known = [part for part in answer if part is not None]
        super().compare(known, [today.year, today.month, today.day][: len(known)])

    def comparable(self, moment):
        """Return today as far as the answer is known, which `compare` has cut to length."""
        return moment


def time_of_day(typed):
    """Return the time that somebody typed on the 12-hour or the 24-hour clock, or None where it is none."""
    words = {"midday": datetime.time(12), "noon": datetime.time(12), "midnight": datetime.time(0)}
    text = typed.strip().lower().replace("a.m.", "am").replace("p.m.", "pm")
    if text in words:
        return words[text]
    found = TIME.fullmatch(text)
    if not found or not (found[2] or found[3]):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return datetime.time(hour, minute) if hour <= 23 and minute <= 59 else None


class DateTimeField(DateField):
    """A date in three boxes and a time ("4:10pm", "16:10", "midday"); gives a moment in London time.

    An hour that the clocks pass twice in October is taken as the first of the two.
    """

    widget = MomentWidget
    this_or = "now or"

    def prepare_value(self, value):
        """Return a moment as its boxes, in London time."""
        if not isinstance(value, datetime.datetime):
            return super().prepare_value(value)
        local = value.astimezone(LONDON)
        return super().prepare_value(local.date()) | {"time": f"{local:%H:%M}"}

    def read(self, typed):
        """Return the moment that was typed."""
        local = datetime.datetime.combine(super().read(typed), self.time(typed["time"]), LONDON)
        real = local.astimezone(datetime.UTC).astimezone(LONDON)
        if real.replace(tzinfo=None) != local.replace(tzinfo=None):
            raise self.wrong("must be a real time: the clocks went forward over it", "time")
        return local

    def time(self, typed):
        """Return the time of day, given on the 12-hour or the 24-hour clock."""
        found = time_of_day(typed)
        if found is None:
            raise self.wrong("must have a time, like 4:10pm or 16:10", "time")
        return found

    def comparable(self, moment):
        """Return this moment."""
        return moment
