"""The life of an episode of need, and who may do what in it."""

from typing import Any

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import Part, Pathway, Rows, Step, Works
from harbourlight.foundations.rules.declared import DAYS, Rule, declare_rules
from harbourlight.foundations.rules.permissions import PRACTICE

WORK, MANAGE = "childinneed.work", "childinneed.manage"
OPEN = ("referred", "assessing", "assessed", "plan")

# The duty of finishing an assessment; the version of the referral's day is the clock that runs.
ASSESSMENT_DUTY = "assessment.completed"
ASSESSMENT_CLOCKS = ("CLK-ASM-001", "CLK-ASM-006")
CORE_CLOCK = "CLK-ASM-007"
INITIAL_CLOCK = "CLK-ASM-006"
REVIEW_POINT = "LOCAL-ASM-REVIEW-"  # and its number
PLAN_REVIEW = "LOCAL-PLAN-REVIEW"
TAKEN_BACK = "LOCAL-TAKEN-BACK"  # the front door decided anew: was the episode opened in error?
IN_ERROR = "in_error"

_RULE: dict[str, Any] = {"area_of_work": "Children in need", "may": PRACTICE, "units": DAYS}
USUAL_REVIEW_POINTS = {1: 10, 2: 25}  # working days after the referral
REVIEW_POINTS = tuple(f"{REVIEW_POINT}{number}" for number in range(1, 6))
LONGEST = 44  # the last working day before the law's own limit
declare_rules(
    *(
        Rule(
            point, title=f"A manager looks at the assessment: review point {number}",
            starts_when="The referral, or what the assessment counts from",
            must_happen="A manager looks at the assessment", unit="working_days",
            default=USUAL_REVIEW_POINTS.get(number), most=LONGEST,
            **_RULE | {"units": ("working_days",)},
        )
        for number, point in enumerate(REVIEW_POINTS, 1)
    ),
    Rule(
        PLAN_REVIEW, title="The child in need plan is reviewed", starts_when="The plan was started, or last reviewed",
        unit="working_days", most=260, **_RULE,
    ),
    Rule(
        TAKEN_BACK, title="Opened in error or not",
        starts_when="The front door took its decision back",
        must_happen="The manager says whether the episode was opened in error",
        unit="working_days", default=2, **_RULE,
    ),
)  # fmt: skip

OUTCOMES = Rows("outcomes", "Outcomes", "What will be different", "Add another outcome")

