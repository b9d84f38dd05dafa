"""Early help opens no record to whoever could not read it for good, and moves no work that is somebody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Relationship
from harbourlight.practice.childinneed import actions as need

from .. import actions
from ..models import Case
from .stories import child

pytestmark = pytest.mark.django_db


@pytest.fixture
def siblings(cast, moment):
    """Return a girl whose record is open to Bob, and her brother of whom he may know no more than who he is."""
    isla, rory = (child(cast.area, moment, name) for name in ("Isla Breakwater", "Rory Breakwater"))
    with as_system("the test puts two children on file"):
        for one, other in ((isla, rory), (rory, isla)):
            Relationship(person=one, other=other, kind="sibling", recorded_at=moment).save(force_insert=True)
        who = {"professional": cast.bob, "by": None, "at": moment}
        access.give(person_ids=[isla.pk], basis="network", reason="Her school", **who)
        access.give(person_ids=[rory.pk], basis="asked", scope="identity", reason="Asked", **who)
    return isla, rory


def opened(people, by, cast, at):
    """Open a case as somebody."""
    return actions.open_case(people=people, area=cast.area, by=by, at=at, reason="Late every day.")


def test_whoever_knows_only_who_a_child_is_opens_no_case_for_him(cast, siblings, moment, as_user):
    isla, rory = siblings
    with as_user(cast.bob):
        for people in ([isla, rory], [rory]):
            with pytest.raises(StepNotAllowed, match="whole record"):
                opened(people, cast.bob, cast, moment)
        assert not Grant.objects.filter(person_id=rory.pk, scope="record").exists()
        assert opened([isla], cast.bob, cast, moment).child_ids == [isla.pk]


def test_a_brother_who_is_only_known_by_name_is_not_offered(cast, siblings, client_for):
    page = client_for(cast.bob).get(reverse("earlyhelp:open_case", args=[siblings[0].pk])).content.decode()
    assert "Isla" in page
    assert "Rory" not in page


def test_an_emergency_opening_becomes_no_case(cast, moment, as_user):
    isla = child(cast.area, moment)
    with as_user(cast.charlie):
        access.break_glass(person_id=isla.pk, reason="Found alone", by=cast.charlie, at=moment)
        with pytest.raises(StepNotAllowed, match="whole record"):
            opened([isla], cast.charlie, cast, moment)
        assert not Case.objects.exists()


def test_a_guest_does_not_step_a_family_down(cast, moment, as_user):
    isla = child(cast.area, moment)
    with as_user(cast.manager):
        [episode] = need.refer(
            people=[isla], area=cast.area, team=cast.assessment, worker=cast.worker, source="2A",
            referred_at=moment - timedelta(days=3), by=cast.manager, at=moment,
        )  # fmt: skip
        access.give(
            person_ids=[isla.pk], professional=cast.bob, basis="network", reason="Invited", by=cast.manager, at=moment
        )
    told = {"episodes": [episode], "summary": "All is well.", "at": moment, "stepped_down_on": moment.date()}
    with as_user(cast.bob), pytest.raises(StepNotAllowed, match="works with"):
        actions.take_step_down(by=cast.bob, **told)
    with as_user(cast.worker):
        assert actions.take_step_down(by=cast.worker, **told).origin == "step_down"
