"""Who sees an action about no child: whose work it is, and nobody who only has its address."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse

from conftest import professional
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.actions import tracking
from harbourlight.foundations.actions.models import Action, ActionNote
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area, RoleHolding
from harbourlight.foundations.pathways.models import Deadline, StepTaken

pytestmark = pytest.mark.django_db
LONG_AGO = date(2010, 1, 1)
SEEN_BY = "senior", "chair", "board", "business", "auditor"  # for their role in the area
NOT_SEEN_BY = "alice", "worker", "conference_chair", "bob", "charlie", "councillor", "guardian", "administrator"
PAGES = "action", "done", "accept", "send_back", "drop", "date"


@pytest.fixture
def elsewhere(cast):
    """Return the people of a neighbouring area, with the roles that would see an action here."""
    area = Area.objects.create(name="Farshore", code="farshore", started_on=LONG_AGO)
    agency = Agency.objects.create(
        name="Farshore Council", sector="council", kind="statutory_partner", started_on=LONG_AGO
    )
    AgencyArea.objects.create(agency=agency, area=area, started_on=LONG_AGO)
    return SimpleNamespace(
        area=area,
        business=professional("Fay Capstan", agency, "business_unit"),
        chair=professional("Finn Lodestar", agency, "partnership_chair"),
        board=professional("Flo Mainsail", agency, "board_member"),
        practitioner=professional("Fred Driftwood", agency, "practitioner"),
    )


@pytest.fixture
def given(cast, moment, as_user):
    """Return an action of the police about no child, that the business unit gave, with a note."""
    source = SimpleNamespace(child_ids=[], area_id=cast.area.pk, pk=uuid4(), _meta=Action._meta)
    with as_user(cast.business):
        action = tracking.give_action(
            source=source, what="Read one file in four each month.", due_on=moment.date() + timedelta(days=30),
            owner_agency=cast.police, by=cast.business, at=moment,
        )  # fmt: skip
        tracking.note_progress(action=action, text="It has begun.", by=cast.business, at=moment)
    return action


def sees(who, as_user, model=Action):
    """Return how many rows somebody sees."""
    with as_user(who):
        return model.objects.count()


def test_roles_of_the_partnership_in_its_area_see_it_and_its_agency_does(cast, given, as_user):
    for name in (*SEEN_BY, "sergeant"):
        who = getattr(cast, name)
        assert sees(who, as_user) == sees(who, as_user, ActionNote) == 1, name


@pytest.mark.parametrize("name", NOT_SEEN_BY)
def test_nobody_else_of_the_area_sees_it(name, cast, given, as_user):
    who = getattr(cast, name)
    counts = {model: sees(who, as_user, model) for model in (Action, ActionNote, Deadline, StepTaken)}
    assert set(counts.values()) == {0}, counts


@pytest.mark.parametrize("name", ["business", "chair", "board", "practitioner"])
def test_nobody_of_another_area_sees_it_whatever_their_role_there(name, elsewhere, given, as_user):
    who = getattr(elsewhere, name)
    counts = {model: sees(who, as_user, model) for model in (Action, ActionNote, Deadline, StepTaken)}
    assert set(counts.values()) == {0}, counts


def test_a_role_held_for_another_area_opens_nothing_here(cast, elsewhere, given, as_user):
    AgencyArea.objects.create(agency=cast.health, area=elsewhere.area, started_on=LONG_AGO)
    assert sees(cast.board, as_user) == 1
    RoleHolding.objects.filter(professional=cast.board).update(area=elsewhere.area)
    assert sees(cast.board, as_user) == 0


def test_a_role_that_has_ended_opens_nothing(cast, given, as_user, moment):
    RoleHolding.objects.filter(professional=cast.board).update(ended_on=moment.date() - timedelta(days=2))
    assert sees(cast.board, as_user) == sees(cast.board, as_user, Deadline) == 0


def test_a_councillor_sees_nothing_of_what_the_council_does(cast, given, as_user):
    with as_system("the action passes to the council"):
        Action.objects.update(owner_agency=cast.council)
    assert sees(cast.councillor, as_user) == 0
    assert sees(cast.worker, as_user) == 1


def test_its_owner_and_its_giver_see_it_whatever_their_role(cast, given, as_user):
    with as_system("the action passes to people of other agencies"):
        Action.objects.update(owner_agency=cast.school, owner=cast.charlie, given_by=cast.alice)
        Deadline.objects.update(owner=cast.charlie)
    assert sees(cast.charlie, as_user) == sees(cast.alice, as_user) == sees(cast.charlie, as_user, Deadline) == 1
    assert sees(cast.alice, as_user, Deadline) == 0


def test_the_partnership_sees_its_clock_and_steps(cast, given, as_user):
    for name in SEEN_BY:
        who = getattr(cast, name)
        assert sees(who, as_user, Deadline) == sees(who, as_user, StepTaken) == 1, name
    assert sees(cast.sergeant, as_user, StepTaken) == 0


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", NOT_SEEN_BY)
def test_its_address_opens_nothing_to_whose_work_it_is_not(name, page, cast, given, client_for):
    client, address = client_for(getattr(cast, name)), reverse(f"actions:{page}", args=[given.pk])
    hidden, absent = client.get(address), client.get(reverse(f"actions:{page}", args=[uuid4()]))
    assert hidden.status_code == absent.status_code
    assert hidden.status_code in (403, 404, 405)
    sent = client.post(address, {"text": "Heard at the quay", "reason": "No", "submission": str(uuid4())})
    assert sent.status_code in (403, 404)
    with as_system("the test looks"):
        assert ActionNote.objects.count() == 1
        assert Action.objects.get().version == given.version


@pytest.mark.parametrize("name", ["business", "chair", "board", "practitioner"])
def test_its_address_opens_nothing_elsewhere(name, elsewhere, given, client_for):
    client = client_for(getattr(elsewhere, name))
    assert client.get(reverse("actions:action", args=[given.pk])).status_code == 404


def test_who_does_it_reports_it_done_and_its_clock_stops(cast, given, moment, as_user):
    with as_user(cast.sergeant):
        tracking.report_done(
            action=given, what_was_done="Files are read.", what_changed="Children are seen sooner, they told us.",
            by=cast.sergeant, at=moment,
        )  # fmt: skip
    with as_system("the test looks"):
        assert Deadline.objects.get().met_at == moment
