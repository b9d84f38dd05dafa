"""The life of a plan, and who may do what with it."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import Pathway, Step

READ, WRITE, REVIEW = "businessplan.read", "businessplan.write", "businessplan.review"
TELL = "businessplan.tell"

declare(
    READ,
    {Role.BOARD_MEMBER, Role.PARTNERSHIP_CHAIR, Role.BUSINESS_UNIT, Role.SENIOR_MANAGER, Role.AUDITOR},
    "Read the plan",
)
declare(WRITE, {Role.BUSINESS_UNIT}, "Write the plan")
declare(REVIEW, {Role.BUSINESS_UNIT, Role.PARTNERSHIP_CHAIR}, "Review the plan at the end of its year")
declare(
    TELL,
    {
        Role.BOARD_MEMBER, Role.SENIOR_MANAGER, Role.SAFEGUARDING_LEAD, Role.MASH_PARTNER, Role.MASH_MANAGER,
        Role.TEAM_MANAGER,
    },
    "Tell the progress of an agency's commitments",
)  # fmt: skip

PLAN = Pathway(
    name="plan",
    first="draft",
    ended=("ended",),
    states={"draft": "Draft", "agreed": "Agreed", "ended": "Ended"},
    steps=(
        Step("agree", ("draft",), "agreed", may=WRITE, says="Plan agreed"),
        Step("end", ("agreed",), "ended", may=WRITE, says="Plan ended"),
    ),
)

ROUND = Pathway(
    name="progress of a plan",
    first="open",
    ended=("reported",),
    states={"open": "Agencies are asked", "reported": "Reported to the executive"},
    steps=(Step("report", ("open",), "reported", may=WRITE, says="Progress reported to the executive"),),
)
