"""Who may read the dataset, speak about it, bring figures in and publish it."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.rules.declared import PARTNERSHIP, Rule, declare_rules

_READING = {
    Role.MASH_MANAGER,
    Role.SENIOR_MANAGER,
    Role.BOARD_MEMBER,
    Role.BUSINESS_UNIT,
    Role.COUNCILLOR,
    Role.AUDITOR,
}
_HOLDING = {
    Role.PRACTITIONER,
    Role.SAFEGUARDING_LEAD,
    Role.MASH_PARTNER,
    Role.MASH_WORKER,
    Role.MASH_MANAGER,
    Role.SENIOR_MANAGER,
}
declare("dataset.read", _READING, "Read the figures")
declare("dataset.comment", {Role.MASH_MANAGER, Role.SENIOR_MANAGER, Role.BUSINESS_UNIT}, "Comment on figures")
declare("dataset.ask", _READING, "Ask a question about a figure")
declare(
    "dataset.answer", {Role.MASH_MANAGER, Role.SENIOR_MANAGER, Role.BUSINESS_UNIT}, "Answer questions about figures"
)
declare("dataset.load", {Role.BUSINESS_UNIT}, "Load figures")
declare("dataset.collect", {Role.BUSINESS_UNIT}, "Collect figures from agencies")
declare("dataset.submit", _HOLDING, "Send an agency's figures")
declare(
    "dataset.sign_off", {Role.SAFEGUARDING_LEAD, Role.MASH_PARTNER, Role.MASH_MANAGER}, "Sign off an agency's figures"
)
declare(
    "dataset.judge",
    {Role.BOARD_MEMBER, Role.BUSINESS_UNIT, Role.SENIOR_MANAGER},
    "Accept or reject proposals about figures",
)
declare("dataset.compose", {Role.BUSINESS_UNIT, Role.SENIOR_MANAGER}, "Make a scorecard for a group")
declare("dataset.publish", {Role.BUSINESS_UNIT}, "Freeze and publish a month")
declare(
    "dataset.second_read",
    {Role.BUSINESS_UNIT, Role.BOARD_MEMBER, Role.SENIOR_MANAGER},
    "Read the words of a publication before everybody does",
)

LEAST_POSSIBLE, GREATEST_POSSIBLE = "LOCAL-RELEASE-LEAST", "LOCAL-RELEASE-GREATEST"


def _possible(rule, word, default):
    return Rule(
        rule, title=f"The {word} number that must stay possible for each small number left out",
        starts_when="A month of the scorecard is frozen or published", unit="number", default=default, least=0, most=20,
        area_of_work="Published figures", may="dataset.publish", kept_by=PARTNERSHIP, may_be_none=False,
        otherwise="the usual number holds",
    )  # fmt: skip


declare_rules(_possible(LEAST_POSSIBLE, "least", 1), _possible(GREATEST_POSSIBLE, "greatest", 5))
