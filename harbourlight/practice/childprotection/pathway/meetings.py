"""The kinds of meeting of child protection, as data: who belongs there, when quorate, what is due when."""

from dataclasses import replace

from harbourlight.foundations.meetings.types import MeetingType, QuorumGroup, Seat, Timed

from .enquiry import REPORT_CLOCK

SOCIAL_CARE, POLICE, HEALTH = ("council",), ("police",), ("health",)
LEARNING = ("education", "early_years")

PROFESSIONAL_SEATS = (
    Seat("social_worker", "Social worker", SOCIAL_CARE),
    Seat("team_manager", "Team manager of the social worker", SOCIAL_CARE),
    Seat("police", "Police", POLICE),
    Seat("health", "Health: health visitor, school nurse, midwife, GP or paediatrician", HEALTH),
    Seat("school", "School, college or early years setting", LEARNING),
    Seat("probation", "Probation", ("probation",)),
    Seat("other_agency", "Another agency that knows the child"),
    Seat("legal", "Legal adviser", SOCIAL_CARE, counts=False, votes=False),
    Seat("referrer", "Whoever referred the child"),
)
FAMILY_SEATS = (
    Seat("child", "The child", counts=False, votes=False, is_family=True),
    Seat("parent", "Parent or carer", counts=False, votes=False, is_family=True),
    Seat("advocate", "Advocate or supporter", counts=False, votes=False, is_family=True),
    Seat("interpreter", "Interpreter", counts=False, votes=False),
    Seat("minutes", "Minutes", SOCIAL_CARE, counts=False, votes=False),
)
SOCIAL_CARE_THERE = QuorumGroup("children's social care", sectors=SOCIAL_CARE)
TWO_OTHERS = QuorumGroup("two other agencies that know the child", not_sectors=SOCIAL_CARE, agencies=2)
ON_OUR_PAGES = ("move", "call_off", "hold", "decide")  # more happens there than a meeting knows of
REPORTS = Timed("papers", "Reports are with the parents and the child", clock=REPORT_CLOCK)

STRATEGY_DISCUSSION = MeetingType(
    name="strategy_discussion",
    title="Strategy discussion",
    seats=(Seat("chair", "Chair"), *PROFESSIONAL_SEATS),
    quorum=(
        SOCIAL_CARE_THERE,
        QuorumGroup("the police", sectors=POLICE),
        QuorumGroup("health", sectors=HEALTH),
    ),
    may_plan="childprotection.discuss",
    may_chair="childprotection.discuss",
    may_read="childprotection.read",
    agenda=(
        "What each agency knows",
        "The risk to each child now",
        "Is the threshold of section 47 met",
        "Plan: who does what by when, and who visits",
    ),
    elsewhere=ON_OUR_PAGES,
)

INDEPENDENT_CHAIR = Seat("chair", "Conference chair", counts=False, votes=False)
INITIAL_CONFERENCE = MeetingType(
    name="initial_conference",
    title="Initial child protection conference",
    seats=(INDEPENDENT_CHAIR, *PROFESSIONAL_SEATS, *FAMILY_SEATS),
    quorum=(SOCIAL_CARE_THERE, TWO_OTHERS),
    may_plan="childprotection.plan_conference",
    may_chair="childprotection.chair",
    may_read="childprotection.read",
    goes_on_without_quorum=True,
    before=(REPORTS,),
    elsewhere=ON_OUR_PAGES,
    agenda=(
        "Who is here and why",
        "What the child says",
        "Reports of each agency",
        "What the family says",
        "Risks and what protects the child",
        "Decision and category for each child",
        "Outline plan and contingency",
    ),
)
REVIEW_CONFERENCE = replace(INITIAL_CONFERENCE, name="review_conference", title="Review child protection conference")
TRANSFER_IN_CONFERENCE = replace(
    INITIAL_CONFERENCE, name="transfer_in_conference", title="Transfer-in child protection conference"
)
CORE_GROUP_MEETING = MeetingType(
    name="core_group",
    title="Core group",
    seats=(Seat("chair", "Chair"), *PROFESSIONAL_SEATS, *FAMILY_SEATS),
    quorum=(SOCIAL_CARE_THERE, QuorumGroup("another agency", not_sectors=SOCIAL_CARE)),
    may_plan="childprotection.work",
    may_chair="childprotection.work",
    may_read="childprotection.read",
    goes_on_without_quorum=True,
    agenda=(
        "What the child says",
        "Combined chronology brought up to date",
        "Progress on each outcome",
        "Actions: who, what, by when",
        "Is the contingency plan needed",
    ),
    elsewhere=("move", "call_off", "hold"),
)
TYPE_OF = {
    "initial": INITIAL_CONFERENCE,
    "review": REVIEW_CONFERENCE,
    "transfer_in": TRANSFER_IN_CONFERENCE,
}
