"""Whoever may look at a child for a time takes no work over, writes nothing in it and closes none."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.agencies.models import RoleHolding
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions
from ..models import Assessment, Episode
from .stories import LONG_AGO, WHOLE, assessed, child, referred

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


def test_whoever_only_looks_writes_neither_assessment_nor_visit_nor_plan(cast, episode, looking, moment, as_user):
    with as_user(cast.worker):
        written = actions.start_assessment(episode=episode, by=cast.worker, at=moment)
    with as_user(cast.colleague):
        who = {"by": cast.colleague, "at": moment}
        for act in (
            lambda: actions.write_assessment(assessment=written, answers=WHOLE, **who),
            lambda: actions.send_assessment(assessment=written, **who),
            lambda: actions.review_assessment(assessment=written, note="Looks well.", **who),
            lambda: actions.record_visit(
                episodes=[episode], happened_at=moment, place="At home", was_seen=True, seen_alone="yes", **who
            ),
            lambda: actions.start_plan(episode=episode, **who),
            lambda: actions.correct_date(
                record=episode, field="referred_at", to=episode.referred_on, reason="x", **who
            ),
        ):
            with pytest.raises(StepNotAllowed, match="works with"):
                act()
        assert Assessment.objects.get().analysis == ""


def test_a_manager_of_another_team_neither_authorises_nor_supervises_nor_reopens(
    cast, episode, looking, moment, as_user
):
    finished = assessed(cast, as_user, moment, episode)
    with as_user(cast.team_manager):
        closed = actions.close_episode(
            episode=Episode.objects.get(), on=moment.date(), reason="RC8", by=cast.team_manager, at=moment
        )
    with as_user(cast.colleague):
        who = {"by": cast.colleague, "at": moment}
        for act in (
            lambda: actions.complete_assessment(assessment=finished, **who),
            lambda: actions.supervise(episode=closed, held_on=moment.date(), discussion="Well.", **who),
            lambda: actions.direct(episode=closed, what="Visit.", **who),
            lambda: actions.reopen(episode=closed, reason="Ours.", **who),
        ):
            with pytest.raises(StepNotAllowed, match="works with"):
                act()


def test_the_page_offers_them_nothing_to_write_and_opens_no_form(cast, episode, looking, client_for):
    client = client_for(cast.colleague)
    page = client.get(reverse("childinneed:episode", args=[episode.pk])).content.decode()
    assert "You can read this record" in page
    for name in ("visit", "start_assessment", "start_plan", "supervise", "close"):
        address = reverse(f"childinneed:{name}", args=[episode.pk])
        assert address not in page
        answer = client.get(address)
        assert answer.status_code == 403
        assert "<form" not in answer.content.decode().split("<main")[1]
