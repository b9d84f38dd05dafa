"""News and noise: an indicator over time, and several areas side by side."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from harbourlight.assurance.dataset.models import Benchmark, MethodNote, Population, Target
from harbourlight.foundations.agencies.models import AgencyArea, Area
from harbourlight.foundations.measures.months import Month

from .factories import value
from .test_pages import page, text_of

pytestmark = pytest.mark.django_db
OCTOBER = Month(date(2018, 10, 1))
STEADY = (9, 14, 9, 14, 9, 14, 9, 14, 40, 9, 14, None, 9)


@pytest.fixture
def series(area, moment):
    """Put thirteen months of one indicator on file, one of them missing and one out of line."""
    for month, number in zip(OCTOBER.last_of(13), STEADY, strict=True):
        if number is not None:
            value(area, "CP1", month.first, number=str(number), at=moment)


def test_a_month_out_of_line_stands_out_and_the_others_do_not(series, cast, client_for):
    html = page(client_for(cast.board), "dataset:trend", "CP1", month="2018-10")
    words = text_of(html)
    assert words.count("higher than chance explains") == 1
    assert "June 2018 40" in words
    assert "September 2018 Not asked" in words
    assert "At least 8 months in a row on the same side of the average." in words
    assert (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="CP1, Harbourhaven: from 9 in'
        in html
    )
    assert " style=" not in html


def test_what_it_is_compared_with_stands_in_the_picture(series, cast, area, client_for):
    Benchmark.objects.create(
        area=area, ref="CP1", group="england", number=Decimal(22), of_year="2017", updated_on=date(2017, 11, 1)
    )
    Target.objects.create(area=area, ref="CP1", year=2018, number=Decimal(12))
    Target.objects.create(area=area, ref="CP2", year=2018, number=Decimal(13))
    html = page(client_for(cast.board), "dataset:trend", "CP1", month="2018-10")
    assert "England 22; Target 12" in html


def test_a_changed_method_breaks_the_series(series, cast, moment, client_for):
    MethodNote.objects.create(
        ref="CP1",
        from_on=date(2018, 5, 9),
        text="Enquiries of siblings count apart.",
        is_break=True,
        recorded_at=moment,
    )
    html = page(client_for(cast.board), "dataset:trend", "CP1", month="2018-10")
    row = re.search(r"<tr><th scope=\"row\">June 2018</th>.*?</tr>", html, re.S)[0]
    assert "Counted another way from here" in row
    assert "higher than chance" not in row
    assert "a break in the series" in html


def test_without_figures_there_is_no_picture(cast, client_for):
    assert "There are no figures yet." in page(client_for(cast.board), "dataset:trend", "CP1")


def test_a_rate_is_compared_between_areas_and_a_number_is_not(cast, area, moment, client_for):
    far = Area.objects.create(name="Farshore", code="farshore", started_on=date(2010, 1, 1))
    AgencyArea.objects.create(agency=cast.health, area=far, started_on=date(2010, 1, 1))
    for place, top in ((area, "60"), (far, "140")):
        Population.objects.create(area=place, from_on=date(2018, 1, 1), children=20_000)
        value(place, "CP1", OCTOBER.first, number=top, at=moment)
    words = text_of(page(client_for(cast.board), "dataset:areas", "CP1-NI", month="2018-10"))
    assert "Farshore 70 140 of 20000 35 to 65 higher than chance explains" in words
    assert "Harbourhaven 30 60 of 20000 35 to 65 lower than chance explains" in words
    assert "is not compared between areas" in page(client_for(cast.board), "dataset:areas", "CP1", month="2018-10")
    assert "Farshore" not in page(client_for(cast.auditor), "dataset:areas", "CP1-NI", month="2018-10")


def test_charlie_sees_no_series(series, cast, client_for):
    client = client_for(cast.charlie)
    for name in ("trend", "areas"):
        assert client.get(reverse(f"dataset:{name}", args=["CP1"])).status_code == 403
