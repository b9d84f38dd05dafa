"""Tamsin manages in the council and sets an area's own limits: tried first, dated, with who set them and why."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from conftest import LONG_AGO, professional
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Reading
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.register.tests.test_accounts import in_parts
from harbourlight.foundations.rules.models import LocalNumber
from harbourlight.foundations.rules.tests.factories import keeps
from harbourlight.foundations.ui.words import day
from harbourlight.statute.calendar import add_working_days

from ..pathway import ALLOCATION, REVIEW
from .stories import accepted

pytestmark = pytest.mark.django_db


def address(cast, rule=ALLOCATION):
    """Return the address of a rule of the area."""
    return reverse("register:rule", args=[cast.area.pk, rule])


def answers(on, number, *, sets=True, version=0, unit="working_days", **more):
    """Return what a manager sends: a number from a day on, tried or set."""
    button = {"set": "yes"} if sets else {"try": "yes"}
    sent = {"number": number, "unit": unit, "why": "Agreed on Monday", "version": version, "submission": uuid4()}
    return sent | in_parts("from_on", on) | button | more


def text_of(answer):
    """Return the words of a page."""
    return answer.content.decode()


def test_every_rule_of_an_area_stands_on_one_page_by_area_of_work(cast, client_for):
    keeps(cast.area, {REVIEW: 8})
    page = text_of(client_for(cast.charlie).get(reverse("register:own_rules"), follow=True))
    for anchor in ("early-help", "children-in-need", "child-protection", "challenges", "front-door"):
        assert f'id="{anchor}"' in page
    assert "8 weeks" in page
    assert "Not set" in page
    assert "The usual number" in page


def test_a_manager_sets_a_number_and_everybody_reads_who_and_why(cast, moment, client_for, as_user):
    today, tamsins = moment.astimezone(LONDON).date(), client_for(cast.team_manager)
    assert tamsins.post(address(cast), answers(today, 5)).status_code == 302
    accepted(cast, moment, as_user)
    with as_system("the test reads the clock"):
        clock = Deadline.objects.get()
    assert (clock.clock, clock.clock_version) == (ALLOCATION, "local setting: 5 working days")
    assert clock.due_on == add_working_days(today, 5)
    page = text_of(client_for(cast.charlie).get(address(cast)))
    for words in ("5 working days", "Tamsin Yardarm", "Agreed on Monday", day(today)):
        assert words in page
    assert "<form" not in page.partition("<h1>")[2]


def test_a_number_from_next_month_leaves_today_as_it_is(cast, moment, client_for):
    keeps(cast.area, {ALLOCATION: 5})
    later = moment.astimezone(LONDON).date() + timedelta(days=30)
    tamsins = client_for(cast.team_manager)
    assert tamsins.post(address(cast), answers(later, 3, version=1)).status_code == 302
    page = text_of(tamsins.get(reverse("register:rules", args=[cast.area.pk])))
    assert "5 working days" in page
    assert f"3 working days from {day(later)}" in page


def test_a_trial_shows_when_open_records_would_be_due_and_sets_nothing(cast, moment, client_for, as_user):
    keeps(cast.area, {ALLOCATION: 5})
    accepted(cast, moment, as_user)
    today = moment.astimezone(LONDON).date()
    hettie = professional("Hilda Sextant", cast.council, "team_manager", team=cast.early_help, manages=True)
    answer = client_for(hettie).post(address(cast), answers(today, 2, sets=False, version=1))
    page = text_of(answer)
    assert "With 2 working days, 1 open record would be due" in page
    assert day(add_working_days(today, 5)) in page
    assert day(add_working_days(today, 2)) in page
    assert "more that you may not see" not in page
    assert LocalNumber.objects.count() == 1
    with as_system("the test reads the log"):
        assert Reading.objects.filter(professional_id=hettie.pk, place="register:rule", verb="listed").exists()


def test_a_trial_only_counts_the_records_that_its_asker_may_not_see(cast, moment, client_for, as_user):
    keeps(cast.area, {ALLOCATION: 5})
    accepted(cast, moment, as_user)
    today = moment.astimezone(LONDON).date()
    page = text_of(client_for(cast.team_manager).post(address(cast), answers(today, 2, sets=False, version=1)))
    assert "1 open record would be due" in page
    assert "1 more that you may not see" in page
    assert "Breakwater" not in page


@pytest.mark.parametrize("who", ["charlie", "business", "worker", "councillor"])
def test_nobody_else_sets_a_rule_of_practice(who, cast, moment, client_for):
    today = moment.astimezone(LONDON).date()
    assert client_for(getattr(cast, who)).post(address(cast), answers(today, 5)).status_code == 403
    assert not LocalNumber.objects.exists()


def test_another_areas_rules_are_not_there_to_read(cast, client_for):
    wickmoor = Area.objects.create(name="Wickmoor", code="wickmoor", started_on=LONG_AGO)
    neighbour = Agency.objects.create(name="Wickmoor Council", sector="council", kind="other", started_on=LONG_AGO)
    AgencyArea.objects.create(agency=neighbour, area=wickmoor, started_on=LONG_AGO)
    tamsins = client_for(cast.team_manager)
    assert tamsins.get(reverse("register:rules", args=[wickmoor.pk])).status_code == 404
    assert tamsins.get(reverse("register:rule", args=[wickmoor.pk, ALLOCATION])).status_code == 404
    assert tamsins.get(reverse("register:rule", args=[cast.area.pk, "LOCAL-NOBODY"])).status_code == 404


def test_the_second_of_two_managers_sees_what_was_set_and_keeps_their_words(cast, moment, client_for):
    today, tamsins = moment.astimezone(LONDON).date(), client_for(cast.team_manager)
    tamsins.post(address(cast), answers(today, 5))
    answer = tamsins.post(address(cast), answers(today, 9, why="Agreed on Tuesday"))
    assert answer.status_code == 409
    assert "Somebody else set this rule" in text_of(answer)
    assert "Agreed on Tuesday" in text_of(answer)
    assert "5 working days" in text_of(answer)
    assert LocalNumber.objects.count() == 1


def test_a_form_sent_twice_sets_one_number(cast, moment, client_for):
    sent = answers(moment.astimezone(LONDON).date(), 5)
    tamsins = client_for(cast.team_manager)
    assert [tamsins.post(address(cast), sent).status_code for _ in range(2)] == [302, 302]
    assert LocalNumber.objects.count() == 1


def test_a_number_that_cannot_be_is_refused_in_words(cast, moment, client_for):
    keeps(cast.area, {ALLOCATION: 5})
    today, tamsins = moment.astimezone(LONDON).date(), client_for(cast.team_manager)
    for sets in (True, False):
        page = text_of(tamsins.post(address(cast), answers(today, 201, sets=sets, version=1)))
        assert "between 1 and 200" in page
    page = text_of(tamsins.post(address(cast), answers(today - timedelta(days=1), 4, version=1)))
    assert "Choose today or a later day" in page


def test_the_page_of_all_rules_asks_the_database_once_for_the_numbers(cast, client_for, django_assert_max_num_queries):
    tamsins, place = client_for(cast.team_manager), reverse("register:rules", args=[cast.area.pk])
    tamsins.get(place)
    with django_assert_max_num_queries(12):
        tamsins.get(place)
