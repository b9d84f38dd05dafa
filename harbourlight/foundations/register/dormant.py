"""Accounts that nobody uses are closed after the area's days: a forgotten account is a door that nobody watches."""

from harbourlight.foundations.access.needs import declare
from harbourlight.foundations.agencies.areas import areas_of
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.documents.outbox import queue_mail
from harbourlight.foundations.rules.declared import COUNCIL, Rule, declare_rules, rule_of
from harbourlight.foundations.rules.reading import read
from harbourlight.foundations.ui.words import in_london

from .accounts import SUBJECT, end_account
from .actions import Refused, last_day_before

DORMANT = "LOCAL-ACCOUNT-DORMANT"
MAY = "rules.accounts"
CLOSED = """Hello {name}

Nobody signed in with your Harbourlight account for {days} days, so it was closed. If you still need it, ask your
agency's administrator.
"""
declare(MAY, {Role.ADMINISTRATOR, Role.INFORMATION_GUARDIAN}, "Change after how many days unused accounts are closed")
declare_rules(
    Rule(
        DORMANT,
        title="An account that nobody uses is closed",
        starts_when="Somebody signed in last, or their account began",
        unit="calendar_days",
        area_of_work="Accounts",
        may=MAY,
        default=45,
        kept_by=COUNCIL,
        least=14,
        most=365,
        otherwise="accounts stay open",
    )
)


def close_unused(at):
    """Close the accounts that were not used for their area's days; return how many. The last administrator's stays."""
    on, closed = in_london(at), 0
    for somebody in Professional.objects.current(on).select_related("agency"):
        days = days_for(somebody, on)
        signed_in_on = in_london(somebody.last_login) if somebody.last_login else somebody.started_on
        used_on = max(somebody.started_on, signed_in_on)
        if days is not None and (on - used_on).days > days:
            closed += close(somebody, days, on)
    return closed


def close(somebody, days, on):
    """Close one account and tell its owner; say whether it was closed."""
    try:
        end_account(professional=somebody, last_day=last_day_before(on), today=on, by=None)
    except Refused:
        return False
    queue_mail(somebody.email, SUBJECT, CLOSED.format(name=somebody.name, days=days))
    return True


def days_for(somebody, on):
    """Return the longest number of the areas in which somebody's agency works, the usual one where it works in none."""
    areas = list(areas_of(somebody, on).values_list("pk", flat=True))
    if not areas:
        return rule_of(DORMANT).default
    numbers = read(areas, [DORMANT])
    found = [numbers.number_of(DORMANT, area, on) for area in areas]
    days = [each.number for each in found if each is not None and each.number is not None]
    return max(days) if len(days) == len(areas) else None
