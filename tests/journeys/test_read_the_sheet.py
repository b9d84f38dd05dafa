"""Bea reads the sheet and one figure; every page passes axe, wide and narrow."""

from datetime import date
from pathlib import Path

import pytest

from harbourlight.assurance.dataset.actions import import_sheet, read_sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "scorecard"
PAGES = (
    "/dataset/?month=2018-10",
    "/dataset/?month=2018-10&view=full&sort=-month",
    "/dataset/?month=2018-10&theme=assessments",
    "/dataset/EH3e%25/?month=2018-10",
    "/dataset/M8-QL/?month=2018-10",
    "/dataset/sheets/",
)


@pytest.fixture
def published(area, moment):
    """Return the report of the example sheet, brought in."""
    sheet = read_sheet(
        EXAMPLE / "indicators.csv", EXAMPLE / "values.csv", comments=EXAMPLE / "commentary.csv",
        derived=EXAMPLE / "published_derived.csv", year="2016-17", updated=date(2017, 11, 1),
    )  # fmt: skip
    return import_sheet(area=area, sheet=sheet, at=moment)


def given_bea_opens_the_dataset(bea):
    """Open the dataset from the header."""
    bea.go("/dataset/")
    assert bea.sees("Dataset: Harbourhaven, October 2018")
    assert bea.sees("12% ↑")


def when_she_opens_a_figure(bea):
    """Follow the link of one indicator."""
    bea.page.click("a:text-is('M8-QL')")
    bea.page.wait_for_url("**/dataset/M8-QL/**")
    assert bea.sees("! Negative")


def then_she_reads_what_it_counts(bea):
    """Read the definition and the comment."""
    assert bea.sees("Decision clocks of referrals that were stopped no later than due")
    assert bea.sees("Fewer referrals were decided within one working day.")


def test_a_board_member_reads_a_month_and_its_story(published, cast, visitor):
    bea = visitor().sign_in(cast.board)
    given_bea_opens_the_dataset(bea)
    when_she_opens_a_figure(bea)
    then_she_reads_what_it_counts(bea)


def test_the_pages_pass_axe_and_fit_their_window(published, cast, visitor):
    bea = visitor().sign_in(cast.business)
    for path in (*PAGES, f"/dataset/sheets/{published.pk}/", "/dataset/M1/comment/?month=2018-10", "/dataset/M1/ask/"):
        assert bea.go(path).faults(1280, 360) == [], path
