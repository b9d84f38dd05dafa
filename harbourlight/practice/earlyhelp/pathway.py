"""The life of an early help case."""

from typing import Any

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.meetings.types import MeetingType, QuorumGroup, Seat
from harbourlight.foundations.pathways.steps import WORKERS, Chain, Pathway, Step, Works
from harbourlight.foundations.rules.declared import DAYS, Rule, declare_rules
from harbourlight.foundations.rules.permissions import PRACTICE

# The statute holds no number for any of these: each area sets its own, and a clock without a number does not run.
ALLOCATION = "CLK-EHA-001"
ASSESSMENT = "LOCAL-EHA-ASSESSMENT"
REVIEW = "LOCAL-EHA-REVIEW"
REFUSAL = "LOCAL-EHA-REFUSAL"
_OWN: dict[str, Any] = {"area_of_work": "Early help", "may": PRACTICE, "units": DAYS}
declare_rules(
    Rule(
        ALLOCATION, title="A lead professional is named", starts_when="The family was taken on",
        must_happen="Early help: somebody is given the case", unit="working_days", most=200, **_OWN,
    ),
    Rule(
        ASSESSMENT, title="The assessment is finished", starts_when="The assessment was started",
        must_happen="Early help: the assessment is finished", unit="working_days", most=200, **_OWN,
    ),
    Rule(
        REVIEW, title="The plan is reviewed", starts_when="The plan was started, or last reviewed",
        must_happen="Early help: the plan is reviewed", unit="weeks", most=52,
        hint="A day that was agreed with the family comes before it.", **_OWN,
    ),
    Rule(
        REFUSAL, title="A decision after a refusal",
        starts_when="The family refused, withdrew or does not take part",
        must_happen="Early help: a decision after the family's refusal",
        unit="working_days", most=200, **_OWN,
    ),
)  # fmt: skip

OPEN = ("accepted", "allocated", "assessing", "assessed", "planned")
HELD = OPEN[1:]
READ, WORK = "earlyhelp.read", "earlyhelp.work"
LED: dict[str, Any] = {"asks": "AllocateForm", "title": "Lead professional", "sends": "Name this person",
       "done": "The lead professional was named.",
       "intro": "Whoever leads may be of any agency and has the same rights as the council's own workers."}  # fmt: skip
WORKING = {
    Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_WORKER, Role.MASH_PARTNER, Role.MASH_MANAGER,
    Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.SENIOR_MANAGER,
}  # fmt: skip
MANAGING = frozenset({Role.TEAM_MANAGER, Role.MASH_MANAGER, Role.SENIOR_MANAGER})

