"""The lives of strategy discussions, section 47 enquiries, emergency measures, conferences and chairs' concerns."""

from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import EMERGENCY as OPENER
from harbourlight.foundations.pathways.steps import LEAD, OVERSEER, WORKER, WORKERS, Chain, Pathway, Step, Works
from harbourlight.foundations.rules.declared import DAYS, Rule, declare_rules
from harbourlight.foundations.rules.permissions import PRACTICE

CONFERENCE_CLOCK = "CLK-S47-001"
COMPLETION_CLOCK = "CLK-S47-002"
REPORT_CLOCK = "CLK-CPC-006"
TRANSFER_CONFERENCE_CLOCK = "CLK-CPC-007"
CONCERN_CLOCK = "LOCAL-CHAIR-CONCERN"
declare_rules(
    Rule(
        CONCERN_CLOCK, title="The chair's challenge is answered",
        starts_when="A conference chair put a concern to an agency, or took it further",
        must_happen="The chair's challenge is answered", unit="working_days", units=DAYS, default=5, most=250,
        area_of_work="Child protection", may=PRACTICE, may_be_none=False,
    ),
)  # fmt: skip
# By which limit an emergency measure holds, and the fact that says from when: see ``actions.emergency``.
COUNTED_FROM = {
    "CLK-EMG-001": "taken_by_the_police",
    "CLK-EMG-002": "order_made",
    "CLK-EMG-003": "order_ran_until",
    "CLK-EMG-004": "taken_before_the_order",
    "CLK-EMG-005": "day_in_the_order",
}
EMERGENCY_CLOCKS = tuple(COUNTED_FROM)

MANAGING = frozenset({Role.TEAM_MANAGER, Role.SENIOR_MANAGER})
CHAIR, ADDRESSEE = "chair", "addressee"  # the ways to stand that only this room knows: see its actions
CLOSE = (WORKER, OVERSEER)  # whoever works with or oversees a child of it: no guest, no network, nobody only asked
THEIRS = (*WORKERS, *CLOSE)  # whoever arranges the work with a child of it, or oversees it
CHAIRED = (CHAIR, LEAD)  # the chair, and whoever planned the conference and chairs in their place
NOT_THEIRS = (
    "Only somebody who works with the child or oversees the work does this. Whoever sees the child as a guest, because "
    "they were asked, or in an emergency reads the record, and records a strategy discussion or an emergency measure."
)
NOT_THE_ADDRESSEE = (
    "Only the agency to which the concern was put can answer it, and only the chair settles it or takes it further."
)

DISCUSSION = Pathway(
    name="strategy discussion",
    prefix="discussion_",
    shown_with=("area", "team", "meeting__chair"),
    kind="childprotection.strategydiscussion",
    works=Works(
        lead="meeting.chair", team="team", also=("recorded_by",), managing=MANAGING, refusal=NOT_THEIRS,
        ways=THEIRS,
    ),
    first="planned",
    ended=("called_off",),
    states={"planned": "Planned", "held": "Held", "called_off": "Called off"},
    steps=(
        Step(
            "plan", (), "planned", may="childprotection.discuss", works=(*CLOSE, OPENER), creates=True,
            about="children", says="Strategy discussion planned", asks="PlanDiscussionForm",
            title="Plan a strategy discussion", sends="Plan and invite",
            done="The discussion is planned, and everybody invited was told.", is_event=False),
        Step(
            "hold", ("planned",), "held", may="childprotection.discuss", says="Strategy discussion held",
            asks="HoldDiscussionForm", title="Record the strategy discussion", button="Record the discussion",
            sends="Record", done="The discussion is recorded.", is_significant=True,
        ),
        Step(
            "move", ("planned",), None, may="childprotection.discuss", says="Strategy discussion moved",
            asks="MoveForm", title="Move the discussion", button="Move",
            done="The discussion was moved, and everybody invited was told.", is_event=False),
        Step(
            "call_off", ("planned",), "called_off", may="childprotection.discuss", says="Discussion called off",
            asks="ReasonForm", title="Call the discussion off", button="Call off",
            done="The discussion was called off.",
        ),
        Step(
            "correct", ("held",), None, may="childprotection.discuss",
            says="Date of the strategy discussion corrected", asks="CorrectHeldForm", title="Put the date right",
            button="Put a wrong date right", sends="Correct",
            done="The date is corrected, and the limits that count from it moved.",
        ),
    ),
)  # fmt: skip