EPISODE = Pathway(
    name="episode",
    kind="childinneed.episode",
    first="referred",
    states={
        "referred": "Waiting for an assessment",
        "assessing": "Being assessed",
        "assessed": "Assessed",
        "plan": "Child in need plan",
        "closed": "Closed",
        IN_ERROR: "Opened in error",
    },
    ended=("closed", IN_ERROR),
    shown_with=("person", "area", "team", "worker"),
    works=Works(lead="worker", team="team"),
    parts=(Part("plan", record="episode", at="plans"),),
    steps=(
        Step("refer", (), "referred", may=WORK, says="Referred to children's social care", is_significant=True),
        Step("refer_again", OPEN, None, may=WORK, says="Referred again while the episode was open"),
        Step("allocate", OPEN, None, may=MANAGE, says="Allocated to a social worker", button="Allocate"),
        Step(
            "start_assessment",
            ("referred", "assessed"),
            "assessing",
            may=WORK,
            says="Assessment started",
        ),
        Step("start_reassessment", ("plan",), None, may=WORK, says="Assessment started during the plan"),
        Step("visit", OPEN, None, may=WORK, says="Visit by a social worker", button="Record a visit"),
        Step("send_assessment", ("assessing", "plan"), None, may=WORK, says="Assessment sent to the manager"),
        Step("return_assessment", ("assessing", "plan"), None, may=MANAGE, says="Assessment sent back to its writer"),
        Step("review_assessment", ("assessing", "plan"), None, may=MANAGE, says="A manager looked at the assessment"),
        Step(
            "complete_assessment",
            ("assessing",),
            "assessed",
            may=MANAGE,
            says="Assessment finished and authorised",
            is_significant=True,
        ),
        Step(
            "complete_reassessment",
            ("plan",),
            None,
            may=MANAGE,
            says="Assessment during the plan finished and authorised",
            is_significant=True,
        ),
        Step(
            "start_plan", ("assessing", "assessed"), "plan", may=WORK, says="Child in need plan started",
            is_significant=True, asks="PlanForm", rows=OUTCOMES, title="Start a child in need plan",
            sends="Start the plan", done="The plan was started. Now say who does what.",
        ),
        Step(
            "review_plan", ("plan",), None, may=WORK, says="Child in need plan reviewed", of="plan",
            asks="ReviewPlanForm", button="Review the plan", sends="Save the review", done="The review was recorded.",
            unless="plan_has_ended",
        ),
        Step(
            "change_plan", ("plan",), None, may=WORK, says="Child in need plan changed", of="plan",
            asks="ChangePlanForm", rows=OUTCOMES, button="Change the plan", sends="Save", done="The plan was changed.",
            unless="plan_has_ended",
        ),
        Step(
            "end_plan", ("plan",), "assessed", may=WORK, says="Child in need plan ended", of="plan",
            is_significant=True, asks="EndPlanForm", button="End the plan", done="The plan has ended.",
            unless="plan_has_ended",
        ),
        Step("transfer", OPEN, None, may=MANAGE, says="Moved to another team", button="Move to another team"),
        Step("supervise", OPEN, None, may=MANAGE, says="Supervision held"),
        Step("direct", OPEN, None, may=MANAGE, says="A manager gave a direction"),
        Step("correct", (*OPEN, "closed"), None, may=WORK, says="A date was corrected", button="Correct a date"),
        Step(
            "close",
            ("referred", "assessing", "assessed", "plan"),
            "closed",
            may=MANAGE,
            says="Closed to children's social care",
            button="Close",
            is_significant=True,
        ),
        Step(
            "take_back", OPEN, None, may=WORK, says="The front door took its decision back and decided anew",
            is_significant=True,
        ),
        Step("keep_open", OPEN, None, may=MANAGE, says="Goes on after the front door decided anew"),
        Step(
            "close_in_error", ("referred", "assessing", "assessed"), IN_ERROR, may=MANAGE,
            says="Closed: it had been opened in error", is_significant=True,
        ),
        Step("take_no_action", ("referred",), "closed", may=MANAGE, says="No further action on the referral"),
        Step(
            "reopen", ("closed", IN_ERROR), "assessed", may=MANAGE, says="Opened again: it had been closed by mistake",
        ),
        Step(
            "reopen_unassessed",
            ("closed", IN_ERROR),
            "referred",
            may=MANAGE,
            says="Opened again before any assessment: it had been closed by mistake",
        ),
    ),
)  # fmt: skip

_OWN = {Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.SENIOR_MANAGER}
_NETWORK = {
    Role.PRACTITIONER,
    Role.SAFEGUARDING_LEAD,
    Role.MASH_WORKER,
    Role.MASH_PARTNER,
    Role.MASH_MANAGER,
    Role.CONFERENCE_CHAIR,
    Role.OUT_OF_HOURS,
    Role.DESIGNATED_OFFICER,
}
declare("childinneed.read", _OWN | _NETWORK, "Read assessments and plans")
declare("childinneed.read_drafts", _OWN, "Read assessments that are being written")
declare("childinneed.read_supervision", _OWN, "Read notes of supervision")
declare(WORK, {Role.SOCIAL_WORKER, Role.TEAM_MANAGER}, "Write assessments, plans and visits")
declare(MANAGE, {Role.TEAM_MANAGER}, "Allocate, authorise, transfer and close")
declare("childinneed.team", _OWN, "See a team's children and caseloads")
