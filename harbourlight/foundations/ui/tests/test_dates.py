"""Dates and times are read as people write them, and refused in plain words."""

import datetime

import pytest
from django.core.exceptions import ImproperlyConfigured

from harbourlight.foundations.ui import fields, forms
from harbourlight.statute.clocks import LONDON

NOON = datetime.datetime(2026, 3, 21, 12, tzinfo=datetime.UTC)


class BirthForm(forms.Form):
    """Asks a date in each of the three ways."""

    born_on = fields.DateField(label="Date of birth", not_future=True)
    began = fields.PartialDateField(label="When it began", required=False)
    seen_at = fields.DateTimeField(label="When the child was seen", required=False)


def ask(moment=NOON, **boxes):
    """Return the form with boxes such as born_on="21 3 2026" filled in."""
    sent = {}
    for name, text in boxes.items():
        for part, value in zip(("day", "month", "year", "time"), text.split(" "), strict=False):
            sent[f"{name}-{part}"] = value.strip("_")
    return BirthForm(sent, moment=moment)


@pytest.mark.parametrize("typed", ["7 3 2019", "07 03 2019", "7 March 2019", "7 mar 2019"])
def test_a_date_is_read(typed):
    form = ask(born_on=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born_on"] == datetime.date(2019, 3, 7)


@pytest.mark.parametrize(
    ("typed", "words", "first"),
    [
        ("_ _ _", "Enter the date of birth", "day"),
        ("7 _ 2019", "The date of birth must include a month", "month"),
        ("_ _ 2019", "The date of birth must include a day and a month", "day"),
        ("30 2 2019", "The date of birth must be a real date", "day"),
        ("29 2 2023", "The date of birth must be a real date", "day"),
        ("7 13 2019", "The date of birth must be a real date", "month"),
        ("7 3 19", "The date of birth must have a year of 4 numbers, like 2019", "year"),
        ("7 3 ２０１９", "The date of birth must have a year of 4 numbers, like 2019", "year"),
        ("22 3 2026", "The date of birth must be today or in the past", "day"),
    ],
)
def test_what_is_no_date_is_refused_and_led_to(typed, words, first):
    form = ask(born_on=typed)
    assert not form.is_valid()
    assert form.errors["born_on"] == [words]
    assert f'<a href="#id_born_on-{first}">{words}</a>' in form.error_summary
    assert f'id="id_born_on-{first}"' in str(form["born_on"])


def test_a_leap_day_and_today_are_dates():
    assert ask(born_on="29 2 2024").is_valid()
    assert ask(born_on="21 3 2026").is_valid()


def test_today_is_the_date_in_london():
    just_after_midnight_in_london = datetime.datetime(2026, 6, 30, 23, 30, tzinfo=datetime.UTC)
    assert ask(just_after_midnight_in_london, born_on="1 7 2026").is_valid()


def test_a_form_that_must_know_the_moment_says_so():
    with pytest.raises(ImproperlyConfigured):
        ask(None, born_on="7 3 2019").is_valid()


@pytest.mark.parametrize(
    ("typed", "known"),
    [("_ _ 2019", (2019, None, None)), ("_ 3 2019", (2019, 3, None)), ("7 3 2019", (2019, 3, 7))],
)
def test_a_date_may_be_known_in_part(typed, known):
    form = ask(born_on="1 1 2019", began=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["began"] == known


def test_a_day_without_a_month_is_no_partial_date():
    form = ask(born_on="1 1 2019", began="7 _ 2019")
    assert form.errors["began"] == ["When it began must include a month if it has a day"]


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [("4:10pm", 16, 10), ("16:10", 16, 10), ("4.10PM", 16, 10), ("1610", 16, 10), ("4pm", 16, 0),
     ("12am", 0, 0), ("12pm", 12, 0), ("midday", 12, 0), ("midnight", 0, 0), ("9:05am", 9, 5)],
)  # fmt: skip
def test_a_time_is_read(typed, hour, minute):
    form = ask(born_on="1 1 2019", seen_at=f"21 3 2026 {typed}")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["seen_at"] == datetime.datetime(2026, 3, 21, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize("typed", ["25:00", "13pm", "4", "4:60pm", "0am", "soon"])
def test_what_is_no_time_is_refused(typed):
    form = ask(born_on="1 1 2019", seen_at=f"21 3 2026 {typed}")
    assert "must have a time, like 4:10pm or 16:10" in form.errors["seen_at"][0]
    assert "#id_seen_at-time" in form.error_summary


def test_the_hour_the_clocks_skip_is_refused_and_the_one_they_repeat_is_the_first():
    assert not ask(born_on="1 1 2019", seen_at="29 3 2026 1:30am").is_valid()
    form = ask(born_on="1 1 2019", seen_at="25 10 2026 1:30am")
    assert form.is_valid()
    first = datetime.datetime(2026, 10, 25, 0, 30, tzinfo=datetime.UTC)
    assert form.cleaned_data["seen_at"].astimezone(datetime.UTC) == first


def test_a_moment_is_shown_in_london_time():
    form = BirthForm(initial={"seen_at": datetime.datetime(2026, 6, 30, 23, 5, tzinfo=datetime.UTC)})
    boxes = {part["name"].rpartition("-")[2]: part["value"] for part in form["seen_at"].parts}
    assert boxes == {"day": "1", "month": "7", "year": "2026", "time": "00:05"}
