"""A first walk through the life of a meeting."""

from datetime import timedelta

import pytest

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.meetings import actions, types
from harbourlight.foundations.people.models import Person

pytestmark = pytest.mark.django_db

declare("meetings_tests.plan", {Role.SOCIAL_WORKER})
declare("meetings_tests.chair", {Role.CONFERENCE_CHAIR})
CONFERENCE = types.register(
    types.MeetingType(
        name="test_conference",
        title="Conference",
        seats=(
            types.Seat("chair", "Chair", counts=False),
            types.Seat("nurse", "Nurse"),
            types.Seat("social_worker", "Social worker"),
        ),
        quorum=(
            types.QuorumGroup("children's social care", sectors=("council",)),
            types.QuorumGroup("another agency", not_sectors=("council",)),
        ),
        may_plan="meetings_tests.plan",
        may_chair="meetings_tests.chair",
        may_read="meetings_tests.plan",
        goes_on_without_quorum=True,
        before=(types.Timed("papers", "Reports are in", working_days=-2),),
        after=(
            types.Timed("minutes", "Minutes are out", clock="CLK-BRD-009"),
            types.Timed("disputes", "Disputed", clock="CLK-BRD-010"),
        ),
    )
)


def test_a_conference_is_planned_held_and_minuted(cast, moment, as_user):
    child = Person(first_name="Robin", last_name="Wren", area=cast.area, recorded_at=moment)
    child.save(force_insert=True)
    access.give(
        person_ids=[child.pk], team=cast.assessment, basis="allocated", reason="works", by=cast.worker, at=moment
    )
    with as_user(cast.worker):
        meeting = actions.plan(
            type="test_conference",
            area=cast.area,
            starts_at=moment - timedelta(hours=1),
            by=cast.worker,
            at=moment,
            children=[child],
            team=cast.assessment,
            chair=cast.conference_chair,
        )
        nurse, worker = actions.invite(
            meeting=meeting,
            by=cast.worker,
            at=moment,
            invitees=[
                actions.Invitee("nurse", professional=cast.nurse),
                actions.Invitee("social_worker", professional=cast.worker),
            ],
        )
    with as_user(cast.nurse):
        assert type(meeting).objects.visible_to(cast.nurse).count() == 1
    with as_user(cast.charlie):
        assert type(meeting).objects.visible_to(cast.charlie).count() == 0
    with as_user(cast.conference_chair):
        actions.record_attendance(
            meeting=meeting,
            rows=[actions.AttendanceRow(nurse), actions.AttendanceRow(worker)],
            by=cast.conference_chair,
            at=moment,
        )
        held = actions.hold(
            meeting=meeting, happened_at=moment - timedelta(hours=1), by=cast.conference_chair, at=moment
        )
        assert held.is_quorate
        decision = actions.decide(
            meeting=held, what="A plan is needed.", by=cast.conference_chair, at=moment, person_id=child.pk
        )
        assert decision.is_valid
        text = actions.draft_minutes(held)
        assert "A plan is needed." in text
        minutes = actions.circulate(meeting=held, text=text, by=cast.conference_chair, at=moment)
    with as_user(cast.nurse):
        raised = actions.dispute(minutes=minutes, what="I was there from the beginning.", by=cast.nurse, at=moment)
    with as_user(cast.conference_chair):
        actions.settle(
            dispute=raised, outcome="Corrected.", by=cast.conference_chair, at=moment, new_text=text + "Corrected."
        )
