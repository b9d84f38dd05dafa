"""The business unit asks, freezes and publishes; a stranger reads; every page passes axe."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from harbourlight.assurance.dataset.actions import collect, import_sheet, read_sheet
from harbourlight.assurance.dataset.actions.propose import propose
from harbourlight.assurance.dataset.models import Proposal, Publication, Submission
from harbourlight.foundations.measures.months import Month

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "scorecard"
OCTOBER, JULY = Month(date(2018, 10, 1)), Month(date(2018, 7, 1))


@pytest.fixture
def month(area, cast, moment):
    """Bring the example sheet in, ask the police for figures, and let the rules look at a quarter."""
    import_sheet(area=area, sheet=read_sheet(EXAMPLE / "indicators.csv", EXAMPLE / "values.csv"), at=moment)
    propose(area=area, quarter=JULY, at=moment)
    return collect.open_round(
        area=area, month=OCTOBER, agencies=[cast.police], refs=["M4", "LAC7-QL"], by=cast.business,
        due_at=moment + timedelta(days=2), at=moment,
    )  # fmt: skip


def given_gwen_freezes_october(gwen):
    """Freeze the month for everybody."""
    gwen.go("/dataset/publications/new/?month=2018-10")
    gwen.page.click("text=Everybody, without signing in")
    gwen.page.click("button:has-text('Freeze')")
    gwen.page.wait_for_selector("text=The month is frozen")


def when_a_second_person_reads_the_words(somebody):
    """Say that title, comments and notes are read."""
    somebody.go(f"/dataset/publications/{Publication.objects.get().pk}/")
    somebody.page.click("button:has-text('I have read title, comments and notes')")
    somebody.page.wait_for_selector("text=It is kept that you read the words")


def when_she_publishes_it(gwen):
    """Publish it."""
    gwen.go(f"/dataset/publications/{Publication.objects.get().pk}/")
    gwen.page.click("button:has-text('Publish')")
    gwen.page.wait_for_selector("text=The month is published")


def then_a_stranger_reads_it(stranger):
    """Read it without signing in."""
    stranger.go("/published/")
    stranger.page.click("text=October 2018")
    stranger.page.wait_for_selector("text=figures are left out")
    assert stranger.sees("1620")


def overflows(seen):
    """Say whether the page is wider than its window."""
    return seen.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_month_goes_from_the_agencies_to_the_public(width, month, cast, visitor):
    gwen = visitor(width).sign_in(cast.business)
    given_gwen_freezes_october(gwen)
    when_a_second_person_reads_the_words(visitor(width).sign_in(cast.board))
    when_she_publishes_it(gwen.sign_in(cast.business))
    then_a_stranger_reads_it(visitor(width))
    frozen, asked = Publication.objects.get(), Submission.objects.get()
    police = visitor(width).sign_in(cast.sergeant)
    pages = (
        (visitor(width), "/published/", "/published/harbourhaven/2018-10/"),
        (
            gwen, "/dataset/M1/trend/?month=2018-10", "/dataset/CP1-NI/areas/?month=2018-10", "/dataset/publications/",
            "/dataset/publications/new/", f"/dataset/publications/{frozen.pk}/", "/dataset/collections/",
            f"/dataset/collections/{month.pk}/", "/dataset/collections/new/", "/dataset/quarter/?month=2018-07",
            f"/dataset/proposals/{Proposal.objects.first().pk}/", "/dataset/scorecards/",
            "/dataset/scorecards/new/?from=missing",
        ),
        (
            police, "/dataset/asked/", f"/dataset/asked/{asked.pk}/", f"/dataset/asked/{asked.pk}/upload/",
            f"/dataset/asked/{asked.pk}/sign-off/",
        ),
    )  # fmt: skip
    faults = []
    for person, *paths in pages:
        for path in paths:
            person.go(path)
            faults += [(path, fault) for fault in person.axe_finds()]
            faults += [(path, "wider than its window")] if overflows(person) else []
    assert faults == []
