"""The lives of plans, core groups, transfers between areas and legal stages."""

from typing import Any

from harbourlight.foundations.pathways.steps import Chain, Part, Pathway, Step, Works
from harbourlight.foundations.rules.declared import DAYS, Rule, declare_rules
from harbourlight.foundations.rules.permissions import PRACTICE

from .enquiry import CLOSE, MANAGING, NOT_THEIRS, THEIRS

FIRST_CORE_GROUP_CLOCK = "CLK-CPC-001"
NEXT_CORE_GROUP_CLOCK = "CLK-CPC-002"
SEEN_CLOCK = "CLK-CPC-003"
FIRST_REVIEW_CLOCK = "CLK-CPC-004"
NEXT_REVIEW_CLOCK = "CLK-CPC-005"
TRANSFER_CLOCK = "CLK-CPC-007"
PROCEEDINGS_CLOCK = "CLK-CRT-001"
EXTENSION_CLOCK = "CLK-CRT-002"  # of the 26 weeks, or of an extension before
CORE_GROUP_LOCAL = "LOCAL-CORE-GROUP"
TEMPORARY_LOCAL = "LOCAL-TEMPORARY"
CHRONOLOGY_STALE = "LOCAL-CHRONOLOGY"
_OWN: dict[str, Any] = {"area_of_work": "Child protection", "may": PRACTICE}
declare_rules(
    Rule(
        CORE_GROUP_LOCAL, title="The next core group", starts_when="The last core group",
        must_happen="The core group meets again", unit="weeks", units=DAYS, law=NEXT_CORE_GROUP_CLOCK, most=365,
        hint="No law says it. The clocks of running plans are worked out again.", **_OWN,
    ),
    Rule(
        TEMPORARY_LOCAL, title="A temporary registration", starts_when="A child is registered for the time being",
        must_happen="The registration ends or is looked at again", unit="weeks", units=DAYS, law="CLK-CPC-010",
        most=365, hint="No law says it. The clocks of running plans are worked out again.", **_OWN,
    ),
    Rule(
        CHRONOLOGY_STALE, title="The combined chronology is brought up to date",
        starts_when="The first significant event that the core group has not seen", unit="calendar_days", default=14,
        most=365, may_be_none=False, hint="After this time the chronology is shown as stale.", **_OWN,
    ),
)  # fmt: skip
UNDER_WAY = ("notified", "conference_planned")  # a transfer whose conference is to come

ONE_OF_THEM = "one of them"  # works on the plan of at least one child of the family

