"""How agencies answer is an indicator: a row of the sheet like any other, by month and by quarter."""

from datetime import timedelta

import pytest

from harbourlight.assurance.dataset.actions import collect, compute
from harbourlight.assurance.dataset.models import Value
from harbourlight.foundations.measures.months import Month

from .test_collect import given, of_agency
from .test_pages import page, row_of, text_of

pytestmark = pytest.mark.django_db
REFS = ["M4", "LAC7-QL"]


@pytest.fixture
def answered(area, cast, moment, as_user):
    """Return the last whole quarter: in each month police answered in time, the school late or not at all."""
    last = Month.of(moment.date()).back(1)
    quarter = (last if last == last.quarter.back(-2) else last.quarter.back(1)).last_of(3)
    for place, month in enumerate(quarter):
        due_at = month.span[0] + timedelta(days=10)
        made = collect.open_round(
            area=area, month=month.back(1), agencies=[cast.police, cast.school], refs=REFS, by=cast.business,
            due_at=due_at, at=due_at - timedelta(days=8),
        )  # fmt: skip
        answers = [(cast.police, cast.sergeant, due_at)]
        answers += [(cast.school, cast.bob, due_at + timedelta(minutes=1))] if place else []
        for agency, by, at in answers:
            with as_user(by):
                mine = of_agency(made, agency)
                numbers = [given("M4", 1), given("LAC7-QL", 3, 4)]
                collect.enter(submission=mine, entries=numbers, by=by, at=at)
                collect.sign_off(submission=mine, by=by, at=at, late_reason="Leave.")
    compute(area=area, months=last.last_of(13), at=moment)
    return quarter


def test_the_answer_rate_and_late_answers_are_rows_of_the_sheet(answered, area, cast, client_for):
    first, _, last = answered
    client = client_for(cast.board)
    html = page(client, month=str(last))
    assert "Working together" in html
    assert "50.0%" in row_of(html, "DS-01")
    assert "50.0%" in row_of(html, "DS-02")
    assert "Computed" in row_of(html, "DS-01")
    late = Value.objects.get(area=area, ref="DS-02", first=first.first)
    assert (late.numerator, late.denominator, late.number) == (0, 2, 0)
    assert Value.objects.get(area=area, ref="DS-01", first=first.back(1).first).missing == "not_asked"


def test_a_quarter_of_answers_is_its_months_added_up(answered, cast, client_for):
    name = f"{answered[0].first:%B} to {answered[2].first:%B %Y}"
    client = client_for(cast.board)
    words = text_of(page(client, "dataset:indicator", "DS-01", month=str(answered[2])))
    assert f"{name} 50.0% 3 of 6 Its months added up" in words
    words = text_of(page(client, "dataset:indicator", "DS-02", month=str(answered[2])))
    assert f"{name} 33.3% 2 of 6 Its months added up" in words


def test_behind_the_rate_stands_who_was_asked_and_how_each_answered(answered, area, cast, client_for):
    month = str(answered[0])
    client = client_for(cast.business)
    html = page(client, "dataset:indicator", "DS-01", month=month)
    assert "Computed from what agencies were asked for" in html
    assert f"/dataset/collections/behind/DS-01/?month={month}" in html
    words = text_of(page(client, "dataset:behind", "DS-01", month=month))
    assert "Southern Shore Police" in words
    assert "Missing" in words
    assert client.get("/dataset/collections/behind/M1/").status_code == 404
    told = text_of(page(client_for(cast.board), "dataset:indicator", "DS-01", month=month))
    assert (
        "2 records stand behind the number. You see the number only. These may open the list: Partnership business unit"
        in told
    )


def test_the_collections_page_counts_late_and_missing_by_agency(answered, cast, client_for):
    words = text_of(page(client_for(cast.business), "dataset:rounds"))
    assert "Southern Shore Police 3 0 0 0" in words
    assert f"{cast.school} 0 2 1 0" in words


def test_the_months_rate_waits_for_the_end_of_the_month(answered, area, moment):
    now = Month.of(moment.date())
    compute(area=area, months=[now], at=moment)
    assert Value.objects.get(area=area, ref="DS-01", first=now.first).missing == "not_yet_due"
