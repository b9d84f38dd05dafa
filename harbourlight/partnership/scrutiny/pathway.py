"""Who may do what with scrutiny, and the life of a report to a panel."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways.steps import Pathway, Step

READ, KEEP = "scrutiny.read", "scrutiny.keep"

declare(
    READ,
    {Role.COUNCILLOR, Role.BUSINESS_UNIT, Role.PARTNERSHIP_CHAIR, Role.SENIOR_MANAGER, Role.BOARD_MEMBER},
    "Read the panel's papers",
)
declare(KEEP, {Role.BUSINESS_UNIT}, "Keep the panel's papers and publish them")
# Who works here and so reads what is not published yet; a councillor does so on a panel where they sit.
WORKING = frozenset({Role.BUSINESS_UNIT, Role.PARTNERSHIP_CHAIR, Role.SENIOR_MANAGER, Role.BOARD_MEMBER})

REPORT = Pathway(
    name="report to a panel",
    first="draft",
    states={"draft": "Draft", "given": "Given to the panel"},
    steps=(
        Step("give", ("draft",), "given", may=KEEP, says="Report given to the panel"),
        Step("take_back", ("given",), "draft", may=KEEP, says="Report taken back"),
    ),
)