CASE = Pathway(
    name="early help case",
    kind="earlyhelp.case",
    first="accepted",
    states={
        "accepted": "Waiting for a lead professional",
        "allocated": "Lead professional named",
        "assessing": "Being assessed with the family",
        "assessed": "Assessment agreed",
        "planned": "Plan running",
        "closed": "Closed",
        "stepped_up": "Stepped up to social care",
    },
    ended=("closed", "stepped_up"),
    shown_with=("area", "team__agency", "lead__agency", "recorded_by"),
    works=Works(
        lead="lead", team="team", managing=MANAGING, hands_over="allocate",
        refusal="Only the lead professional or a manager, or in most things the early help team that holds the case, "
        "can do this.",
    ),
    clocks=tuple(
        Chain(clock, counts_from=told)
        for clock, told in (
            (ALLOCATION, "waits_for_lead"), (ASSESSMENT, "assessments"), (REVIEW, "reviews"), (REFUSAL, "refusals"),
        )
    ),
    steps=(
        Step("accept", (), "accepted", WORK, "Early help began", is_significant=True),
        Step(
            "decide_refusal", OPEN, None, WORK, "Early help: decided what happens after a refusal", asks="RefusalForm",
            button="Decide what happens now", sends="Decide", done="Decided.", works=("lead", "manager"),
            unless="nothing_waits", is_significant=True,
        ),
        Step(
            "allocate", ("accepted",), "allocated", WORK, "Early help: lead professional named",
            button="Name the lead professional", **LED,
        ),
        Step(
            "start_assessment", ("allocated",), "assessing", WORK, "Early help assessment started", asks="StartForm",
            button="Start the assessment", unless="has_not_agreed", done="Started. Write it with the family.",
        ),
        Step(
            "complete_assessment", ("assessing",), "assessed", WORK, "Early help assessment agreed with the family",
            asks="AgreedForm", button="Complete the assessment", unless="has_not_agreed", is_significant=True,
            done="The assessment is complete.",
            intro="Read it through with the family first. Once it is complete nothing in it changes any more.",
        ),
        Step(
            "start_plan", ("assessed",), "planned", WORK, "Early help plan started", asks="PlanForm",
            button="Start the plan", unless="has_not_agreed", is_significant=True,
            done="The plan runs. Say now who does what by when.",
            intro="Write each outcome as the family would say it.",
        ),
        Step(
            "give_action", ("planned",), None, WORK, "Early help: an action of the plan was given", asks="ActionForm",
            button="Say who does what by when", title="Who does what by when", sends="Give the action", is_told=False,
            done="The action was given.", is_event=False),
        Step(
            "add_outcome", ("planned",), None, WORK, "Early help: an outcome was added to the plan", asks="OutcomeForm",
            button="Add an outcome", title="Another outcome", sends="Add the outcome", is_told=False,
            done="The outcome was added.",
        ),
        Step(
            "review", ("planned",), None, WORK, "Early help plan reviewed", asks="ReviewForm",
            button="Review the plan", sends="Record the review", unless="has_not_agreed",
            done="The review was recorded.",
        ),
        Step(
            "record_consent", OPEN, None, WORK, "Early help: the family was asked", asks="ConsentForm",
            button="Record what the family said", title="What the family said", sends="Record it", done="Recorded.",
            intro="Early help rests on the family's agreement. Nothing is assessed before they have agreed.",
        ),
        Step(
            "record_refusal", OPEN, None, WORK, "Early help: the family refused, withdrew or does not take part",
            asks="NotEngagingForm", button="The family does not take part", sends="Record it", unless="waits",
            done="Recorded. The lead professional or a manager now decides what happens.",
        ),
        Step(
            "join", OPEN, None, WORK, "Early help: somebody joined the team around the family", asks="JoinForm",
            button="Add somebody to the team around the family", title="Who joins the team around the family",
            sends="Add this person", unless="has_not_agreed", done="They belong to the team now.",
            intro="Somebody with an account sees the family's record until the case ends or they leave.",
        ),
        Step(
            "leave", OPEN, None, WORK, "Early help: somebody left the team around the family",
            works=(*WORKERS, "member"),
        ),
        Step(
            "agree", OPEN, None, WORK, "Early help: a member agreed to take part", works=(*WORKERS, "member"),
        ),
        Step(
            "plan_meeting", HELD, None, WORK, "Early help: a meeting was planned", asks="MeetingForm",
            button="Plan a meeting of the team around the family", sends="Plan the meeting", is_told=False,
            unless="has_not_agreed",
            done="The meeting is planned and its members are invited. Now invite the family.", is_event=False),
        Step(
            "assess_again", ("assessed", "planned"), "assessing", WORK, "Early help assessment started again",
            asks="StartForm", button="Assess again", unless="has_not_agreed",
            done="Started. Write it with the family.",
        ),
        Step(
            "hand_over", HELD, None, WORK, "Early help: another lead professional named",
            button="Hand over to another lead professional", **LED,
        ),
        Step(
            "take_step_down", OPEN, None, WORK, "Stepped down from social care to early help", is_significant=True,
        ),
        Step("add_children", OPEN, None, WORK, "Early help: another child of the family joined"),
        Step(
            "step_up", OPEN, "stepped_up", WORK, "Stepped up from early help to social care", asks="StepUpForm",
            button="Step up to social care", sends="Step up", is_significant=True,
            done="Social care takes the family on, and reads all that early help knew.",
            intro="Each child is referred for an assessment as a child in need. If a child is in danger now, ring 999.",
        ),
        Step(
            "close", OPEN, "closed", WORK, "Early help ended", asks="CloseForm", button="Close the case",
            unless="waits", is_significant=True,
            done="The case is closed, and closed to everybody whom it was open to.",
            intro="The record closes to you and to the team around the family.",
        ),
    ),
)  # fmt: skip

FIGURES = {Role.TEAM_MANAGER, Role.SENIOR_MANAGER, Role.AUDITOR}
declare(READ, WORKING | {Role.AUDITOR}, "Read early help cases")
declare(WORK, WORKING, "Open and work on early help cases")
declare("earlyhelp.step_down", {Role.SOCIAL_WORKER, Role.TEAM_MANAGER}, "Step a child down to early help")
declare("earlyhelp.quality", FIGURES, "Grade a sample of assessments")
declare(
    "earlyhelp.figures",
    FIGURES | {Role.MASH_MANAGER, Role.BOARD_MEMBER, Role.BUSINESS_UNIT, Role.COUNCILLOR},
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
    may_plan=WORK,
    may_chair=WORK,
    may_read=READ,
    goes_on_without_quorum=True,
    agenda=(
        "What has gone well since we met",
        "What the children say",
        "What the parents say",
        "How far each outcome is",
        "Who does what by when",
    ),
)
