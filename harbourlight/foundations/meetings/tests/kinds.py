"""The kinds of meeting of these tests, and how their stories are told."""

from datetime import UTC, datetime, timedelta

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.meetings import actions
from harbourlight.foundations.meetings.types import MeetingType, QuorumGroup, Seat, Timed, register
from harbourlight.foundations.people.models import Person

declare("meetings_tests.plan", {Role.SOCIAL_WORKER, Role.BUSINESS_UNIT})
declare("meetings_tests.chair", {Role.CONFERENCE_CHAIR, Role.PARTNERSHIP_CHAIR})
declare("meetings_tests.read", {Role.SOCIAL_WORKER, Role.BOARD_MEMBER, Role.BUSINESS_UNIT})
MAY = {"may_plan": "meetings_tests.plan", "may_chair": "meetings_tests.chair", "may_read": "meetings_tests.read"}

SEATS = (
    Seat("chair", "Chair", counts=False, votes=False),
    Seat("member", "Member", must_attend=True),
    Seat("lay", "Lay member"),
    Seat("observer", "Participating observer", counts=False, votes=False),
    Seat("officer", "Officer", counts=False, votes=False),
    Seat("parent", "Parent", counts=False, votes=False, is_family=True),
)
PARTNERS = tuple(
    QuorumGroup(words, sectors=(sector,), agency_kinds=("statutory_partner",))
    for words, sector in (("the council", "council"), ("the police", "police"), ("health", "health"))
)
BOARD_CLOCKS = {
    "before": (
        Timed("papers", "Reports are in", clock="CLK-BRD-005"),
        Timed("items", "Items are in", clock="CLK-BRD-007"),
        Timed("papers_out", "Members have agenda and papers", clock="CLK-BRD-008"),
    ),
    "after": (
        Timed("minutes", "The minutes have gone round", clock="CLK-BRD-009"),
        Timed("disputes", "Minutes are disputed", clock="CLK-BRD-010"),
    ),
}
BOARD = {
    "seats": SEATS,
    "quorum": PARTNERS,
    "decision_rule": "consent_then_majority_with_all_statutory",
    "concerns_children": False,
    **BOARD_CLOCKS,
    **MAY,
}
SOCIAL_CARE = QuorumGroup("children's social care", sectors=("council",))

KINDS = {
    "board": MeetingType(name="t_board", title="Board", agenda=("Minutes of the last meeting", "Actions"), **BOARD),
    "board_of_four": MeetingType(name="t_board_four", title="Board", **BOARD),
    "extraordinary": MeetingType(
        name="t_extraordinary",
        title="Extraordinary board",
        notice=Timed("notice", "Members have notice", clock="CLK-BRD-001"),
        **BOARD,
    ),
    "conference": MeetingType(
        name="t_conference",
        title="Conference",
        seats=SEATS,
        quorum=(SOCIAL_CARE, QuorumGroup("two other agencies", not_sectors=("council",), agencies=2)),
        goes_on_without_quorum=True,
        before=(Timed("papers", "Reports are in", working_days=-3),),
        after=BOARD_CLOCKS["after"],
        **MAY,
    ),
    "core group": MeetingType(
        name="t_core_group",
        title="Core group",
        seats=SEATS,
        quorum=(SOCIAL_CARE, QuorumGroup("another agency", not_sectors=("council",))),
        **MAY,
    ),
    "panel": MeetingType(
        name="t_panel",
        title="Scrutiny panel",
        seats=SEATS,
        quorum=(QuorumGroup("members", agencies=3),),
        decision_rule="panel_majority",
        concerns_children=False,
        **MAY,
    ),
}
for kind in KINDS.values():
    register(kind)


def child_of(cast, at, first_name="Robin"):
    """Return a child whose record is open to the assessment team."""
    child = Person(first_name=first_name, last_name="Samphire", area=cast.area, recorded_at=at)
    child.save(force_insert=True)
    begun = at - timedelta(days=400)
    access.give(
        person_ids=[child.pk],
        team=cast.assessment,
        basis="allocated",
        reason="Works with Robin",
        by=cast.worker,
        at=begun,
    )
    return child


def planned(cast, kind, *, starts_at, at, by, **more):
    """Plan a meeting of a kind; one about children is about one child of the assessment team."""
    if KINDS[kind].concerns_children and "children" not in more:
        more["children"] = [child_of(cast, at)]
    return actions.plan(type=KINDS[kind].name, area=cast.area, starts_at=starts_at, by=by, at=at, **more)


def utc(text):
    """Return the moment of a text like 2026-06-17 10:30, in London's summer."""
    return datetime.fromisoformat(f"{text}:00+01:00").astimezone(UTC)
