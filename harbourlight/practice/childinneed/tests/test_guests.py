"""A team manager of another team who may look at a child for a time takes no work over and closes none."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.agencies.models import RoleHolding
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions
from ..models import Episode
from .stories import LONG_AGO, child, referred

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(cast, moment, as_user):
    """Return an episode of Wanda's team; Connie manages another team."""
    RoleHolding.objects.create(professional=cast.colleague, role="team_manager", started_on=LONG_AGO)
    return referred(cast, as_user, moment, child(cast.area, moment))[0]


@pytest.fixture(params=["emergency", "guest"])
def looking(request, cast, episode, moment, as_user):
    """Let Connie look at the child, in an emergency or as the guest of a meeting."""
    with as_user(cast.worker):
        if request.param == "emergency":
            access.break_glass(person_id=episode.person_id, reason="Found alone", by=cast.colleague, at=moment)
        else:
            access.give(
                person_ids=[episode.person_id], professional=cast.colleague, basis="network", reason="Invited",
                until=moment + timedelta(days=10), by=cast.worker, at=moment,
            )  # fmt: skip


def test_a_manager_who_only_looks_takes_the_work_to_no_other_team(cast, episode, looking, moment, as_user):
    with as_user(cast.colleague):
        assert Episode.objects.get() == episode
        with pytest.raises(StepNotAllowed, match="works with"):
            actions.transfer(
                episode=episode, to_team=cast.social_work, reason="Ours.", by=cast.colleague, at=moment
            )  # fmt: skip
        assert not Grant.objects.filter(holder_id=cast.social_work.pk).exists()


def test_a_manager_who_only_looks_closes_nothing_and_allocates_nobody(cast, episode, looking, moment, as_user):
    on = moment.date()
    with as_user(cast.colleague):
        for act in (
            lambda **who: actions.close_episode(on=on, reason="RC7", **who),
            lambda **who: actions.take_no_action(reason="No need.", **who),
            lambda **who: actions.allocate(worker=cast.team_manager, **who),
        ):
            with pytest.raises(StepNotAllowed, match="works with"):
                act(episode=episode, by=cast.colleague, at=moment)


def test_the_page_says_so(cast, episode, looking, moment, client_for):
    address = reverse("childinneed:take_no_action", args=[episode.pk])
    answer = client_for(cast.colleague).post(address, {"reason": "No.", "version": "1", "submission": str(uuid4())})
    assert "works with the child" in answer.content.decode()