ENQUIRY = Pathway(
    name="section 47 enquiry",
    prefix="enquiry_",
    shown_with=("person", "area", "team", "worker", "discussion", "last_discussion", "episode__worker"),
    kind="childprotection.enquiry",
    ended=("closed",),
    works=Works(lead="episode.worker", team="episode.team"),
    clocks=(
        Chain(CONFERENCE_CLOCK, counts_from="started_at", met_by="conference_held"),
        Chain(COMPLETION_CLOCK, counts_from="started_at", met_by="finished", runs_in=("open",)),
    ),
    first="open",
    states={"open": "Under way", "conference_due": "Initial conference due", "closed": "Closed"},
    steps=(
        Step(
            "start", (), "open", may="childprotection.discuss", says="Section 47 enquiry started",
            is_significant=True,
        ),
        Step(
            "discuss_again", ("open", "conference_due"), None, may="childprotection.discuss",
            says="Discussed again by agencies",
        ),
        Step(
            "visit", ("open", "conference_due"), None, may="childprotection.work", says="Visited during the enquiry",
            asks="EnquiryVisitForm", button="Record a visit", sends="Save", done="The visit is recorded.",
        ),
        Step(
            "write", ("open", "conference_due"), None, may="childprotection.work", says="Section 47 enquiry written",
            asks="WriteEnquiryForm", button="Write the enquiry", sends="Save", done="The enquiry was saved.",
            is_told=False,
        ),
        Step(
            "substantiate", ("open",), "conference_due", may="childprotection.decide_enquiry",
            says="Section 47 enquiry finished: initial conference needed", asks="FinishEnquiryForm",
            button="Finish the enquiry", sends="Finish", done="The enquiry is finished.", is_significant=True,
        ),
        Step(
            "close", ("open",), "closed", may="childprotection.decide_enquiry",
            says="Section 47 enquiry finished: no conference", is_significant=True,
        ),
        Step(
            "confer", ("conference_due",), "closed", may="childprotection.chair",
            says="Initial child protection conference held", is_significant=True,
            is_told=False,
        ),
        Step(
            "drop_conference", ("conference_due",), "closed", may="childprotection.decide_enquiry",
            says="Initial conference no longer needed", asks="ReasonForm",
            button="The conference is no longer needed", sends="Save",
            done="The enquiry is closed without a conference.", is_significant=True,
        ),
        Step(
            "correct", ("open", "conference_due", "closed"), None, may="childprotection.discuss",
            says="Dates of the enquiry corrected",
        ),
    ),
)  # fmt: skip

EMERGENCY = Pathway(
    name="emergency measure",
    prefix="emergency_",
    shown_with=("person", "area", "follows"),
    kind="childprotection.emergencymeasure",
    works=Works(lead="recorded_by", team="team", managing=MANAGING, refusal=NOT_THEIRS, ways=THEIRS),
    clocks=tuple(Chain(clock, counts_from=fact) for clock, fact in COUNTED_FROM.items()),
    first="running",
    ended=("ended",),
    states={"running": "In force", "ended": "Ended"},
    steps=(
        Step(
            "begin", (), "running", may="childprotection.emergency", works=(*CLOSE, OPENER),
            says="Emergency measure began", creates=True, about="children", asks="MeasureForm",
            title="Police protection or emergency order", sends="Record", done="It is recorded, and its clock runs.",
            is_significant=True,
        ),
        Step(
            "end", ("running",), "ended", may="childprotection.emergency", says="Emergency measure ended",
            asks="EndMeasureForm", button="Record the end", sends="Save", done="The end is recorded.",
            is_significant=True,
        ),
    ),
)  # fmt: skip