PLAN = Pathway(
    name="child protection plan",
    kind="childprotection.protectionplan",
    prefix="plan_",
    shown_with=("person", "area", "team", "episode__worker", "key_worker__agency"),
    parts=(Part("planoutcome", "plan", "outcomes"), Part("visit", "plan", "visits")),
    ended=("ended",),
    works=Works(lead="key_worker", team="episode.team", also=("episode.worker",), hands_over="allocate"),
    clocks=(
        Chain(SEEN_CLOCK, counts_from="to_be_seen_from", met_by="seen", then=(Chain(SEEN_CLOCK),)),
        # The other area answers for the plan of a child who stays here for a time: groups and reviews are held there.
        Chain(
            FIRST_CORE_GROUP_CLOCK, counts_from="core_groups_from", met_by="core_groups", where="is_of_this_area",
            then=(Chain(CORE_GROUP_LOCAL),),
        ),
        Chain(
            FIRST_REVIEW_CLOCK, counts_from="reviews_from", met_by="reviews", where="is_of_this_area",
            then=(Chain(NEXT_REVIEW_CLOCK),),
        ),
        Chain(TEMPORARY_LOCAL, counts_from="began_at", where="is_temporary"),
    ),
    first="open",
    states={"open": "Open", "ended": "Ended"},
    steps=(
        Step(
            "begin", (), "open", may="childprotection.chair", says="Child protection plan began", is_significant=True,
        ),
        Step(
            "visit", ("open",), None, may="childprotection.work", says="Visited under the plan", asks="VisitForm",
            button="Record a visit", sends="Save", done="The visit was recorded.",
        ),
        Step(
            "write", ("open",), None, may="childprotection.work", says="Child protection plan written",
            asks="WriteForm", button="Write the plan", sends="Save", done="The plan was saved.",
        ),
        Step(
            "add_outcome", ("open",), None, may="childprotection.work", says="Outcome added to the plan",
            asks="OutcomeForm", button="Add an outcome", sends="Add", done="The outcome was added.",
        ),
        Step(
            "change_outcome", ("open",), None, may="childprotection.work", says="Outcome of the plan changed",
            of="planoutcome", asks="ProgressForm", title="Outcome", sends="Save", done="The outcome was saved.",
        ),
        Step(
            "give_action", ("open",), None, may="childprotection.work", says="Said who does what",
            asks="ActionForm", title="Who does what", button="Say who does what", sends="Save",
            done="The action was agreed.", is_told=False, is_event=False),
        Step(
            "meet", ("open",), None, may="childprotection.work", says="Core group met", is_told=False,
        ),
        Step(
            "refresh_chronology", ("open",), None, may="childprotection.work", says="Chronology brought up to date",
            asks="RefreshForm", title="The combined chronology is up to date", button="Chronology is up to date",
            sends="Save", done="Saved.", unless="is_of_another_area", is_event=False),
        Step(
            "record_birth", ("open",), None, may="childprotection.work", says="The child of the plan was born",
            asks="BirthForm", button="Record the birth", sends="Save", done="The birth was recorded.",
            unless="was_born",
        ),
        Step(
            "review", ("open",), None, may="childprotection.chair", says="Plan reviewed by a conference: it goes on",
            is_significant=True,
        ),
        Step(
            "change_category", ("open",), None, may="childprotection.chair", says="Category of the plan changed",
            is_significant=True,
        ),
        Step(
            "record_earlier", ("open",), None, may="childprotection.work", says="Earlier plans elsewhere recorded",
            asks="EarlierForm", button="Earlier plans elsewhere", sends="Save", is_told=False, is_event=False),
        Step(
            "allocate", ("open",), None, may="childprotection.decide_enquiry", says="Key worker named",
            asks="KeyWorkerForm", button="Key worker", sends="Save", done="The key worker was changed.",
        ),
        Step(
            "end", ("open",), "ended", may="childprotection.chair", says="Child protection plan ended",
            is_significant=True,
        ),
        Step(
            "end_without_conference", ("open",), "ended", may="childprotection.decide_enquiry",
            says="Child protection plan ended without a conference", asks="EndForm",
            title="End the plan without a conference", button="End without a conference", sends="End the plan",
            intro="In every other case a review conference ends the plan.", done="The plan has ended.",
            is_significant=True,
        ),
        Step(
            "settle_actions", ("ended",), None, may="childprotection.work", says="Said what becomes of the actions",
            asks="LeftForm", title="What becomes of the actions", button="Say what becomes of the actions",
            sends="Save", unless="nothing_left", is_told=False, is_event=False),
        Step(
            "correct", ("open", "ended"), None, may="childprotection.work", says="Dates of the plan corrected",
            asks="CorrectPlanForm", button="Correct a date", sends="Correct",
            done="The date was corrected. The clocks have moved with it.",
        ),
        Step(
            "correct_visit", ("open", "ended"), None, may="childprotection.work", says="Day of a visit corrected",
            of="visit", asks="CorrectVisitForm", title="Correct the day of a visit", sends="Correct",
            done="The date was corrected. The clock has moved with it.",
        ),
    ),
)  # fmt: skip

CORE_GROUP = Pathway(
    name="core group",
    kind="childprotection.coregroup",
    prefix="core_group_",
    shown_with=("meeting",),
    works=Works(ways=(ONE_OF_THEM,)),
    first="planned",
    ended=("held", "called_off"),
    states={"planned": "Planned", "held": "Held", "called_off": "Called off"},
    steps=(
        Step("plan", (), "planned", may="childprotection.work", says="Core group planned", is_event=False),
        Step(
            "hold", ("planned",), "held", may="childprotection.work", says="Core group held", asks="HoldGroupForm",
            button="Record the core group", sends="Save", done="The core group was recorded.",
        ),
        Step(
            "move", ("planned",), None, may="childprotection.work", says="Core group moved", asks="MoveForm",
            title="Move the core group", button="Move", done="The core group was moved.", is_event=False),
        Step(
            "call_off", ("planned",), "called_off", may="childprotection.work", says="Core group called off",
            asks="ReasonForm", title="Call the core group off", button="Call off",
            done="The core group was called off.",
        ),
    ),
)  # fmt: skip

