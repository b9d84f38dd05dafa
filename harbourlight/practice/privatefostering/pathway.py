"""The life of a private fostering arrangement."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import OVERSEER, WORKER, Chain, Pathway, Step, Works, corrects

READ, WORK, DECIDE, NOTIFY = (f"privatefostering.{verb}" for verb in ("read", "work", "decide", "notify"))
FIGURES = "privatefostering.figures"
RUNNING = ("heard_of", "checking", "open", "with_conditions", "prohibited")
OPEN = ("open", "with_conditions")
CLOSED = ("ended", "not_private_fostering")
DECIDED = ("open", "with_conditions", "prohibited")
DECIDERS = ("manager",)
LETTER = "The letter is kept with the record. Print it if it goes on paper."

ARRANGEMENT = Pathway(
    name="private fostering",
    kind="privatefostering.arrangement",
    first="heard_of",
    states={
        "heard_of": "Heard of",
        "checking": "Being checked",
        "open": "Open",
        "with_conditions": "Open with requirements",
        "prohibited": "Prohibited",
        "ended": "Ended",
        "not_private_fostering": "Not private fostering",
    },
    ended=CLOSED,
    shown_with=("person", "area", "team__agency", "worker__agency"),
    works=Works(
        lead="worker", team="team", managing=frozenset({Role.TEAM_MANAGER, Role.SENIOR_MANAGER}), hands_over="allocate",
    ),
    clocks=(
        Chain("CLK-PFO-002", counts_from="known_on", met_by="visits.seen"),
        Chain(
            "CLK-PFO-003",
            counts_from="known_on",
            met_by="visits.seen",
            then=(Chain("CLK-PFO-003", until="1 year"), Chain("CLK-PFO-004")),
            runs_in=RUNNING,
        ),
        Chain("CLK-PFO-008", counts_from="known_on", met_by="reviews", then=(Chain("CLK-PFO-008"),)),
        Chain("CLK-PFO-005", counts_from="moved_in_at", met_by="told_of_start", where="was_planned"),
        Chain("CLK-PFO-006", counts_from="ended_at", met_by="told_of_end", where="end_told_at", runs_in=("ended",)),
    ),
    steps=(
        Step(
            "notify", (), "heard_of", NOTIFY, "Private fostering told of", asks="NotifyForm", creates=True,
            about="person", works=(WORKER, OVERSEER), title="Somebody else’s child lives here", sends="Record it",
            is_significant=True,
            done="Recorded. Somebody must visit within seven working days.",
        ),
        Step(
            "visit", RUNNING, None, WORK, "Private fostering: visited", asks="VisitForm", button="Record a visit",
            done="The visit was recorded.",
        ),
        Step(
            "report_visit", RUNNING, None, WORK, "Private fostering: report written", asks="ReportForm",
            button="Write the report of a visit", done="The report was kept.", unless="reports_written",
        ),
        Step(
            "check", ("heard_of", "checking"), "checking", WORK, "Private fostering: whether it counts was checked",
            asks="CheckForm", button="Check whether it counts", sends="See the answer",
        ),
        Step(
            "accept", ("checking", "with_conditions"), "open", DECIDE, "Private fostering: found suitable",
            asks="SuitabilityForm", button="Find it suitable", works=DECIDERS, is_significant=True,
        ),
        Step(
            "set_requirements", ("checking", "open", "with_conditions"), "with_conditions", DECIDE,
            "Private fostering: requirements set", asks="RequirementsForm", button="Set requirements", works=DECIDERS,
            is_significant=True,
        ),
        Step(
            "prohibit", ("heard_of", "checking", "open", "with_conditions"), "prohibited", DECIDE,
            "Private fostering prohibited", asks="ProhibitionForm", button="Prohibit it", works=DECIDERS,
            is_significant=True, is_warning=True,
        ),
        Step(
            "set_aside", ("heard_of", "checking"), "not_private_fostering", DECIDE, "Not private fostering",
            asks="SetAsideForm", button="It is not private fostering", works=DECIDERS, done="Decided and closed.",
        ),
        Step(
            "tell_decision", DECIDED, None, WORK, "Private fostering: the decision was told", asks="LetterForm",
            button="Write what was decided", title="Letter: what we decided", sends="Keep and send it",
            unless="sent_tell_decision", done=LETTER, is_event=False),
        Step(
            "tell_end", CLOSED, None, WORK, "Private fostering: the end was told", asks="LetterForm",
            button="Write that it has ended", title="Letter: our visits have ended", sends="Keep and send it",
            unless="sent_tell_end", done=LETTER, is_event=False),
        Step(
            "acknowledge", RUNNING, None, WORK, "Private fostering: the carer was written to", asks="LetterForm",
            button="Write to the carer: we know", title="Letter: thank you for telling us", sends="Keep and send it",
            unless="sent_acknowledge", done=LETTER, is_event=False),
        Step(
            "tell_child", RUNNING, None, WORK, "Private fostering: the child was told of the visits",
            asks="LetterForm", button="Write to the child", title="Letter to the child: somebody will visit you",
            sends="Keep and send it", unless="sent_tell_child", done=LETTER, is_event=False),
        Step(
            "allocate", RUNNING, None, WORK, "Private fostering: worker named", asks="AllocateForm",
            button="Name the worker", works=("manager", "team"), done="The worker was named.",
        ),
        Step(
            "review", OPEN, None, WORK, "Private fostering reviewed", asks="ReviewForm",
            button="Hold the yearly review",
        ),
        Step(
            "describe", RUNNING, None, WORK, "Private fostering: circumstances written down", asks="CircumstancesForm",
            button="Write down the circumstances", done="Saved.", is_event=False),
        Step(
            "add_adult", RUNNING, None, WORK, "Private fostering: adult of the household recorded", asks="AdultForm",
            button="Add an adult of the household", done="Added.",
        ),
        Step(
            "ask_visit", RUNNING, None, WORK, "Private fostering: somebody asked for a visit", asks="VisitAskedForm",
            button="Somebody asks for a visit", done="Kept. The visit stands among what to do.", is_event=False),
        Step(
            "take_notice", RUNNING, None, WORK, "Private fostering: carer or parent told of it", asks="NoticeForm",
            button="The carer or a parent told us", done="Kept.", is_event=False),
        Step(
            "confirm_start", RUNNING, None, WORK, "Private fostering: the child moved in", asks="StartForm",
            button="The child moved in", done="Recorded.",
        ),
        Step(
            "end", RUNNING, "ended", WORK, "Private fostering ended", asks="EndForm", button="It has ended",
            is_significant=True,
        ),
        Step(
            "ask_senior", RUNNING, None, WORK, "Private fostering: a senior manager was asked to decide",
            asks="confirm", title="Ask a senior manager to decide", sends="Ask",
            intro="The team has no manager. The senior managers of the area will see the record and can decide.",
            done="Asked. The record says who decides.", is_event=False),
        corrects("correct_known_on", "known_on", frm=RUNNING, may=WORK, label="The day the council knew",
                 button="Correct the day it became known"),
    ),
)  # fmt: skip

SOCIAL_CARE = {Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.SENIOR_MANAGER}
HUB = {Role.MASH_WORKER, Role.MASH_MANAGER}
declare(READ, SOCIAL_CARE | HUB, "Read arrangements")
declare(WORK, SOCIAL_CARE, "Work on an arrangement")
declare(DECIDE, {Role.TEAM_MANAGER, Role.SENIOR_MANAGER}, "Decide about an arrangement")
declare(NOTIFY, SOCIAL_CARE | HUB, "Record that a child lives with somebody else")
declare(
    FIGURES,
    {Role.TEAM_MANAGER, Role.SENIOR_MANAGER, Role.BUSINESS_UNIT, Role.BOARD_MEMBER, Role.AUDITOR},
    "Read the figures",
)
# Who is around the child learns that the arrangement is known and whom to ring, and no more.
declare(
    "privatefostering.know",
    SOCIAL_CARE | HUB | {Role.PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.MASH_PARTNER},
    "Learn that an arrangement is known",
)
