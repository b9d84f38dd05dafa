"""Every step of an action about a child."""

from datetime import timedelta

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.actions import tracking
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.actions.pathway import ACTION
from harbourlight.foundations.agencies.choices import Role
from harbourlight.practice.childinneed.tests import stories

from .people import around_a_child, stand_around
from .tries import Rights, Try

EVERY = frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.PRACTITIONER})


def people(cast):
    """Put the people around an action on file: the recorder gave it, the lead owes it."""
    return around_a_child(
        cast, team="assessment", lead={Role.SOCIAL_WORKER}, member={Role.SOCIAL_WORKER}, manager={Role.TEAM_MANAGER},
        every=EVERY,
    )  # fmt: skip


def given(told):
    """Let the recorder give the lead something to do for a child whose record is open to the assessment team."""
    child, by = stories.child(told.cast.area, told.moment), told.who.recorder
    for holder in ({"team": told.cast.assessment}, {"professional": by}):
        access.give(
            person_ids=[child.pk], basis="allocated", reason="Works", by=None, at=told.moment, **holder
        )  # fmt: skip
    with told.as_user(by):
        return tracking.give_action(
            source=child, children=[child.pk], area=told.cast.area, what="Weigh the baby each week.",
            due_on=told.moment.date() + timedelta(days=14), owner=told.who.lead, by=by, at=told.moment,
        )  # fmt: skip


def done(told):
    """Let the lead report it done."""
    action = given(told)
    with told.as_user(told.who.lead):
        return tracking.report_done(
            action=action, what_was_done="Called twice.", what_changed="The baby gains weight.", by=told.who.lead,
            at=told.moment,
        )  # fmt: skip


RIGHTS = Rights(
    pathway=ACTION, model=Action, title="Action about a child", people=people, around=stand_around,
    tries=(
        Try("report_done", "actions:done", given),
        Try("accept", "actions:accept", done, form_of=""),
        Try("send_back", "actions:send_back", done, form_of="manager"),
        Try("drop", "actions:drop", given, form_of="manager"),
    ),
)  # fmt: skip
ALL = (RIGHTS,)
