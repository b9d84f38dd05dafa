"""Who may read and keep the register: the business unit its agencies, the administrator all of it."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.choices import Role

declare("register.read", {Role.ADMINISTRATOR, Role.BUSINESS_UNIT})
declare("register.agencies", {Role.ADMINISTRATOR, Role.BUSINESS_UNIT})
declare("register.accounts", {Role.ADMINISTRATOR})
