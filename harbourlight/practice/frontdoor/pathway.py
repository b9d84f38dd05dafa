"""The life of a contact."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import OVERSEER, WORKER, WORKERS, Chain, Pathway, Step, Works
from harbourlight.foundations.rules.declared import DAYS, Rule, declare_rules
from harbourlight.foundations.rules.permissions import HUB

DECISION_CLOCKS = ("CLK-REF-001", "CLK-REF-004")
DANGER_TARGET, RED_TARGET = "LOCAL-DECIDE-DANGER", "LOCAL-DECIDE-RED"
TARGETS = (DANGER_TARGET, RED_TARGET)  # an area's own hours; what one city once set for its hub runs in no other
WAITING, SCREEN = ("received", "screening"), "frontdoor.screen"
EVERY = (*WAITING, "decided", "closed")
REFERRER_TOLD = "LOCAL-REFERRER-TOLD"  # no clock of the statute says by when the referrer is told what was decided
declare_rules(
    Rule(
        REFERRER_TOLD, title="The referrer is told what was decided", starts_when="The contact was decided",
        unit="working_days", units=("hours", *DAYS), default=1, most=200,
        area_of_work="Front door", may=HUB,
    ),
    *(
        Rule(
            target, title=f"A contact is decided: {words}", starts_when="The contact was received",
            must_happen=f"Decide: {words}", unit="hours", area_of_work="Front door", may=HUB, most=72,
        )
        for target, words in ((DANGER_TARGET, "a child may be in danger now"), (RED_TARGET, "rated red"))
    ),
)  # fmt: skip


def in_short(deadline):
    """Return what must happen by a deadline, in the few words that a list has room for."""
    return "Decide what happens next" if deadline.clock in (*DECISION_CLOCKS, *TARGETS) else deadline.title


CONTACT = Pathway(
    name="contact",
    kind="frontdoor.contact",
    first="received",
    ended=("closed",),
    narrowed_by="by_grant",
    shown_with=(
        "area", "team", "owner", "referrer", "referrer_agency", "recorded_by", "decided_by", "threshold_document"
    ),
    works=Works(
        lead="owner",
        team="team",
        ways=(*WORKERS, WORKER),  # also whoever was handed the contact for the night
        refusal="Only the hub that holds this contact does this. You can read it.",
    ),
    states={
        "received": "Received",
        "screening": "Being screened",
        "decided": "Decided",
        "closed": "Closed",
    },
    clocks=(
        Chain("CLK-REF-001", counts_from="waits_for_decision"),
        Chain("CLK-REF-004", counts_from="first_wait"),
        Chain(DANGER_TARGET, counts_from="first_wait", where="in_danger"),
        Chain(RED_TARGET, counts_from="first_wait", where="is_red"),
        Chain(REFERRER_TOLD, counts_from="waits_to_tell"),
    ),
    steps=(
        Step("receive", (), "received", "frontdoor.contact", "Contact received"),
        Step(
            "take", WAITING, "screening", SCREEN, "Taken for screening", asks="confirm", title="Take this contact",
            sends="Take this contact", done="You own this contact now.", is_event=False),
        Step("rate", WAITING, None, SCREEN, "Rated", asks="RateForm", button="Rate", sends="Save the rating",
            is_event=False),
        Step(
            "ask", WAITING, "screening", SCREEN, "Agencies asked", asks="AskForm", button="Ask agencies what they hold",
            sends="Ask", done="The agencies were asked.", is_event=False),
        Step(
            "join", WAITING, "screening", SCREEN, "Joined with another contact about the same event", asks="JoinForm",
            button="Join with another contact", unless="stands_alone", sends="Join them",
            done="Joined. It is decided with the other one, and each referrer is told.",
        ),
        Step(
            "part", WAITING, None, SCREEN, "Parted again from the other contact", asks="ReasonForm",
            button="Part from the other contact", unless="not_joined", done="It is decided by itself again.",
        ),
        Step(
            "correct_receipt", EVERY, None, SCREEN, "Receipt corrected", asks="ReceiptForm", is_told=False,
            button="Correct when it was received",
            done="Corrected. What was recorded before is kept, and the clocks have moved.",
        ),
        Step(
            "withdraw_consent", EVERY, None, SCREEN, "Consent withdrawn", asks="WithdrawnForm",
            button="Consent was withdrawn", unless="no_consent",
            done="Kept, with who had been told what by then.",
        ),
        Step(
            "decide", WAITING, "decided", "frontdoor.decide", "Decided", asks="DecideForm", button="Decide",
            is_significant=True,
        ),
        Step("tell_referrer", ("decided",), "closed", SCREEN, "Referrer told", is_event=False),
        Step("close_untold", ("decided",), "closed", "frontdoor.decide", "Closed: there is nobody to tell",
            is_event=False),
        Step(
            "reopen", ("decided", "closed"), "screening", "frontdoor.answer_challenge",
            "Decision opened again after a challenge", works=(OVERSEER,),
        ),
    ),
)  # fmt: skip

_PRACTISING = {
    Role.PRACTITIONER,
    Role.SAFEGUARDING_LEAD,
    Role.MASH_WORKER,
    Role.MASH_PARTNER,
    Role.MASH_MANAGER,
    Role.SOCIAL_WORKER,
    Role.TEAM_MANAGER,
    Role.CONFERENCE_CHAIR,
    Role.SENIOR_MANAGER,
    Role.OUT_OF_HOURS,
    Role.DESIGNATED_OFFICER,
}
declare("frontdoor.contact", _PRACTISING, "Tell the front door about a child")
declare("frontdoor.challenge", _PRACTISING, "Challenge a decision")
declare(
    "frontdoor.read",
    {Role.MASH_WORKER, Role.MASH_PARTNER, Role.MASH_MANAGER, Role.SENIOR_MANAGER, Role.OUT_OF_HOURS},
    "Read contacts",
)
declare(
    "frontdoor.screen", {Role.MASH_WORKER, Role.MASH_MANAGER, Role.OUT_OF_HOURS}, "Screen contacts and ask agencies"
)
declare("frontdoor.decide", {Role.MASH_MANAGER}, "Decide on a contact")
declare("frontdoor.answer_challenge", {Role.SENIOR_MANAGER}, "Answer a challenge to a decision")
declare(
    "frontdoor.indicators",
    {Role.MASH_MANAGER, Role.SENIOR_MANAGER, Role.BOARD_MEMBER, Role.BUSINESS_UNIT, Role.COUNCILLOR, Role.AUDITOR},
    "Read the figures",
)
declare("frontdoor.load", {Role.MASH_WORKER, Role.MASH_PARTNER, Role.MASH_MANAGER}, "Load a police batch")
