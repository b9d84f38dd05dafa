"""A decision that the front door takes back asks the manager whether the episode it opened was opened in error."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.measures.declarations import Month
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.practice.childinneed.pathway import TAKEN_BACK

from .. import actions, indicators
from ..models import Episode
from .stories import child, referred

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubted(cast, as_user, moment):
    """Return an episode whose decision the front door took back."""
    contact = SimpleNamespace(pk=uuid4())
    juniper = child(cast.area, moment)
    referred(cast, as_user, moment, juniper, contact=contact)
    with as_user(cast.manager):
        actions.take_back(
            contact=contact, person_ids=[juniper.pk], why="No further action. Mistaken identity.", by=cast.manager,
            at=moment,
        )  # fmt: skip
    return episode_of(cast, as_user)


def episode_of(cast, as_user):
    """Return the one episode as it stands."""
    with as_system("the test looks at an episode which nobody may see any more"):
        return Episode.objects.select_related("team", "worker", "person").get()


def test_the_manager_is_asked_within_two_working_days(cast, as_user, client_for, doubted):
    with as_user(cast.team_manager):
        assert Deadline.objects.running().get(clock=TAKEN_BACK).team == cast.assessment
        assert "Mistaken identity" in StepTaken.objects.get(step="take_back").note
    page = client_for(cast.team_manager).get(doubted.get_absolute_url()).content.decode()
    assert reverse("childinneed:close_in_error", args=[doubted.pk]) in page
    assert reverse("childinneed:keep_open", args=[doubted.pk]) in page


def test_what_was_opened_in_error_is_closed_counted_nowhere_and_its_history_stays(cast, as_user, moment, doubted):
    with as_user(cast.team_manager):
        actions.close_in_error(episode=doubted, reason="It was another family.", by=cast.team_manager, at=moment)
    closed = episode_of(cast, as_user)
    assert (closed.state, closed.closed_on, closed.close_note) == (
        "in_error", moment.date(), "It was another family."
    )  # fmt: skip
    with as_system("the test counts"):
        assert not Grant.objects.current(moment).filter(source=f"need:{closed.pk}").exists()
        assert not Deadline.objects.running().filter(subject_id=closed.pk).exists()
        assert {"refer", "take_back", "close_in_error"} <= set(StepTaken.objects.values_list("step", flat=True))
        months = [Month.of(closed.referred_on)]
        assert [each.top for each in indicators.BY_REF["CIN-01"].by_month(cast.area, months, moment)] == [0]
        closed.person.refresh_from_db()
        assert closed.person.lead_team is None


def test_a_later_referral_is_no_re_referral_of_one_that_was_opened_in_error(cast, as_user, moment, doubted):
    with as_user(cast.team_manager):
        actions.close_in_error(episode=doubted, reason="It was another family.", by=cast.team_manager, at=moment)
    [again] = referred(cast, as_user, moment, doubted.person, days_ago=0)
    assert again.pk != doubted.pk
    assert not again.is_again_since_referral


def test_the_manager_may_let_it_go_on_with_a_reason(cast, as_user, moment, doubted):
    with as_user(cast.team_manager):
        with pytest.raises(StepNotAllowed, match="why it goes on"):
            actions.keep_open(episode=doubted, reason=" ", by=cast.team_manager, at=moment)
        actions.keep_open(episode=doubted, reason="The school told us more.", by=cast.team_manager, at=moment)
        assert not actions.waits_whether_in_error(doubted)
        assert Episode.objects.get().is_open


def test_an_episode_in_which_the_child_was_visited_was_not_opened_in_error(cast, as_user, moment, doubted):
    with as_user(cast.worker):
        actions.record_visit(
            episodes=[doubted], happened_at=moment, place="Home", was_seen=True, seen_alone="yes", by=cast.worker,
            at=moment,
        )  # fmt: skip
    with as_user(cast.team_manager), pytest.raises(StepNotAllowed, match="usual way"):
        actions.close_in_error(episode=doubted, reason="Wrong.", by=cast.team_manager, at=moment)