CONFERENCE = Pathway(
    name="child protection conference",
    prefix="conference_",
    shown_with=("area", "team", "chair", "meeting"),
    kind="childprotection.conference",
    works=Works(
        lead="recorded_by", team="team", also=("chair",), managing=MANAGING, refusal=NOT_THEIRS, ways=THEIRS,
        for_nobody=frozenset({CHAIR}),
    ),
    first="planned",
    ended=("called_off",),
    states={"planned": "Planned", "held": "Held", "closed": "Decided", "called_off": "Called off"},
    steps=(
        Step(
            "plan", (), "planned", may="childprotection.plan_conference", works=CLOSE,
            says="Child protection conference planned", is_event=False),
        Step(
            "invite", ("planned",), None, may="childprotection.plan_conference",
            says="People invited", is_told=False, is_event=False),
        Step(
            "ask_reports", ("planned",), None, may="childprotection.plan_conference", says="Reports asked for",
            asks="AskReportsForm", button="Ask for reports", sends="Ask",
            done="The agencies were asked, and told when their report is due.", is_event=False),
        Step(
            "share_reports", ("planned",), None, may="childprotection.plan_conference",
            says="Reports shared with the family", asks="ShareReportsForm", button="Reports and the family",
            sends="Save", done="It is recorded, and the reports are open to everybody invited.", is_event=False),
        Step(
            "move", ("planned",), None, may="childprotection.plan_conference", says="Conference moved",
            asks="MoveForm", title="Move the conference", button="Move",
            done="The conference was moved, and everybody invited was told.", is_event=False),
        Step(
            "call_off", ("planned",), "called_off", may="childprotection.plan_conference",
            says="Conference called off", asks="ReasonForm", title="Call the conference off", button="Call off",
            done="The conference was called off.",
        ),
        Step(
            "check_quality", ("planned", "held"), None, may="childprotection.chair", works=CHAIRED,
            says="Chair checked the work", asks="QualityForm", button="The chair's check", sends="Save",
            done="Your check is kept.", is_told=False, is_event=False),
        Step(
            "grade", ("planned", "held", "closed"), None, may="childprotection.chair", works=CHAIRED,
            says="Chair graded a report", is_told=False, is_event=False),
        Step(
            "hold", ("planned",), "held", may="childprotection.chair", works=CHAIRED,
            says="Child protection conference held", asks="HoldConferenceForm", button="Record the conference",
            sends="Record", done="The conference is recorded. Now decide for each child.", then="conference_decide",
            is_significant=True,
        ),
        Step(
            "decide", ("held",), None, may="childprotection.chair", works=CHAIRED, says="Conference decided",
            asks="DecideConferenceForm", button="Decide for each child", sends="Decide",
            done="The decisions are recorded, and plans that were decided have begun.", is_significant=True,
        ),
        Step("finish", ("held",), "closed", may="childprotection.chair", works=CHAIRED, says="Conference finished"),
        Step(
            "correct", ("held", "closed"), None, may="childprotection.plan_conference",
            says="Date of the conference corrected", asks="CorrectHeldForm", title="Correct the date of the conference",
            button="Correct the date", sends="Correct", done="The date was corrected. The clocks have moved with it.",
        ),
    ),
)  # fmt: skip

CONCERN = Pathway(
    name="chair's concern",
    prefix="concern_",
    shown_with=("agency", "raised_by", "answered_by"),
    kind="childprotection.chairconcern",
    works=Works(
        lead="raised_by", also=("conference.recorded_by",), refusal=NOT_THE_ADDRESSEE, for_nobody=frozenset({CHAIR}),
    ),
    clocks=(Chain(CONCERN_CLOCK, counts_from="put_to_the_agency", runs_in=("raised",)),),
    first="raised",
    ended=("settled",),
    states={"raised": "Waits for an answer", "answered": "Answered", "settled": "Settled"},
    steps=(
        Step(
            "raise", (), "raised", may="childprotection.chair", works=CHAIRED,
            says="Chair challenged an agency's work", is_event=False),
        Step(
            "answer", ("raised",), "answered", may="childprotection.answer_concern", works=(ADDRESSEE,),
            says="The chair's challenge was answered", is_event=False),
        Step(
            "escalate", ("raised", "answered"), "raised", may="childprotection.chair", works=CHAIRED,
            says="The chair's challenge was taken further", is_significant=True, is_event=False),
        Step(
            "settle", ("raised", "answered"), "settled", may="childprotection.chair", works=CHAIRED,
            says="The chair's challenge was settled", is_event=False),
    ),
)  # fmt: skip
