"""The pages of children in need, as the people of the story use them."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.actions.models import Action

from .. import actions
from ..models import Assessment, Direction, Episode, Plan, Supervision, Visit
from .stories import WHOLE, assessed, child, referred, visited

pytestmark = pytest.mark.django_db


def day(name, date):
    """Return a date as a form sends it."""
    return {f"{name}-day": str(date.day), f"{name}-month": str(date.month), f"{name}-year": str(date.year)}


def at(name, *args, **kwargs):
    """Return the address of a page of this room."""
    return reverse(f"childinneed:{name}", args=args, **kwargs)


@pytest.fixture
def started(cast, as_user, moment, episode):
    """Return an assessment that the worker has begun to write."""
    with as_user(cast.worker):
        return actions.start_assessment(episode=Episode.objects.get(), by=cast.worker, at=moment)


def test_a_worker_finds_the_episode_on_the_childs_page(cast, client_for, juniper, episode):
    page = client_for(cast.worker).get(reverse("people:person", args=[juniper.pk])).content.decode()
    assert "Waiting for an assessment" in page
    assert at("start_assessment", episode.pk) in page


def test_what_is_to_be_done_stands_on_the_childs_page_once_and_before_who_the_child_is(
    cast, client_for, juniper, episode
):
    page = client_for(cast.worker).get(reverse("people:person", args=[juniper.pk])).content.decode()
    places = [page.index(f"<h2>{words}</h2>") for words in ("What is next", "Who to ring", "Child in need")]
    assert places == sorted(places)
    assert page.count("Finish the assessment") == 1
    assert at("episode", episode.pk) in page


def test_a_worker_has_the_child_on_the_first_page(cast, client_for, episode):
    assert "In need: waiting for an assessment" in client_for(cast.worker).get("/").content.decode()


def test_charlie_opens_no_page_of_the_child(cast, client_for, episode, started):
    client = client_for(cast.charlie)
    assert client.get(at("episode", episode.pk)).status_code == 404
    assert client.get(at("assessment", started.pk)).status_code == 404
    assert client.get(at("team")).status_code == 403
    assert client.get(at("visit", episode.pk)).status_code == 403


def test_the_network_reads_by_grant_but_no_draft_and_no_supervision(
    cast, client_for, as_user, moment, episode, started
):
    with as_user(cast.team_manager):
        actions.direct(episode=Episode.objects.get(), what="See Juniper this week", by=cast.team_manager, at=moment)
    give(
        person_ids=[episode.person_id], professional=cast.bob, basis=Basis.NETWORK, reason="Her school",
        by=cast.team_manager, at=moment,
    )  # fmt: skip
    client = client_for(cast.bob)
    page = client.get(at("episode", episode.pk))
    assert page.status_code == 200
    assert "See Juniper this week" not in page.content.decode()
    assert "A manager gave a direction" not in page.content.decode()
    assert client.get(at("assessment", started.pk)).status_code == 404
    assert client.get(at("close", episode.pk)).status_code == 403


def test_both_definitions_of_a_re_referral_stand_on_the_page(cast, client_for, episode):
    page = client_for(cast.worker).get(at("episode", episode.pk)).content.decode()
    assert "within 12 months of the last referral (national definition)" in page
    assert "within 12 months of a closed assessment (local definition)" in page


def test_a_worker_starts_the_assessments_of_two_children_at_once(cast, client_for, as_user, moment, juniper):
    rowan = child(cast.area, moment, "Rowan")
    episodes = referred(cast, as_user, moment, juniper, rowan)
    sent = {
        "worker": cast.worker.pk, "reason": "Hungry", "siblings": [str(episodes[1].pk)],
        "submission": uuid.uuid4(), "version": 1, **day("started_on", moment),
    }  # fmt: skip
    answer = client_for(cast.worker).post(at("start_assessment", episodes[0].pk), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    with as_user(cast.worker):
        assert Assessment.objects.filter(reason="Hungry").count() == 2


def test_the_same_answers_sent_twice_start_one_assessment(cast, client_for, as_user, moment, episode):
    sent = {"worker": cast.worker.pk, "submission": uuid.uuid4(), "version": 1, **day("started_on", moment)}
    client = client_for(cast.worker)
    assert [client.post(at("start_assessment", episode.pk), sent).status_code for _ in range(2)] == [302, 302]
    with as_user(cast.worker):
        assert Assessment.objects.count() == 1


def test_a_worker_writes_section_by_section_and_sends(cast, client_for, as_user, moment, episode, started):
    client, page = client_for(cast.worker), at("assessment_write", started.pk)
    assert "Seeing the child" in client.get(page).content.decode()
    answer = client.post(page, {"version": 1, "reason": "Hungry at school", "to": "wishes"})
    assert answer.headers["Location"] == f"{page}#wishes"
    refused = client.post(
        page, {"version": 2, "reason": "Hungry at school", "analysis": "So", "to": "send"}, follow=True
    )
    assert "Saved, but not sent yet. Record when the child was seen" in refused.content.decode()
    with as_user(cast.worker):
        visited(Assessment.objects.get(), cast, moment)
    client.post(page, WHOLE | {"version": 3, "to": "send"})
    with as_user(cast.worker):
        record = Assessment.objects.get()
    assert (record.state, record.analysis) == ("sent", WHOLE["analysis"])


def test_two_in_the_same_assessment_lose_nothing(cast, client_for, as_user, moment, episode, started):
    page = at("assessment_write", started.pk)
    with as_user(cast.team_manager):
        actions.write_assessment(
            assessment=started, by=cast.team_manager, at=moment, version=1,
            answers={"analysis": "Mum is alone at night.", "worries": "The stairs have no gate."},
        )  # fmt: skip
    mine = {"version": 1, "analysis": "Mum is tired.", "reason": "Hungry at school"}
    answer = client_for(cast.worker).post(page, mine)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "Mum is tired." in words
    assert "The other person wrote:" in words
    assert "Mum is alone at night." in words
    form = answer.context["form"]
    assert form["worries"].value() == "The stairs have no gate."
    again = {name: form[name].value() or "" for name in form.fields if name not in ("factors", "outcome")}
    assert (
        client_for(cast.worker).post(page, again | {"analysis": "Mum is tired and alone at night."}).status_code == 302
    )
    with as_user(cast.worker):
        now = Assessment.objects.get()
        assert (now.worries, now.reason) == ("The stairs have no gate.", "Hungry at school")
        assert now.analysis == "Mum is tired and alone at night."
        assert now.events.filter(analysis="Mum is alone at night.").exists()


def test_what_is_about_the_family_is_copied_to_a_brother(cast, client_for, as_user, moment, juniper):
    rowan = child(cast.area, moment, "Rowan")
    episodes = referred(cast, as_user, moment, juniper, rowan)
    with as_user(cast.worker):
        first, second = (actions.start_assessment(episode=row, by=cast.worker, at=moment) for row in episodes)
    sent = {"version": 1, "parenting": "Warm, and tired.", "wishes": "Juniper's own", "siblings": [str(second.pk)]}
    client_for(cast.worker).post(at("assessment_write", first.pk), sent)
    with as_user(cast.worker):
        second.refresh_from_db()
    assert (second.parenting, second.wishes) == ("Warm, and tired.", "")


def test_a_manager_authorises_on_the_page_what_a_worker_sent(cast, client_for, as_user, moment, episode, started):
    with as_user(cast.worker):
        visited(started, cast, moment)
        record = actions.write_assessment(assessment=started, answers=WHOLE, by=cast.worker, at=moment)
        actions.send_assessment(assessment=record, by=cast.worker, at=moment)
    page = at("complete_assessment", started.pk)
    assert client_for(cast.worker).get(page).status_code == 403
    client = client_for(cast.team_manager)
    version = client.get(page).context["form"]["version"].value()
    sent = {"note": "Agreed.", "version": version, "submission": uuid.uuid4()}
    assert client.post(page, sent).status_code == 302
    assert "Authorised by Tamsin Yardarm" in client.get(at("assessment", started.pk)).content.decode()


def test_a_visit_to_two_children_is_recorded_for_each(cast, client_for, as_user, moment, juniper):
    rowan = child(cast.area, moment, "Rowan")
    episodes = referred(cast, as_user, moment, juniper, rowan)
    when = {**day("happened_at", moment), "happened_at-time": "00:01"}
    sent = {
        **when, "place": "At home", "children": [str(row.pk) for row in episodes], "was_seen": "yes",
        "seen_alone": "no", "submission": uuid.uuid4(), "version": 1,
    }  # fmt: skip
    client = client_for(cast.worker)
    page = client.post(at("visit", episodes[0].pk), sent)
    assert page.context["form"].errors.get("not_alone_reason") == ["Say why the child was not seen alone"]
    assert client.post(at("visit", episodes[0].pk), sent | {"not_alone_reason": "Mum stayed"}).status_code == 302
    with as_user(cast.worker):
        assert Visit.objects.filter(not_alone_reason="Mum stayed").count() == 2


def test_a_plan_gives_a_school_something_to_do(cast, client_for, as_user, moment, episode):
    assessed(cast, as_user, moment, episode, outcome="plan")
    client = client_for(cast.worker)
    with as_user(cast.worker):
        version = Episode.objects.get().version
    sent = {
        "summary": "Sleep at night", "submission": uuid.uuid4(), **day("started_on", moment),
        "version": version,
        "outcomes-TOTAL_FORMS": "1", "outcomes-INITIAL_FORMS": "0", "outcomes-MIN_NUM_FORMS": "0",
        "outcomes-MAX_NUM_FORMS": "20", "outcomes-0-what": "Juniper sleeps",
        "outcomes-0-measure": "Six nights of seven",
    }  # fmt: skip
    answer = client.post(at("start_plan", episode.pk), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    with as_user(cast.worker):
        plan = Plan.objects.get()
        assert plan.outcomes.get().measure == "Six nights of seven"
    sent = {
        "what": "A quiet place at lunch", "who": "agency", "owner_agency": cast.school.pk, "submission": uuid.uuid4(),
        "version": 1,
        **day("due_on", moment.replace(year=moment.year + 1, day=1)),
    }  # fmt: skip
    answer = client.post(at("give_action", plan.pk), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(at("plan", plan.pk)).content.decode()
    assert "A quiet place at lunch" in page
    assert "This area has not set how often plans are reviewed." in page
    with as_user(cast.worker):
        assert Action.objects.get().owner_agency == cast.school


def test_supervision_asks_whether_the_last_direction_was_followed(cast, client_for, as_user, moment, episode):
    with as_user(cast.team_manager):
        actions.direct(episode=Episode.objects.get(), what="See Juniper alone", by=cast.team_manager, at=moment)
        direction = Direction.objects.get()
    client, page = client_for(cast.team_manager), at("supervise", episode.pk)
    assert "Was it followed? “See Juniper alone”" in client.get(page).content.decode()
    rows = {f"directions-{name}": value for name, value in (
        ("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"), ("MIN_NUM_FORMS", "0"), ("MAX_NUM_FORMS", "12"),
        ("0-what", "Ring the school"),
    )}  # fmt: skip
    sent = {"discussion": "How it goes", "submission": uuid.uuid4(), "version": 2, **day("held_on", moment), **rows}
    assert client.post(page, sent).status_code == 200
    answers = {f"followed_{direction.pk}": "no", f"why_{direction.pk}": "She was ill"}
    assert client.post(page, sent | answers).status_code == 302
    with as_user(cast.team_manager):
        assert Supervision.objects.count() == 1
        assert Direction.objects.get(answered_at=None).what == "Ring the school"
        direction.refresh_from_db()
    assert (direction.followed, direction.followed_note) == ("no", "She was ill")


def test_a_team_manager_sees_caseloads_and_allocates(cast, client_for, as_user, moment, juniper):
    [episode] = referred(cast, as_user, moment, juniper, worker=None)
    client = client_for(cast.team_manager)
    page = client.get(at("team")).content.decode()
    assert "Allocate Juniper Halewood" in page
    sent = {"worker": cast.worker.pk, "version": episode.version, "submission": uuid.uuid4()}
    assert client.post(at("allocate", episode.pk), sent).status_code == 302
    assert "Wanda Sheerwater" in client.get(at("team")).content.decode()


def test_a_wrong_date_is_put_right_on_the_page(cast, client_for, as_user, moment, juniper):
    [episode] = referred(cast, as_user, moment, juniper, on="2026-03-02")
    sent = {
        "what": "0:referred_at",
        "reason": "Typed wrongly",
        "submission": uuid.uuid4(),
        "version": 1,
        **day("to", date(2026, 3, 9)),
    }
    client = client_for(cast.worker)
    answer = client.post(at("correct", episode.pk), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(at("episode", episode.pk)).content.decode()
    assert "2026-03-02 became 2026-03-09" in page
    assert "cancelled. Referral received: Typed wrongly" in page


def test_a_team_manager_finds_the_areas_own_limits(cast, client_for):
    client = client_for(cast.team_manager)
    rules = client.get(reverse("register:own_rules"), follow=True).content.decode()
    assert reverse("register:own_rules") in client.get(at("team")).content.decode()
    assert 'id="children-in-need"' in rules
    assert "The child in need plan is reviewed" in rules


def test_who_wrote_an_assessment_is_told_before_anything_is_typed(cast, client_for, as_user, moment, episode):
    with as_user(cast.team_manager):
        record = actions.start_assessment(episode=Episode.objects.get(), by=cast.team_manager, at=moment)
        visited(record, cast, moment)
        record = actions.write_assessment(assessment=record, answers=WHOLE, by=cast.team_manager, at=moment)
        actions.send_assessment(assessment=record, by=cast.team_manager, at=moment)
    answer = client_for(cast.team_manager).get(at("complete_assessment", record.pk))
    assert answer.status_code == 409
    assert "Somebody who did not write the assessment must authorise it." in answer.content.decode()


def test_what_stands_against_closing_is_said_above_the_questions(cast, client_for, episode, started):
    page = client_for(cast.team_manager).get(at("close", episode.pk)).content.decode()
    assert "The assessment is not finished." in page.split("<main")[1].split("<form")[0]


def test_the_last_supervision_is_there_to_read(cast, client_for, as_user, moment, episode):
    with as_user(cast.team_manager):
        actions.supervise(
            episode=Episode.objects.get(), held_on=moment.date(), discussion="The nights.", by=cast.team_manager,
            at=moment,
        )  # fmt: skip
    page = client_for(cast.team_manager).get(at("supervise", episode.pk)).content.decode()
    assert "The last supervision" in page
    assert "The nights." in page
