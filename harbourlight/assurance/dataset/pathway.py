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
declare("dataset.read", _READING)
declare("dataset.comment", {Role.MASH_MANAGER, Role.SENIOR_MANAGER, Role.BUSINESS_UNIT})
declare("dataset.ask", _READING)
declare("dataset.answer", {Role.MASH_MANAGER, Role.SENIOR_MANAGER, Role.BUSINESS_UNIT})
declare("dataset.load", {Role.BUSINESS_UNIT})
declare("dataset.collect", {Role.BUSINESS_UNIT})
declare("dataset.submit", _HOLDING)
declare("dataset.sign_off", {Role.SAFEGUARDING_LEAD, Role.MASH_PARTNER, Role.MASH_MANAGER})
declare("dataset.judge", {Role.BOARD_MEMBER, Role.BUSINESS_UNIT, Role.SENIOR_MANAGER})
declare("dataset.compose", {Role.BUSINESS_UNIT, Role.SENIOR_MANAGER})
declare("dataset.publish", {Role.BUSINESS_UNIT})