AREA_TRANSFER = Pathway(
    name="transfer between areas",
    kind="childprotection.areatransfer",
    prefix="transfer_",
    shown_with=("person", "area", "team", "plan", "conference"),
    works=Works(lead="recorded_by", team="team", managing=MANAGING, refusal=NOT_THEIRS, ways=THEIRS),
    clocks=(
        Chain(TRANSFER_CLOCK, counts_from="told_here", met_by="conferences_here", runs_in=UNDER_WAY),
    ),
    first="notified",
    ended=("ended",),
    states={
        "notified": "Told in writing",
        "conference_planned": "Transfer-in conference planned",
        "moved": "Responsibility moved",
        "temporary": "Registered for a time",
        "ended": "Ended",
    },
    steps=(
        Step(
            "notify", (), "notified", may="childprotection.transfer", works=CLOSE,
            says="Transfer of a child protection plan told", creates=True, about="person", asks="TransferInForm",
            title="A plan moves here", sends="Save", done="Saved. The clock of the transfer-in conference runs.",
            is_significant=True,
        ),
        Step(
            "register", (), "temporary", may="childprotection.transfer", works=CLOSE, says="Registered for a time",
            creates=True, about="person", asks="TemporaryForm", title="Register a child for a time", sends="Register",
            done="The child is registered for a time.", is_significant=True,
        ),
        Step(
            "plan_conference", ("notified",), "conference_planned", may="childprotection.transfer",
            says="Transfer-in conference planned", asks="TransferConferenceForm",
            button="Plan the transfer-in conference", sends="Plan", done="The conference was planned.",
            unless="goes_away", is_event=False),
        Step(
            "take_over", UNDER_WAY, "moved", may="childprotection.transfer",
            says="Responsibility for the plan moved", asks="TakeOverForm", title="The other area answers for the child",
            button="The other area held its conference", sends="Save", done="Saved. The plan here has ended.",
            unless="comes_here", is_significant=True,
        ),
        Step(
            "end", ("notified", "conference_planned", "temporary"), "ended", may="childprotection.transfer",
            says="Transfer ended", asks="EndTransferForm", button="It has ended", sends="Save",
        ),
        Step(
            "correct", ("notified", "conference_planned", "moved"), None, may="childprotection.transfer",
            says="Date of the transfer corrected", asks="CorrectNoticeForm",
            button="Correct the day of the written word", sends="Correct",
            done="The date was corrected. The clock has moved with it.",
        ),
    ),
)  # fmt: skip

LEGAL = Pathway(
    name="legal stage",
    kind="childprotection.legalstage",
    prefix="legal_",
    shown_with=("person", "area", "decided_by"),
    works=Works(
        lead="episode.worker", team="episode.team", also=("recorded_by",), managing=MANAGING, refusal=NOT_THEIRS,
        ways=THEIRS,
    ),
    clocks=(
        Chain(PROCEEDINGS_CLOCK, counts_from="issued", met_by="over"),
        Chain(EXTENSION_CLOCK, counts_from="extended", title="The extension is over"),
    ),
    first="open",
    ended=("ended",),
    states={"open": "Under way", "ended": "Ended"},
    steps=(
        Step(
            "begin", (), "open", may="childprotection.legal", works=CLOSE, says="Legal stage began",
            creates=True, about="person", asks="BeginLegalForm", title="Begin a legal stage", sends="Begin",
            done="The stage was recorded.", is_significant=True,
        ),
        Step(
            "end", ("open",), "ended", may="childprotection.legal", says="Legal stage ended", asks="EndLegalForm",
            title="End the stage", button="End this stage", sends="End", done="The stage has ended.",
            is_significant=True,
        ),
        Step(
            "extend", ("open",), None, may="childprotection.legal",
            says="Court extended the time for the proceedings", asks="ExtendLegalForm",
            title="The court extended the time", button="The court extended the time", sends="Save",
            done="The extension was recorded.", unless="is_out_of_court", is_significant=True,
        ),
    ),
)  # fmt: skip
