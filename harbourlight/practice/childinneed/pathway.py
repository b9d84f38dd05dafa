"""The life of an episode of need, and who may do what in it."""

from typing import Any

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import LEAD, TEAM, Chain, Part, Pathway, Rows, Step, Works
from harbourlight.foundations.rules.declared import DAYS, Rule, declare_rules
from harbourlight.foundations.rules.permissions import PRACTICE

WORK, MANAGE = "childinneed.work", "childinneed.manage"
OPEN = ("referred", "assessing", "assessed", "plan")

OPEN_AGAIN = "Open again. The clock of the assessment is where it was."

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
DIRECTIONS = Rows("directions", "Directions", "What you direct now", "Add another direction")
WRITTEN = ("assessing", "plan")  # the states in which an assessment is written

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
    works=Works(lead="worker", team="team", ways=(LEAD, TEAM), hands_over="allocate"),
    parts=(Part("assessment", record="episode", at="assessments"), Part("plan", record="episode", at="plans")),
    clocks=(
        *(Chain(clock, counts_from="assessments") for clock in ASSESSMENT_CLOCKS),
        Chain(CORE_CLOCK, counts_from="core_assessments"),
        *(
            Chain(point, counts_from=f"looks_{number}",
                  title="A manager looks at the assessment (working day {number})")
            for number, point in enumerate(REVIEW_POINTS, 1)
        ),
        Chain(PLAN_REVIEW, counts_from="plan_reviews"),
        Chain(TAKEN_BACK, counts_from="taken_back"),
    ),
    steps=(
        Step("refer", (), "referred", WORK, "Referred to children's social care", creates=True, about="person_id",
             is_significant=True),
        Step("refer_again", OPEN, None, WORK, "Referred again while the episode was open"),
        Step(
            "start_assessment", ("referred", "assessed"), "assessing", WORK, "Assessment started",
            asks="StartAssessmentForm", button="Start an assessment", sends="Start", unless="is_being_assessed",
            done="The assessment was started.", then="assessment_write",
        ),
        Step(
            "start_reassessment", ("plan",), None, WORK, "Assessment started during the plan",
            asks="StartAssessmentForm", button="Start an assessment", sends="Start", unless="is_being_assessed",
            done="The assessment was started.", then="assessment_write",
        ),
        Step(
            "visit", OPEN, None, WORK, "Visit by a social worker", asks="VisitForm", button="Record a visit",
            sends="Save the visit", done="The visit was recorded.",
        ),
        Step("send_assessment", WRITTEN, None, WORK, "Assessment sent to the manager", of="assessment",
             title="Write the assessment", is_event=False),
        Step(
            "complete_assessment", ("assessing",), "assessed", MANAGE, "Assessment finished and authorised",
            is_significant=True, of="assessment", asks="AuthoriseForm", button="Authorise it",
            title="Authorise the assessment", done="Authorised: the assessment is finished.", unless="is_not_sent",
        ),
        Step(
            "complete_reassessment", ("plan",), None, MANAGE, "Assessment during the plan finished and authorised",
            is_significant=True, of="assessment", asks="AuthoriseForm", button="Authorise it",
            title="Authorise the assessment", done="Authorised: the assessment is finished.", unless="is_not_sent",
        ),
        Step(
            "return_assessment", WRITTEN, None, MANAGE, "Assessment sent back to its writer", of="assessment",
            asks="ReturnForm", button="Send it back", title="Send the assessment back", done="Sent back.",
            unless="is_not_sent", is_event=False),
        Step(
            "review_assessment", WRITTEN, None, MANAGE, "A manager looked at the assessment", of="assessment",
            asks="NoteForm", button="Look at it on its way", title="Look at the assessment", sends="Save",
            done="Kept with the assessment.", unless="is_finished",
        ),
        Step(
            "start_plan", ("assessing", "assessed"), "plan", WORK, "Child in need plan started", is_significant=True,
            asks="PlanForm", rows=OUTCOMES, button="Start a plan", title="Start a child in need plan",
            sends="Start the plan", done="The plan was started. Now say who does what.",
        ),
        Step(
            "give_action", ("plan",), None, WORK, "An action of the plan was agreed", is_told=False, of="plan",
            asks="ActionForm", button="Say who does what", title="Who does what", sends="Save",
            done="The action was agreed.", unless="plan_has_ended", is_event=False),
        Step(
            "review_plan", ("plan",), None, WORK, "Child in need plan reviewed", of="plan", asks="ReviewPlanForm",
            button="Review the plan", sends="Save the review", done="The review was recorded.", unless="plan_has_ended",
        ),
        Step(
            "change_plan", ("plan",), None, WORK, "Child in need plan changed", of="plan", asks="ChangePlanForm",
            rows=OUTCOMES, button="Change the plan", sends="Save", done="The plan was changed.",
            unless="plan_has_ended",
        ),
        Step(
            "end_plan", ("plan",), "assessed", WORK, "Child in need plan ended", is_significant=True, of="plan",
            asks="EndPlanForm", button="End the plan", done="The plan has ended.", unless="plan_has_ended",
        ),
        Step(
            "allocate", OPEN, None, MANAGE, "Allocated to a social worker", asks="AllocateForm", button="Allocate",
            done="Allocated.",
        ),
        Step(
            "supervise", OPEN, None, MANAGE, "Supervision held", asks="SupervisionForm", rows=DIRECTIONS,
            button="Supervision", sends="Save the supervision", done="The supervision was recorded.", is_event=False),
        Step(
            "direct", OPEN, None, MANAGE, "A manager gave a direction", asks="DirectForm", button="Give a direction",
            sends="Save", done="The direction was recorded. It is asked after at the next supervision.",
            is_event=False),
        Step(
            "transfer", OPEN, None, MANAGE, "Moved to another team", asks="TransferForm",
            button="Move to another team", sends="Move", done="Moved. The other team sees the record now.", then="team",
        ),
        Step(
            "close", OPEN, "closed", MANAGE, "Closed to children's social care", is_significant=True, asks="CloseForm",
            button="Close", done="Closed.",
        ),
        Step(
            "take_no_action", ("referred",), "closed", MANAGE, "No further action on the referral", asks="ReasonForm",
            button="No further action on the referral", sends="Decide: no further action", done="Decided and closed.",
            unless="was_worked_on",
        ),
        Step("take_back", OPEN, None, WORK, "The front door took its decision back and decided anew",
             is_significant=True),
        Step(
            "keep_open", OPEN, None, MANAGE, "Goes on after the front door decided anew", asks="ReasonForm",
            button="It goes on", sends="Let it go on", done="It goes on.", unless="is_not_doubted", is_event=False),
        Step(
            "close_in_error", ("referred", "assessing", "assessed"), IN_ERROR, MANAGE,
            "Closed: it had been opened in error", is_significant=True, asks="ReasonForm",
            button="It was opened in error", sends="Close as opened in error", done="Closed as opened in error.",
            then="team", unless="is_not_doubted",
        ),
        Step(
            "correct", (*OPEN, "closed"), None, WORK, "A date was corrected", asks="CorrectForm",
            button="Put a wrong date right", sends="Put it right",
            done="Put right. Clocks that counted from it have moved.",
        ),
        Step(
            "reopen", ("closed", IN_ERROR), "assessed", MANAGE, "Opened again: it had been closed by mistake",
            asks="ReasonForm", button="Open again what was closed by mistake", sends="Open again", done=OPEN_AGAIN,
            unless="is_not_assessed",
        ),
        Step(
            "reopen_unassessed", ("closed", IN_ERROR), "referred", MANAGE,
            "Opened again before any assessment: it had been closed by mistake", asks="ReasonForm",
            button="Open again what was closed by mistake", sends="Open again", done=OPEN_AGAIN, unless="is_assessed",
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
