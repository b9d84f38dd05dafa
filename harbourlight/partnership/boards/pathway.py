"""Who may do what with the partnership's bodies, the life of what waits, and the kinds of meeting they hold.

Quorum, days and numbers here are those of the published arrangements this room began with; an area that keeps
others says so in its setting of the kind of meeting.
"""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.meetings import bodies, types
from harbourlight.foundations.meetings.bodies import YES_OR_NO, rule
from harbourlight.foundations.meetings.types import MeetingType, QuorumGroup, Timed
from harbourlight.foundations.meetings.types import Seat as SeatThere
from harbourlight.foundations.pathways.steps import Pathway, Step
from harbourlight.foundations.rules.declared import DAYS, declare_rules

from .choices import (
    CLOCK_OF_ESCALATIONS,
    CONFIDENTIALITY,
    REPORT_HEADINGS,
    VOTING,
    GroupKind,
    ReportState,
    SeatKind,
    SittingKind,
    UrgentState,
)

READ, ARRANGE, OVERSEE, CHAIR = "boards.read", "boards.arrange", "boards.oversee", "boards.chair"
declare(
    READ,
    {Role.BOARD_MEMBER, Role.PARTNERSHIP_CHAIR, Role.BUSINESS_UNIT, Role.SENIOR_MANAGER},
    "Read agendas, papers, minutes and decisions",
)
declare(ARRANGE, {Role.BUSINESS_UNIT}, "Arrange meetings, agendas, papers and members")
declare(OVERSEE, {Role.BUSINESS_UNIT, Role.PARTNERSHIP_CHAIR}, "See what is late, and attendance")
declare(CHAIR, {Role.PARTNERSHIP_CHAIR}, "Chair a board")

NAMED, COVERED, COUNTS, ABSENCES = "BODY-NAMED", "BODY-COVERED", "BODY-ATTENDANCE-OF", "BODY-ABSENCES"
URGENT_UNDER, INDUCTION = "BODY-URGENT", "BODY-INDUCTION"
HEADINGS, STANDING, CONFIDENTIAL = "BODY-HEADINGS", "BODY-STANDING", "BODY-CONFIDENTIALITY"
A_YEAR, DEVELOPMENT, EXECUTIVE_FIRST, CHAIRED_BY = (
    "BODY-MEETINGS-A-YEAR", "BODY-DEVELOPMENT-DAYS", "BODY-EXECUTIVE-FIRST", "BODY-CHAIRED-BY",
)  # fmt: skip
ATTENDANCE_AREA, MEETINGS_AREA = "Attendance", "Meetings and papers"
PER_CENT = {"least": 0, "most": 100, "may_be_none": False}

ATTENDANCE_RULES = (
    rule(NAMED, "Meetings at which the named member is expected", ATTENDANCE_AREA, "per_cent", default=75, **PER_CENT),
    rule(
        COVERED, "Meetings at which the member or the deputy is expected", ATTENDANCE_AREA, "per_cent", default=100,
        **PER_CENT,
    ),
    rule(
        COUNTS, "Which meetings count", ATTENDANCE_AREA, options=tuple(SittingKind.choices), several=True,
        default_words="\n".join(SittingKind.values),
    ),
    rule(
        ABSENCES, "Meetings missed in a row until the agency is asked why", ATTENDANCE_AREA, "number", default=2,
        least=0, most=12, hint="0 means that nobody is asked.",
    ),
    rule(INDUCTION, "A new member has had an induction", ATTENDANCE_AREA, "working_days", units=DAYS, default=60),
)  # fmt: skip
LIMIT_RULES = (
    rule(
        URGENT_UNDER, "A matter is urgent if it is needed in fewer than", bodies.LIMITS_AREA, "calendar_days",
        units=DAYS, default=10, may_be_none=False,
    ),
    rule(
        CLOCK_OF_ESCALATIONS, "The lead representatives answer the chair", bodies.LIMITS_AREA, "working_days",
        units=DAYS, default=10, may_be_none=False, starts_when="The chair took a matter to the lead representatives",
    ),
)  # fmt: skip
MEETING_RULES = (
    rule(A_YEAR, "Meetings in a year", MEETINGS_AREA, "number", default=4, least=0, most=12),
    rule(DEVELOPMENT, "Development days in a year", MEETINGS_AREA, "number", default=0, least=0, most=6),
    rule(
        CHAIRED_BY, "Who chairs", MEETINGS_AREA, default_words="chair",
        options=(
            ("chair", "The chair, else the vice-chair"), ("scrutineer", "The independent scrutineer"),
            ("partners", "A partner, chosen for each meeting"),
        ),
    ),
    rule(
        EXECUTIVE_FIRST, "Decisions that touch practice need the executive’s agreement first", MEETINGS_AREA,
        options=YES_OR_NO,
    ),
    rule(STANDING, "Standing items", MEETINGS_AREA, listed=True, hint="One on each line, besides the usual ones."),
    rule(
        HEADINGS, "Headings of a report", MEETINGS_AREA, listed=True, default_words="\n".join(REPORT_HEADINGS),
        hint="One on each line.",
    ),
    rule(CONFIDENTIAL, "Words of confidentiality", MEETINGS_AREA, default_words=CONFIDENTIALITY),
)  # fmt: skip
OWN_RULES = (*ATTENDANCE_RULES, *LIMIT_RULES, *MEETING_RULES)
declare_rules(*OWN_RULES)
IDS = tuple(each.id for each in OWN_RULES)
PARTS = {
    "quorum": bodies.QUORUM_AREA,
    "decisions": bodies.DECIDING_AREA,
    "limits": bodies.LIMITS_AREA,
    "attendance": ATTENDANCE_AREA,
    "meetings": MEETINGS_AREA,
}

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
    return (*made, SeatThere("guest", "Guest", counts=False, votes=False))


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
    "is_of_body": True,
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
    GroupKind.PROTECTION_TEAM: COMMITTEE.name,
    GroupKind.CROSS_AREA_EXECUTIVE: CROSS_AREA_EXECUTIVE.name,
}
