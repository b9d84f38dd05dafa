"""The morning after: forty police notices are triaged with at most sixty clicks and four pages."""

from datetime import date, timedelta

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.practice.frontdoor.models import Contact
from harbourlight.practice.frontdoor.tests.stories import threshold, told

from .by_words import readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRAVE, QUIET = 6, 34
MOST_CLICKS, MOST_PAGES = 60, 4


@pytest.fixture
def night(cast, as_user, moment):
    """Leave forty police notices of the night to the hub, six of them graver than standard."""
    threshold(cast.area, date(2010, 1, 1), "first edition")
    with as_user(cast.bob):
        for number in range(GRAVE + QUIET):
            told(
                cast, moment, f"Child{number} Tideway", source="police", referrer=None,
                police_grade="high" if number < GRAVE else "standard", happened_at=moment - timedelta(hours=8),
            )  # fmt: skip


@pytest.fixture
def morag(cast, browser, live_server):
    """Return the manager of the hub at her screen."""
    return readers(browser, live_server, morag=cast.manager).morag


def outcomes():
    """Return how many notices stand how."""
    with as_system("the story looks at what became of the night"):
        rows = Contact.objects.values_list("rag", "outcome")
        return sorted({(rag, outcome): list(rows).count((rag, outcome)) for rag, outcome in rows}.items())


def test_forty_police_notices_are_triaged(night, morag):
    clicks, pages = 0, 1
    morag.go("/front-door/triage/").is_good()
    page = morag.page
    for box in page.locator("input[name=chosen]:visible").all():
        box.check()
        clicks += 1
    assert clicks == GRAVE
    morag.says({"What happens with those you ticked?": "Rate them", "Rating": "Red"}, "Do this with all I ticked")
    clicks, pages = clicks + 3, pages + 1
    morag.sees_all("What came of each", "Rated red")
    page.get_by_text(f"Standard risk, or not graded ({QUIET})").click()
    clicks += 1
    for box in page.locator("details input[name=chosen]").all():
        box.check()
        clicks += 1
    answers = {
        "What happens with those you ticked?": "No further action, for one reason",
        "Reason": "Words were had, and nobody was hurt.",
    }
    page.get_by_label("Tier of need").select_option("2")
    morag.says(answers, "Do this with all I ticked").sees_all("Decided: No further action").is_good()
    clicks, pages = clicks + 4, pages + 1
    assert outcomes() == [(("none", "no_action"), QUIET), (("red", ""), GRAVE)]
    assert clicks <= MOST_CLICKS
    assert pages <= MOST_PAGES
