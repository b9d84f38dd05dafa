"""The page of an indicator shows its quarters and financial years."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from harbourlight.assurance.dataset.actions import compute
from harbourlight.assurance.dataset.choices import Source
from harbourlight.assurance.dataset.models import MethodNote, Population, Value
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import change
from harbourlight.foundations.measures.months import Month
from harbourlight.practice.childinneed.models import Episode

from .factories import value
from .recount import recount
from .test_compute import worked  # noqa: F401 - a fixture
from .test_pages import page, published, row_of, text_of  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


def test_the_published_sheets_quarters_are_the_sums_of_its_months(published, cast, area, client_for):  # noqa: F811
    words = text_of(page(client_for(cast.board), "dataset:indicator", "M1", month="2018-10"))
    months = Value.objects.filter(area=area, ref="M1", first__range=(date(2018, 7, 1), date(2018, 9, 1)))
    total = sum(row.number for row in months)
    assert f"July to September 2018 {total:.0f} Its months added up" in words
    assert "October to December 2018" not in words
    assert "Year 2017-18 April 2017: not asked" in words


def test_a_share_of_a_quarter_comes_from_its_parts(published, cast, area, client_for):  # noqa: F811
    rows = Value.objects.filter(area=area, first__range=(date(2018, 7, 1), date(2018, 9, 1)))
    top, bottom = (sum(row.number for row in rows.filter(ref=ref)) for ref in ("M2", "M1"))
    words = text_of(page(client_for(cast.board), "dataset:indicator", "M3", month="2018-09"))
    assert f"July to September 2018 {100 * top / bottom:.1f}% {top:.0f} of {bottom:.0f}" in words


def test_a_stock_has_the_figure_of_the_last_month(published, cast, area, client_for):  # noqa: F811
    last = Value.objects.get(area=area, ref="LAC1", first=date(2018, 9, 1))
    words = text_of(page(client_for(cast.board), "dataset:indicator", "LAC1", month="2018-09"))
    assert f"July to September 2018 {last.number:.0f} The last month" in words


def test_a_computed_quarter_is_its_months_recounted(worked, cast, area, moment, client_for):  # noqa: F811
    Population.objects.create(area=area, from_on="2020-01-01", children=50300)
    last = Month.of(moment.date()).back(1)
    with as_system("a referral of long ago: no month of the quarter was recorded in part only"):
        episodes = Episode.objects.order_by("referred_at")[:1]
        Episode.objects.filter(pk=episodes[0].pk).update(referred_at=moment - timedelta(days=330))
    compute(area=area, months=last.last_of(13), at=moment)
    quarter = (last if last == last.quarter.back(-2) else last.quarter.back(1)).last_of(3)
    tops, wholes = zip(*(recount(area, month, moment)["M8-QL"] for month in quarter), strict=True)
    words = text_of(page(client_for(cast.board), "dataset:indicator", "M8-QL", month=str(last)))
    name = f"{quarter[0].first:%B} to {quarter[-1].first:%B %Y}"
    assert f"{name} {100 * Decimal(sum(tops)) / sum(wholes):.1f}% {sum(tops)} of {sum(wholes)}" in words
    referrals = sum(recount(area, month, moment)["M2"][0] for month in quarter)
    words = text_of(page(client_for(cast.board), "dataset:indicator", "M2-NI", month=str(last)))
    assert f"{referrals} of 50300" in words


def test_a_figure_given_for_a_quarter_goes_before_its_months(cast, area, moment, client_for):
    value(area, "EH5-QL", date(2018, 7, 1), "42", at=moment, period="quarter", source=Source.COLLECTED)
    words = text_of(page(client_for(cast.board), "dataset:indicator", "EH5-QL", month="2018-09"))
    assert "July to September 2018 42 Collected from an agency" in words


def test_a_quarter_within_which_the_method_changed_says_so(published, cast, area, moment, client_for):  # noqa: F811
    MethodNote.objects.create(ref="M1", from_on=date(2018, 8, 6), text="Anew.", is_break=True, recorded_at=moment)
    words = text_of(page(client_for(cast.board), "dataset:indicator", "M1", month="2018-09"))
    assert words.count("Its months added up; the series breaks within it") == 1


@pytest.fixture
def quarterly(monkeypatch):
    """Declare an indicator that is told by the quarter."""
    declared = replace(registry.INDICATORS["EH5-QL"], ref="Q1", title="Told by the quarter", period="quarter")
    monkeypatch.setitem(registry.INDICATORS, "Q1", declared)
    return declared


def test_the_sheet_shows_quarters_with_changes_on_the_quarter_and_the_year_before(published, cast, client_for):  # noqa: F811
    html = page(client_for(cast.board), month="2018-10", period="quarter")
    assert "Dataset: Harbourhaven, July to September 2018" in html
    assert "Five quarters to September 2018" in text_of(html)
    assert "On the quarter before" in html
    m1 = row_of(html, "M1")
    rows = Value.objects.filter(ref="M1", period="month")
    now, before = (
        sum(row.number for row in rows.filter(first__range=(date(2018, first, 1), date(2018, first + 2, 1))))
        for first in (7, 4)
    )
    assert f" {now:.0f} " in m1
    assert f" {before:.0f} " in m1
    assert str(change(now, before)) in m1
    assert "From months" in m1


def test_the_sheet_shows_financial_years(published, cast, area, moment, client_for):  # noqa: F811
    for number in range(9):
        value(area, "LAC2", Month(date(2017, 9, 1)).back(number).first, "5", at=moment)
    html = page(client_for(cast.board), month="2018-10", period="year")
    assert "Dataset: Harbourhaven, the year 2017-18" in html
    assert "On the month before" not in html
    months = Value.objects.filter(ref="LAC2", first__range=(date(2017, 4, 1), date(2018, 3, 1)))
    assert f" {sum(row.number for row in months):.0f} " in row_of(html, "LAC2")


def test_an_indicator_told_by_the_quarter_stands_in_the_last_month_of_it(quarterly, cast, area, moment, client_for):
    for first, number in ((date(2017, 7, 1), "30"), (date(2018, 7, 1), "42")):
        value(area, "Q1", first, number, at=moment, period="quarter", source=Source.COLLECTED)
    client = client_for(cast.board)
    row = row_of(page(client, month="2018-09"), "Q1")
    assert "42" in row
    assert "by quarter" in row
    assert "40% ↑" in row
    assert "42" in row_of(page(client, month="2018-09", period="quarter"), "Q1")
    words = text_of(page(client, "dataset:indicator", "Q1", month="2018-09"))
    assert "July to September 2018 42 Collected from an agency" in words
    assert "told by the quarter" in text_of(page(client, "dataset:indicator", "Q1", month="2018-08")).lower()


def test_what_is_told_by_the_quarter_is_asked_for_a_quarter(quarterly, cast, moment, client_for):
    client = client_for(cast.business)
    due = moment.date() + timedelta(days=10)
    sent = {
        "period": "month", "month": "2018-10", "agencies": [str(cast.health.pk)], "refs": ["Q1"],
        "due_on-day": due.day, "due_on-month": due.month, "due_on-year": due.year,
    }  # fmt: skip
    assert "Ask for a quarter: Q1" in client.post(reverse("dataset:open_round"), sent).content.decode()
    assert client.post(reverse("dataset:open_round"), sent | {"period": "quarter"}).status_code == 302
