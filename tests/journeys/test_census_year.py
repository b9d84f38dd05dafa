"""The business unit brings a council's file, reads what is wrong, loads it, answers a query and makes the return.

One child of the file is on file under a name already: a manager who sees the child decides that.
"""

import pytest

from harbourlight.exchange.census.models import CheckRun, Fetched, LoadRun
from harbourlight.exchange.census.tests.test_updating import on_file
from harbourlight.exchange.census.working.checks import run_check
from harbourlight.exchange.census.working.loads import run_load
from harbourlight.exchange.cincensus import making
from harbourlight.exchange.cincensus.checking import check
from harbourlight.exchange.cincensus.years import named
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import TeamMembership
from harbourlight.foundations.people.actions import bulk_tokens
from harbourlight.practice.childinneed.models import Episode

from .at_work import Worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YEAR = named("2025-26")
CHILDREN = 16
WHY = "the test is the background, and looks at what was written"


def newest(model):
    """Return what was asked for last."""
    with as_system(WHY):
        return model.objects.order_by("-asked_at").first()


def the_background_checks(gwen, moment):
    """Check what waits; the page shows it when it looks again."""
    assert gwen.sees("children so far")
    run_check(run_id=newest(CheckRun).pk, at=moment)
    gwen.page.reload()


def the_background_loads(gwen, moment):
    """Read what waits to be tried or loaded."""
    assert gwen.sees("children so far")
    run_load(load_id=newest(LoadRun).pk, at=moment)
    gwen.page.reload()


def given_gwen_brings_a_file(gwen, path, moment):
    """Upload a file, and read what the rules found."""
    gwen.go("/census/").press("Check a file")
    gwen.page.set_input_files("[name=file]", str(path))
    gwen.press("Check it")
    the_background_checks(gwen, moment)
    assert gwen.sees(f"{CHILDREN} children")
    assert gwen.sees("2887Q")
    gwen.finds_good(widths=(1280, 360))


def when_she_loads_it(gwen, cast, moment):
    """Try it, read what would change, and load it."""
    gwen.press("Load this file")
    gwen.finds_good(widths=(1280, 360))
    gwen.answer(into=cast.social_work.pk)
    the_background_loads(gwen, moment)
    assert gwen.sees("Nothing was changed")
    with as_system(WHY):
        assert Episode.objects.count() == 1
    gwen.finds_good(widths=(1280, 360))
    gwen.press("Load it")
    the_background_loads(gwen, moment)
    assert gwen.sees("The file is deleted")
    gwen.finds_good(widths=(1280, 360))


def and_a_manager_says_who_the_doubtful_child_is(tamsin, jory):
    """Look at the child of the file beside the child on file, and decide."""
    tamsin.go("/census/pairs/").finds_good(widths=(1280, 360))
    tamsin.open_first().finds_good(widths=(1280, 360))
    assert tamsin.sees("Jory Skerry")
    tamsin.answer(person=jory.pk, note="The school knows both numbers.")
    assert tamsin.sees("Nobody waits")
    tamsin.finds_good("/census/contradictions/", widths=(1280, 360))


def and_makes_the_return(gwen, moment):
    """Ask for the return, and say of a query why it stands."""
    gwen.go("/census/").press("Make the return")
    gwen.answer(year=YEAR.label, authority="201")
    the_background_checks(gwen, moment)
    gwen.finds_good(widths=(1280, 360))
    gwen.page.click("main a:text-is('2887Q')")
    gwen.page.locator("main table a").first.click()
    gwen.answer(state="explained", reason="A small authority: few children have a disability.")
    assert gwen.sees("A small authority")


def then_the_file_is_sound_and_it_is_kept_who_fetched_it(gwen, folder):
    """Download the file, and see who did."""
    gwen.follow("Every rule")
    with gwen.page.expect_download() as coming:
        gwen.page.click("main a:has-text('Download the return')")
    path = folder / "return.xml"
    coming.value.save_as(path)
    report = check(path)
    assert (report.children, [found for found in report.findings if found.severity == "error"]) == (CHILDREN, [])
    gwen.page.reload()
    assert gwen.sees("by Gwen Capstan")
    assert gwen.sees("1 query answered")
    with as_system(WHY):
        assert Fetched.objects.get().children == CHILDREN


@pytest.fixture
def children():
    """Return the children of the council's file."""
    return list(making.children(CHILDREN, YEAR))


@pytest.fixture
def jory(children, cast, moment, as_user):
    """Return a child on file, born and referred on the days of a child of the file, and of the same sex."""
    person = on_file(cast, moment, as_user, children[0])
    bulk_tokens([person])
    return person


def test_a_year_goes_from_the_councils_file_to_the_return(cast, browser, live_server, moment, tmp_path, children, jory):
    TeamMembership.objects.create(professional=cast.business, team=cast.conferencing, started_on="2020-01-01")
    gwen = Worker(browser, live_server, cast.business)
    path = making.make(tmp_path / "census.xml", children, YEAR)
    given_gwen_brings_a_file(gwen, path, moment)
    when_she_loads_it(gwen, cast, moment)
    and_a_manager_says_who_the_doubtful_child_is(Worker(browser, live_server, cast.team_manager), jory)
    and_makes_the_return(gwen, moment)
    then_the_file_is_sound_and_it_is_kept_who_fetched_it(gwen, tmp_path)
