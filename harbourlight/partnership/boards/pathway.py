"""Who may do what with the partnership's bodies, the life of what waits, and the kinds of meeting they hold.

Quorum, days and numbers here are those of the published arrangements this room began with; an area that keeps
others says so in its setting of the kind of meeting.
"""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.meetings import types
from harbourlight.foundations.meetings.types import MeetingType, QuorumGroup, Timed
from harbourlight.foundations.meetings.types import Seat as SeatThere
from harbourlight.foundations.pathways.steps import Pathway, Step

from .choices import VOTING, GroupKind, ReportState, SeatKind, UrgentState

READ, ARRANGE, OVERSEE, CHAIR = "boards.read", "boards.arrange", "boards.oversee", "boards.chair"
declare(
    READ,
    {Role.BOARD_MEMBER, Role.PARTNERSHIP_CHAIR, Role.BUSINESS_UNIT, Role.SENIOR_MANAGER},
    "Read agendas, papers, minutes and decisions",
)
declare(ARRANGE, {Role.BUSINESS_UNIT}, "Arrange meetings, agendas, papers and members")
declare(OVERSEE, {Role.BUSINESS_UNIT, Role.PARTNERSHIP_CHAIR}, "See what is late, and attendance")
declare(CHAIR, {Role.PARTNERSHIP_CHAIR}, "Chair a board")

REPORT = Pathway(
    name="report",
    first=ReportState.ASKED,
    ended=("withdrawn",),
    states={state.value: state.label for state in ReportState},
    steps=(
        Step("give", (ReportState.ASKED,), ReportState.GIVEN, may="signed in", says="Report given"),
        Step(
            "ask_changes", (ReportState.GIVEN, ReportState.CHANGED), ReportState.CHANGES, may="signed in",
            says="Changes to a report asked for",
        ),
        Step("change", (ReportState.CHANGES,), ReportState.CHANGED, may="signed in", says="Report changed"),
        Step("withdraw", (ReportState.ASKED,), ReportState.WITHDRAWN, may=ARRANGE, says="Report no longer needed"),
    ),
)  # fmt: skip

URGENT = Pathway(
    name="urgent decision",
    first=UrgentState.CONSULTING,
    ended=("ratified", "not_ratified", "withdrawn"),
    states={state.value: state.label for state in UrgentState},
    steps=(
        Step("decide", (UrgentState.CONSULTING,), UrgentState.DECIDED, may="signed in", says="Urgent decision taken"),
        Step("withdraw", (UrgentState.CONSULTING,), UrgentState.WITHDRAWN, may=OVERSEE, says="No longer urgent"),
        Step("ratify", (UrgentState.DECIDED,), UrgentState.RATIFIED, may=OVERSEE, says="Urgent decision ratified"),
        Step(
            "refuse", (UrgentState.DECIDED,), UrgentState.NOT_RATIFIED, may=OVERSEE,
            says="Urgent decision not ratified",
        ),
    ),
)  # fmt: skip


def seats():
    """Return every kind of seat with its usual say, and with the other one for a body that keeps it otherwise."""
    made = []
    for kind in SeatKind:
        usual = kind in VOTING
        other = f"{kind}_without_vote" if usual else f"{kind}_with_vote"
        made.append(SeatThere(kind.value, kind.label, counts=usual, votes=usual, must_attend=usual))
        title = f"{kind.label} {'without' if usual else 'with'} vote"
        made.append(SeatThere(other, title, counts=not usual, votes=not usual, must_attend=not usual))
    return tuple(made)


SEATS = seats()
PARTNERS = tuple(
    QuorumGroup(words, sectors=(sector,), agency_kinds=("statutory_partner",))
    for words, sector in (("the council", "council"), ("the police", "police"), ("health", "health"))
)
REPORTS_IN = Timed("papers", "Reports are in", clock="CLK-BRD-005")
ITEMS_IN = Timed("items", "Items for the agenda are in", clock="CLK-BRD-007")
CHANGES_IN = Timed("changes", "Changes to reports are in", clock="CLK-BRD-006")
PAPERS_OUT = Timed("papers_out", "Members have agenda and papers", clock="CLK-BRD-008")
AFTER = (
    Timed("minutes", "The minutes have gone round", clock="CLK-BRD-009"),
    Timed("disputes", "Whoever disputes the minutes has told the chair", clock="CLK-BRD-010"),
)
OF_A_BODY = {
    "seats": SEATS,
    "quorum": PARTNERS,
    "may_plan": ARRANGE,
    "may_chair": OVERSEE,
    "may_read": OVERSEE,
    "decision_rule": types.CONSENT_THEN_MAJORITY,
    "before": (REPORTS_IN, ITEMS_IN, CHANGES_IN, PAPERS_OUT),
    "after": AFTER,
    "concerns_children": False,
    "elsewhere": ("move", "call_off", "decide", "item", "paper"),
}
BOARD_AGENDA = (
    "Welcome, apologies and confidentiality",
    "Declarations of interest",
    "Minutes of the last meeting",
    "Actions",
)
BOARD = MeetingType(name="board", title="Partnership board", agenda=BOARD_AGENDA, **OF_A_BODY)
EXTRAORDINARY = MeetingType(
    name="extraordinary_board",
    title="Extraordinary partnership board",
    notice=Timed("notice", "Members have notice of an extraordinary meeting", clock="CLK-BRD-001"),
    agenda=BOARD_AGENDA[:2],
    **OF_A_BODY | {"before": (PAPERS_OUT,)},
)
DEVELOPMENT_DAY = MeetingType(
    name="development_day",
    title="Development day",
    agenda=("Welcome", "The year's plan and what it changed"),
    **OF_A_BODY | {"before": (PAPERS_OUT,), "after": ()},
)
EXECUTIVE = MeetingType(name="executive", title="Executive", agenda=BOARD_AGENDA, **OF_A_BODY)
# The arrangements name no quorum of a committee: two agencies, unless the area sets another.
COMMITTEE = MeetingType(
    name="committee",
    title="Committee",
    agenda=BOARD_AGENDA,
    **OF_A_BODY | {"quorum": (QuorumGroup("members of two agencies", agencies=2),)},
)
PANEL = MeetingType(
    name="panel",
    title="Scrutiny panel",
    agenda=("Apologies and changes of members", "Declarations of interest", "Minutes of the last meeting"),
    **OF_A_BODY
    | {
        "quorum": (QuorumGroup("three appointed members", members=3),),
        "decision_rule": types.PANEL_MAJORITY,
        "before": (PAPERS_OUT,),
    },
)
CROSS_AREA_EXECUTIVE = MeetingType(
    name="cross_area_executive",
    title="Executive of several areas",
    agenda=(*BOARD_AGENDA, "Learning shared by the areas"),
    **OF_A_BODY,
)
TYPE_OF = {
    GroupKind.BOARD: BOARD.name,
    GroupKind.EXECUTIVE: EXECUTIVE.name,
    GroupKind.COMMITTEE: COMMITTEE.name,
    GroupKind.PANEL: PANEL.name,
    GroupKind.NETWORK: COMMITTEE.name,
    GroupKind.CROSS_AREA_EXECUTIVE: CROSS_AREA_EXECUTIVE.name,
}
