"""Clocks and steps of the partnership's work: for its roles in the area and for whose work they are, and no guest."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import professional
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.requests.models import Request
from harbourlight.partnership.boards import actions

from .stories import bodies, planned

pytestmark = pytest.mark.django_db
LONG_AGO = date(2010, 1, 1)
CLOSED_TO = "alice", "worker", "bob", "charlie", "nurse", "councillor", "guardian", "administrator"


@pytest.fixture
def story(cast, moment, as_user):
    """Return a board's meeting with its clocks, a report that was given, and a matter with the lead representatives."""
    made = bodies(cast, moment)
    sitting = planned(made.board, cast, moment, days=90)
    with as_user(cast.business):
        asked = actions.ask_report(
            sitting=sitting, agency=cast.health, title="Neglect", question="What?", by=cast.business, at=moment,
            author=cast.nurse,
        )  # fmt: skip
    with as_user(cast.nurse):
        actions.give_report(asked=asked, words="Few plans.", by=cast.nurse, at=moment)
    with as_user(cast.chair):
        actions.escalate(group=made.board, what="Money", why="Soon.", by=cast.chair, at=moment)
    return sitting


def seen(who, as_user):
    """Return how many clocks and steps about no child somebody sees."""
    with as_user(who):
        return tuple(model.objects.filter(child_ids=[]).count() for model in (Deadline, StepTaken))


def test_roles_of_the_partnership_see_them(story, cast, as_user):
    with as_system("the test counts"):
        every = tuple(model.objects.filter(child_ids=[]).count() for model in (Deadline, StepTaken))
    assert min(every) > 0
    assert {seen(who, as_user) for who in (cast.business, cast.chair, cast.board, cast.senior)} == {every}


@pytest.mark.parametrize("name", CLOSED_TO)
def test_others_of_the_area_see_only_what_they_own_or_took(name, story, cast, as_user):
    with as_system("the test counts"):
        who = getattr(cast, name)
        own = Deadline.objects.filter(child_ids=[], owner=who).count()
        taken = StepTaken.objects.filter(child_ids=[], taken_by=who).count()
    assert seen(who, as_user) == (own, taken)
    assert (taken > 0) == (name == "nurse")


def test_a_guest_from_another_area_sees_none_whatever_their_role(story, cast, moment, as_user):
    area = Area.objects.create(name="Farshore", code="farshore", started_on=LONG_AGO)
    agency = Agency.objects.create(name="Farshore Council", sector="council", kind="statutory_partner",
                                   started_on=LONG_AGO)  # fmt: skip
    AgencyArea.objects.create(agency=agency, area=area, started_on=LONG_AGO)
    guest = professional("Flo Mainsail", agency, "board_member", "partnership_chair", "business_unit")
    assert seen(guest, as_user) == (0, 0)


def test_a_guest_from_another_area_arranges_no_meeting_whatever_their_role(story, cast, moment, as_user, client_for):
    area = Area.objects.create(name="Farshore", code="farshore", started_on=LONG_AGO)
    agency = Agency.objects.create(name="Farshore Council", sector="council", kind="statutory_partner",
                                   started_on=LONG_AGO)  # fmt: skip
    AgencyArea.objects.create(agency=agency, area=area, started_on=LONG_AGO)
    guest = professional("Flo Mainsail", agency, "partnership_chair", "business_unit")
    with as_user(cast.business):
        meetings.invite(
            meeting=story.meeting, invitees=[meetings.Invitee("observer", professional=guest)], by=cast.business,
            at=moment,
        )  # fmt: skip
    client, page = client_for(guest), {"args": [story.meeting_id]}
    assert client.get(reverse("meetings:meeting", **page), follow=True).status_code == 200
    names = ("attendance", "hold", "invite", "action_add", "minutes_write")
    assert {client.get(reverse(f"meetings:{name}", **page)).status_code for name in names} == {403}
    story.group.areas.add(area)
    assert {client.get(reverse(f"meetings:{name}", **page)).status_code for name in names} == {200}


def test_a_colleague_of_the_author_reads_what_was_asked_and_is_led_nowhere_closed(story, cast, client_for):
    with as_system("the test looks for the request"):
        page = reverse("requests:answer", args=[Request.objects.get(subject_kind="boards.reportasked").pk])
    colleague = professional("Hattie Keelson", cast.health, "practitioner")
    answer = client_for(colleague).get(page)
    assert (answer.status_code, "Neglect" in answer.content.decode()) == (200, True)
    assert client_for(cast.nurse).get(page, follow=True).status_code == 200
    assert client_for(cast.nurse).get(page).status_code == 302


def test_a_clock_stops_though_whoever_stops_it_does_not_see_it(story, cast, moment, as_user):
    with as_user(cast.business):
        actions.call_off(sitting=story, reason="Nobody can come.", by=cast.business, at=moment + timedelta(hours=1))
    with as_system("the test counts"):
        assert not Deadline.objects.running().filter(subject_id=story.meeting_id).exists()
