"""The life of a challenge in the partnership, and who may do what."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import Pathway, Step
from harbourlight.foundations.rules.declared import DAYS, PARTNERSHIP, Rule, declare_rules

from .choices import CLOCK

READ, RAISE, ANSWER, KEEP = "challenge.read", "challenge.raise", "challenge.answer", "challenge.keep"

READING = frozenset({Role.BUSINESS_UNIT, Role.BOARD_MEMBER, Role.PARTNERSHIP_CHAIR, Role.SENIOR_MANAGER})
ANSWERING = READING | {
    Role.SAFEGUARDING_LEAD, Role.MASH_PARTNER, Role.MASH_MANAGER, Role.TEAM_MANAGER, Role.DESIGNATED_OFFICER,
}  # fmt: skip
declare(READ, READING, "Read the register of challenges")
declare(RAISE, ANSWERING | {Role.CONFERENCE_CHAIR, Role.COUNCILLOR}, "Challenge an agency")
declare(ANSWER, ANSWERING, "Answer a challenge in the partnership")
declare(KEEP, {Role.BUSINESS_UNIT, Role.PARTNERSHIP_CHAIR}, "Keep the register of challenges")
declare_rules(
    Rule(
        CLOCK, title="A challenge in the partnership is answered",
        starts_when="The challenge was raised, or taken further",
        unit="working_days", units=DAYS, default=10, most=250, area_of_work="Challenges", may=KEEP,
        kept_by=PARTNERSHIP, may_be_none=False,
    ),
)  # fmt: skip

CHALLENGE = Pathway(
    name="challenge in the partnership",
    first="raised",
    ended=("settled", "withdrawn"),
    states={"raised": "Waits for an answer", "answered": "Answered", "settled": "Settled", "withdrawn": "Withdrawn"},
    steps=(
        Step("answer", ("raised",), "answered", may=ANSWER, says="Challenge answered", stops=(CLOCK,)),
        Step("take_further", ("raised", "answered"), "raised", may=RAISE, says="Challenge taken further"),
        Step("settle", ("answered",), "settled", may=RAISE, says="Challenge settled"),
        Step("withdraw", ("raised", "answered"), "withdrawn", may=RAISE, says="Challenge withdrawn", stops=(CLOCK,)),
    ),
)
