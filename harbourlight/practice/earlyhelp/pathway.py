"""The life of an early help case."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.meetings.types import MeetingType, QuorumGroup, Seat
from harbourlight.foundations.pathways.steps import Pathway, Step

# The statute holds no number for any of these: each area sets its own, and a clock without a number does not run.
ALLOCATION = "CLK-EHA-001"
ASSESSMENT = "LOCAL-EHA-ASSESSMENT"
REVIEW = "LOCAL-EHA-REVIEW"
REFUSAL = "LOCAL-EHA-REFUSAL"

OPEN = ("accepted", "allocated", "assessing", "assessed", "planned")
HELD = OPEN[1:]

CASE = Pathway(
    name="early help case",
    first="accepted",
    ended=("closed", "stepped_up"),
    states={
        "accepted": "Waiting for a lead professional",
        "allocated": "Lead professional named",
        "assessing": "Being assessed with the family",
        "assessed": "Assessment agreed",
        "planned": "Plan running",
        "closed": "Closed",
        "stepped_up": "Stepped up to social care",
    },
    steps=(
        Step("accept", (), "accepted", may="earlyhelp.work", says="Early help began", is_significant=True),
        Step(
            "allocate",
            ("accepted",),
            "allocated",
            may="earlyhelp.work",
            says="Early help: lead professional named",
            stops=(ALLOCATION,),
            button="Name the lead professional",
        ),
        Step(
            "hand_over",
            HELD,
            None,
            may="earlyhelp.work",
            says="Early help: another lead professional named",
            button="Hand over to another lead professional",
        ),
        Step(
            "record_consent",
            OPEN,
            None,
            may="earlyhelp.work",
            says="Early help: the family was asked",
            button="Record what the family said",
        ),
        Step(
            "record_refusal",
            OPEN,
            None,
            may="earlyhelp.work",
            says="Early help: the family refused, withdrew or does not take part",
            button="The family does not take part",
        ),
        Step(
            "decide_refusal",
            OPEN,
            None,
            may="earlyhelp.work",
            says="Early help: decided what happens after a refusal",
            stops=(REFUSAL,),
            button="Decide what happens now",
            is_significant=True,
        ),
        Step(
            "start_assessment",
            ("allocated",),
            "assessing",
            may="earlyhelp.work",
            says="Early help assessment started",
            button="Start the assessment",
        ),
        Step(
            "assess_again",
            ("assessed", "planned"),
            "assessing",
            may="earlyhelp.work",
            says="Early help assessment started again",
            button="Assess again",
        ),
        Step(
            "complete_assessment",
            ("assessing",),
            "assessed",
            may="earlyhelp.work",
            says="Early help assessment agreed with the family",
            stops=(ASSESSMENT,),
            button="Complete the assessment",
            is_significant=True,
        ),
        Step(
            "start_plan",
            ("assessed",),
            "planned",
            may="earlyhelp.work",
            says="Early help plan started",
            button="Start the plan",
            is_significant=True,
        ),
        Step(
            "review",
            ("planned",),
            None,
            may="earlyhelp.work",
            says="Early help plan reviewed",
            stops=(REVIEW,),
            button="Review the plan",
        ),
        Step("join", OPEN, None, may="earlyhelp.work", says="Early help: somebody joined the team around the family"),
        Step("leave", OPEN, None, may="earlyhelp.work", says="Early help: somebody left the team around the family"),
        Step("agree", OPEN, None, may="earlyhelp.work", says="Early help: a member agreed to take part"),
        Step(
            "take_step_down",
            OPEN,
            None,
            may="earlyhelp.work",
            says="Stepped down from social care to early help",
            is_significant=True,
        ),
        Step("add_children", OPEN, None, may="earlyhelp.work", says="Early help: another child of the family joined"),
        Step(
            "step_up",
            OPEN,
            "stepped_up",
            may="earlyhelp.work",
            says="Stepped up from early help to social care",
            button="Step up to social care",
            is_significant=True,
        ),
        Step(
            "close",
            OPEN,
            "closed",
            may="earlyhelp.work",
            says="Early help ended",
            button="Close",
            is_significant=True,
        ),
    ),
)

WORKING = {
    Role.PRACTITIONER,
    Role.SAFEGUARDING_LEAD,
    Role.MASH_WORKER,
    Role.MASH_PARTNER,
    Role.MASH_MANAGER,
    Role.SOCIAL_WORKER,
    Role.TEAM_MANAGER,
    Role.SENIOR_MANAGER,
}
MANAGING = {Role.TEAM_MANAGER, Role.MASH_MANAGER, Role.SENIOR_MANAGER}
declare("earlyhelp.read", WORKING | {Role.AUDITOR}, "Read early help cases")
declare("earlyhelp.work", WORKING, "Open and work on early help cases")
declare("earlyhelp.step_down", {Role.SOCIAL_WORKER, Role.TEAM_MANAGER}, "Step a child down to early help")
declare("earlyhelp.numbers", {Role.TEAM_MANAGER, Role.SENIOR_MANAGER}, "Change an area's own limits")
declare("earlyhelp.quality", {Role.TEAM_MANAGER, Role.SENIOR_MANAGER, Role.AUDITOR}, "Grade a sample of assessments")
declare(
    "earlyhelp.figures",
    {
        Role.TEAM_MANAGER,
        Role.SENIOR_MANAGER,
        Role.MASH_MANAGER,
        Role.BOARD_MEMBER,
        Role.BUSINESS_UNIT,
        Role.COUNCILLOR,
        Role.AUDITOR,
    },
    "Read the figures",
)

TEAM_AROUND_CHILD = MeetingType(
    name="team_around_child",
    title="Team around the family",
    seats=(
        Seat("chair", "Lead professional"),
        Seat("member", "Member of the team around the family"),
        Seat("child", "The child", counts=False, votes=False, is_family=True),
        Seat("parent", "Parent or carer", counts=False, votes=False, is_family=True),
        Seat("advocate", "Advocate or supporter", counts=False, votes=False, is_family=True),
        Seat("interpreter", "Interpreter", counts=False, votes=False),
    ),
    quorum=(QuorumGroup("two agencies that know the family", agencies=2),),
    may_plan="earlyhelp.work",
    may_chair="earlyhelp.work",
    may_read="earlyhelp.read",
    goes_on_without_quorum=True,
    agenda=(
        "What has gone well since we met",
        "What the children say",
        "What the parents say",
        "How far each outcome is",
        "Who does what by when",
    ),
)
