"""The life of a contact."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import OVERSEER, WORKER, WORKERS, Pathway, Step, Works
from harbourlight.foundations.rules.declared import DAYS, Rule, declare_rules
from harbourlight.foundations.rules.permissions import HUB

DECISION_CLOCKS = ("CLK-REF-001", "CLK-REF-003", "CLK-REF-002", "CLK-REF-004")
REFERRER_TOLD = "LOCAL-REFERRER-TOLD"  # no clock of the statute says by when the referrer is told what was decided
declare_rules(
    Rule(
        REFERRER_TOLD, title="The referrer is told what was decided", starts_when="The contact was decided",
        unit="working_days", units=("hours", *DAYS), default=1, most=200,
        area_of_work="Front door", may=HUB,
    ),
)  # fmt: skip


def in_short(deadline):
    """Return what must happen by a deadline, in the few words that a list has room for."""
    return "Decide what happens next" if deadline.clock in DECISION_CLOCKS else deadline.title


CONTACT = Pathway(
    name="contact",
    kind="frontdoor.contact",
    first="received",
    ended=("closed",),
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
    steps=(
        Step("receive", (), "received", may="frontdoor.contact", says="Contact received", starts=("decision",)),
        Step(
            "take",
            ("received", "screening"),
            "screening",
            may="frontdoor.screen",
            says="Taken for screening",
            button="Take this contact",
        ),
        Step("rate", ("received", "screening"), None, may="frontdoor.screen", says="Rated"),
        Step(
            "ask",
            ("received", "screening"),
            "screening",
            may="frontdoor.screen",
            says="Agencies asked",
            button="Ask agencies what they hold",
        ),
        Step(
            "decide",
            ("received", "screening"),
            "decided",
            may="frontdoor.decide",
            says="Decided",
            stops=("decision",),
            starts=("referrer_told",),
            button="Decide",
            is_significant=True,
        ),
        Step(
            "tell_referrer",
            ("decided",),
            "closed",
            may="frontdoor.screen",
            says="Referrer told",
            stops=("referrer_told",),
        ),
        Step("close_untold", ("decided",), "closed", may="frontdoor.decide", says="Closed: there is nobody to tell"),
        Step(
            "reopen",
            ("decided", "closed"),
            "screening",
            may="frontdoor.answer_challenge",
            says="Decision opened again after a challenge",
            works=(OVERSEER,),
            starts=("decision",),
        ),
    ),
)

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
