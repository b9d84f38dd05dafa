"""Every step of an episode of need."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.choices import Role
from harbourlight.practice.childinneed import actions
from harbourlight.practice.childinneed.models import Episode, Visit
from harbourlight.practice.childinneed.pathway import EPISODE
from harbourlight.practice.childinneed.tests import stories

from .filling import parts
from .people import around_a_child, roles_asked_for, stand_around
from .tries import Follows, Rights, Try


def people(cast):
    """Put the people around an episode on file: its worker sits in no team of it."""
    return around_a_child(
        cast, team="assessment", lead={Role.SOCIAL_WORKER}, member={Role.SOCIAL_WORKER},
        manager={Role.TEAM_MANAGER}, every=roles_asked_for(EPISODE),
    )  # fmt: skip


def referred(told, **more):
    """Refer a child; the recorder takes the referral, the lead is the worker."""
    child = stories.child(told.cast.area, told.moment)
    answers = {
        "area": told.cast.area, "team": told.cast.assessment, "referred_at": told.moment - timedelta(days=3),
        "source": "2A", "worker": told.who.lead,
    }  # fmt: skip
    with told.as_user(told.who.recorder):
        [episode] = actions.refer(people=[child], by=told.who.recorder, at=told.moment, **(answers | more))
    return episode


def now(told, record):
    """Return a record as its worker sees it now."""
    with told.as_user(told.who.lead):
        return type(record).objects.get(pk=record.pk)


def untaken(told):
    """Refer a child to a team; nobody has the work yet."""
    return referred(told, worker=None)


def written(told, episode, started_on):
    """Let the worker see the child alone and write the whole of an assessment; return it."""
    lead, at = told.who.lead, told.moment
    with told.as_user(lead):
        episode = Episode.objects.get(pk=episode.pk)
        record = actions.start_assessment(episode=episode, by=lead, at=at, started_on=started_on)
        Visit.of(
            episode, assessment=record, happened_at=at, place="At home", visitor=lead, was_seen=True,
            seen_alone="yes", recorded_at=at, recorded_by=lead,
        ).save(force_insert=True)  # fmt: skip
        return actions.write_assessment(assessment=record, answers=stories.WHOLE, by=lead, at=at)


def writing(told):
    """Let the worker write the whole assessment."""
    episode = referred(told)
    return written(told, episode, episode.referred_on), now(told, episode)


def sent(told):
    """Let the worker send the assessment to the manager."""
    record, episode = writing(told)
    with told.as_user(told.who.lead):
        actions.send_assessment(assessment=record, by=told.who.lead, at=told.moment)
    return now(told, record), now(told, episode)


def assessed(told):
    """Let the manager authorise the assessment."""
    record, episode = sent(told)
    with told.as_user(told.who.manager):
        actions.complete_assessment(
            assessment=type(record).objects.get(pk=record.pk), by=told.who.manager, at=told.moment
        )  # fmt: skip
    return now(told, episode)


def planned(told):
    """Let the worker start a plan after the assessment."""
    episode = assessed(told)
    with told.as_user(told.who.lead):
        plan = actions.start_plan(
            episode=episode, by=told.who.lead, at=told.moment, summary="Sleep",
            outcomes=[{"what": "Sleeps", "measure": "Six nights"}],
        )  # fmt: skip
    return plan, now(told, episode)


def running(told):
    """Return the episode of a running plan."""
    return planned(told)[1]


def sent_again(told):
    """Let the worker write and send another assessment during the plan."""
    episode = running(told)
    record = written(told, episode, day_of(told))
    with told.as_user(told.who.lead):
        actions.send_assessment(assessment=record, by=told.who.lead, at=told.moment)
    return now(told, record), now(told, episode)


def doubted(told):
    """Let the front door take back the decision that opened the episode."""
    contact = SimpleNamespace(pk=uuid4())
    episode, by = referred(told, contact=contact), told.cast.manager
    with told.as_user(by):
        actions.take_back(contact=contact, person_ids=episode.child_ids, why="Mistaken", by=by, at=told.moment)
    return now(told, episode)


def closed(told):
    """Close an episode after its assessment."""
    episode = assessed(told)
    with told.as_user(told.who.manager):
        return actions.close_episode(
            episode=episode, reason="RC8", on=day_of(told), by=told.who.manager, at=told.moment
        )  # fmt: skip


def closed_unassessed(told):
    """Close an episode without an assessment."""
    episode = referred(told)
    with told.as_user(told.who.manager):
        return actions.take_no_action(episode=episode, reason="Nothing to do", by=told.who.manager, at=told.moment)


def day_of(told):
    """Return the day of the story in London."""
    return told.moment.astimezone(LONDON).date()


ROWS = {
    "outcomes-TOTAL_FORMS": 1,
    "outcomes-INITIAL_FORMS": 0,
    "outcomes-0-what": "Sleeps",
    "outcomes-0-measure": "Six",
}
DIRECTIONS = {"directions-TOTAL_FORMS": 1, "directions-INITIAL_FORMS": 0, "directions-0-what": "Ring the school"}
BY_FRONT_DOOR = "the front door's decision on a contact"

RIGHTS = Rights(
    pathway=EPISODE,
    model=Episode,
    title="Child in need: episode",
    people=people,
    around=stand_around,
    states={
        "referred": {"closed_on": None, "close_reason": ""},
        "assessing": {"closed_on": None, "close_reason": ""},
        "assessed": {"closed_on": None, "close_reason": ""},
        "plan": {"closed_on": None, "close_reason": ""},
    },
    tries=(
        Follows("refer", BY_FRONT_DOOR),
        Follows("refer_again", BY_FRONT_DOOR),
        Try("allocate", "childinneed:allocate", referred, form_of="manager"),
        Try("start_assessment", "childinneed:start_assessment", referred),
        Try("start_reassessment", "childinneed:start_reassessment", running),
        Try("visit", "childinneed:visit", referred, lambda told, it: {"children": [str(it.pk)]}),
        Try("send_assessment", "childinneed:assessment_write", writing, {"to": "send"}),
        Try("return_assessment", "childinneed:return_assessment", sent, form_of="manager"),
        Try("review_assessment", "childinneed:review_assessment", writing, form_of="manager"),
        Try("complete_assessment", "childinneed:complete_assessment", sent, form_of="manager"),
        Try("complete_reassessment", "childinneed:complete_reassessment", sent_again, form_of="manager"),
        Try("start_plan", "childinneed:start_plan", assessed, ROWS),
        Try("give_action", "childinneed:give_action", planned),
        Try("review_plan", "childinneed:review_plan", planned),
        Try("change_plan", "childinneed:change_plan", planned, ROWS),
        Try("end_plan", "childinneed:end_plan", planned),
        Try("transfer", "childinneed:transfer", referred, form_of="manager"),
        Try("supervise", "childinneed:supervise", referred, DIRECTIONS, "manager"),
        Try("direct", "childinneed:direct", referred, form_of="manager"),
        Try("correct", "childinneed:correct", referred, lambda told, it: parts("to", told.moment - timedelta(days=1))),
        Try("close", "childinneed:close", assessed, form_of="manager"),
        Follows("take_back", BY_FRONT_DOOR),
        Try("keep_open", "childinneed:keep_open", doubted, form_of="manager"),
        Try("close_in_error", "childinneed:close_in_error", doubted, form_of="manager"),
        Try("take_no_action", "childinneed:take_no_action", referred, form_of="manager"),
        Try("reopen", "childinneed:reopen", closed, form_of="manager"),
        Try("reopen_unassessed", "childinneed:reopen_unassessed", closed_unassessed, form_of="manager"),
    ),
)  # fmt: skip
ALL = (RIGHTS,)
