"""The rules that a body keeps besides its meetings' own: attendance, reports, urgent matters, the year. Data only."""

from harbourlight.foundations.meetings import bodies
from harbourlight.foundations.meetings.bodies import YES_OR_NO, rule
from harbourlight.foundations.rules.declared import DAYS, declare_rules

from .choices import CLOCK_OF_ESCALATIONS, CONFIDENTIALITY, REPORT_HEADINGS, SittingKind

NAMED, COVERED, COUNTS, ABSENCES = "BODY-NAMED", "BODY-COVERED", "BODY-ATTENDANCE-OF", "BODY-ABSENCES"
URGENT, INDUCTION = "BODY-URGENT", "BODY-INDUCTION"
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
        URGENT, "A matter is urgent if it is needed in fewer than", bodies.LIMITS_AREA, "calendar_days", units=DAYS,
        default=10, may_be_none=False,
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
