"""The pages that the engine makes of the declarations: found, asked, refused, shown with both texts, gone on."""

import uuid

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Reading

from ..models import Arrangement
from ..pathway import ARRANGEMENT
from .factories import child_of, told_of

pytestmark = pytest.mark.django_db
TOLD = {
    "known_on-day": "20", "known_on-month": "1", "known_on-year": "2025", "notified_by": "school",
    "notifier": "Bob Lanyard",
    "started_on-day": "20", "started_on-month": "12", "started_on-year": "2024", "is_meant_to_last": "yes",
    "is_disabled": "unknown", "carer_is": "neighbour", "carer_name": "Marina Kittiwake",
}  # fmt: skip
WISHES = {"wishes": "I want to stay here", "version": "1"}


@pytest.fixture
def arrangement(cast, as_user):
    """Return an arrangement that a school told of on 20 January 2025."""
    with as_user(cast.colleague):
        return told_of(cast, child_of(cast))


def page(arrangement, step=""):
    """Return the address of an arrangement's page, or of a step's."""
    return f"/private-fostering/{arrangement.pk}/{step}"


def test_a_worker_records_what_a_school_told_and_lands_on_the_record(cast, client_for):
    child, browser = child_of(cast), client_for(cast.colleague)
    where = f"/private-fostering/notify/{child.pk}/"
    assert "Somebody else’s child lives here" in browser.get(where).content.decode()
    answer = browser.post(where, {**TOLD, "team": str(cast.social_work.pk), "submission": str(uuid.uuid4())})
    with as_system("a test reads"):
        made = Arrangement.objects.get()
    assert answer.url == page(made)
    shown = browser.get(answer.url).content.decode()
    assert "It is private fostering" in shown
    assert "Record a visit" in shown
    assert "Prohibit it" not in shown


@pytest.mark.parametrize("step", [step.name for step in ARRANGEMENT.steps if step.has_page and not step.creates])
def test_every_step_has_a_page_that_names_its_child_and_refuses_who_has_no_business_there(
    cast, client_for, arrangement, step
):
    where = page(arrangement, f"{step.replace('_', '-')}/")
    assert client_for(cast.charlie).get(where).status_code in (403, 404)
    shown = client_for(cast.colleague).get(where)
    may = "decide" not in ARRANGEMENT.step(step).may
    assert shown.status_code in ((200, 409) if may else (403,))
    if may:
        assert "Bryony Saltmarsh" in shown.content.decode()


def test_whoever_only_reads_is_told_before_anything_is_typed(cast, client_for, arrangement):
    answer = client_for(cast.team_manager).get(page(arrangement, "describe/"))
    assert answer.status_code in (403, 404)


def test_whoever_comes_second_sees_both_texts(cast, client_for, arrangement):
    browser = client_for(cast.colleague)
    assert browser.post(page(arrangement, "describe/"), WISHES).status_code == 302
    second = browser.post(page(arrangement, "describe/"), WISHES | {"wishes": "I want to go home"})
    shown = second.content.decode()
    assert second.status_code == 409
    assert "I want to stay here" in shown
    assert "I want to go home" in shown
    assert 'name="version" value="2"' in shown


def test_every_look_at_an_arrangement_is_logged(cast, client_for, arrangement):
    client_for(cast.colleague).get(page(arrangement))
    with as_system("a test reads"):
        assert Reading.objects.filter(person_id=arrangement.person_id, professional_id=cast.colleague.pk).exists()


def test_people_around_the_child_learn_that_it_is_known_and_no_more(cast, client_for, arrangement):
    assert client_for(cast.bob).get(page(arrangement)).status_code in (403, 404)


def test_a_visit_is_recorded_on_its_page(cast, client_for, arrangement):
    browser = client_for(cast.colleague)
    shown = browser.get(page(arrangement, "visit/")).content.decode()
    assert "Was Bryony Saltmarsh seen?" in shown
    answer = browser.post(
        page(arrangement, "visit/"),
        {
            "happened_at-day": "29", "happened_at-month": "1", "happened_at-year": "2025", "happened_at-time": "10:30",
            "place": "At home", "was_announced": "yes", "visited_by": str(cast.colleague.pk), "seen_0": "yes",
            "alone_0": "yes", "said_0": "I like the dog", "observed": "Warm home", "version": "1",
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    assert "“I like the dog”" in browser.get(answer.url).content.decode()
