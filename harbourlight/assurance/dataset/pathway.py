"""Who may read the dataset, speak about it, bring figures in and publish it."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role

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
