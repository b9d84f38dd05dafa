"""A child whose record is open to nobody of the cast, and the one browser of all tests that need one."""

import os
import shutil
from datetime import date

import pytest

from harbourlight.foundations.agencies.models import Agency, Area, Professional, Team
from harbourlight.foundations.people.models import Person
from tests.somebody_elses import LONG_AGO, WORDS

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium():
    """Return the path of the system's Chromium; its absence is a visible skip, or a failure where it is required."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        if os.environ.get("HARBOURLIGHT_REQUIRE_BROWSER") == "1":
            pytest.fail("No Chromium on this machine, and browser tests are required here.")
        pytest.skip("No Chromium on this machine: browser tests were not run.")
    return path


@pytest.fixture(scope="package")
def started(chromium):
    """Return the browser of all journeys: starting one for each would cost as much as a short journey."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def browser(started):
    """Return the browser with nobody at it; whoever sat down in a test leaves with its end."""
    yield started
    for context in started.contexts:
        context.close()


@pytest.fixture
def secret(cast, moment):
    """Return a child whose record is open to nobody of the cast, with a row of every kind about the child."""
    cast.rows = {}
    agency = Agency.objects.create(name="Farshore Trust", sector="health", kind="relevant_agency", started_on=LONG_AGO)
    team = Team.objects.create(name="Farshore team", agency=agency, area=cast.area, kind="other", started_on=LONG_AGO)
    somebody = Professional(name="Una Halcyon", email="una@harbourlight.example", agency=agency, started_on=LONG_AGO)
    somebody.save(force_insert=True)
    cast.farshore = Area.objects.create(name="Farshore", code="farshore", started_on=LONG_AGO)
    cast.strangers = {"agency": agency, "team": team, "professional": somebody}
    person = Person(first_name="Juniper", last_name=WORDS, born_on=date(2017, 3, 9), area=cast.area, recorded_at=moment)
    person.save(force_insert=True)
    return person
