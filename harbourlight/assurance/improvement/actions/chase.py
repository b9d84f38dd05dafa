"""What the product does by itself: reminding those who are late, and telling the chair when that does not help."""

from datetime import timedelta

from django.db import transaction

from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.documents.outbox import queue_mails
from harbourlight.statute import calendar

from ..models import Addressee, MonitoringRule
from .rights import london

REMINDER = (
    "A recommendation waits for your agency in Harbourlight: its date is near or has passed.\n\n"
    "Sign in to Harbourlight and open Recommendations.\n"
)
TO_CHAIR = (
    "A recommendation is late, and reminders have not helped.\n\n"
    "Sign in to Harbourlight and open Recommendations: those brought before you stand first.\n"
)


@transaction.atomic
def chase(*, at):
    """Remind each agency of what is due soon or late, and bring what stays late before the chair.

    Returns how many recommendations were reminded of. On working days only; each address gets one message a day.
    """
    on = london(at)
    if not calendar.is_working_day(on):
        return 0
    rules = {rule.body_key: rule for rule in MonitoringRule.objects.all()}
    waiting = Addressee.objects.filter(state__in=("asked", "agreed")).select_related("recommendation", "agency", "lead")
    rows = list(waiting.select_for_update(skip_locked=True, of=("self",)))
    ruled = [(row, rules.get(row.recommendation.body_key) or MonitoringRule()) for row in rows]
    due = [row for row, rule in ruled if wants_reminder(row, rule, on)]
    late = [row for row, rule in ruled if row.escalated_at is None and row.days_late(on) > rule.escalate_after_days]
    mails = {address: REMINDER for row in due for address in addresses_of(row)}
    queue_mails([(to, "Reminder: a recommendation in Harbourlight", body, None) for to, body in mails.items()])
    for row in due:
        row.reminded_at, row.times_reminded = at, row.times_reminded + 1
    for row in late:
        row.escalated_at = at
    Addressee.objects.bulk_update({*due, *late}, ["reminded_at", "times_reminded", "escalated_at"])
    tell_chairs({row.area_id for row in late}, on)
    return len(due)


def wants_reminder(row, rule, on):
    """Say whether a reminder is due: once before the date, then every so often while it is late."""
    before = row.waits_until - timedelta(days=rule.remind_before_days)
    if on < before:
        return False
    if row.reminded_at is None:
        return True
    since = london(row.reminded_at)
    if not row.is_late(on):
        return since < before
    return since <= row.waits_until or (on - since).days >= rule.remind_every_days


def addresses_of(row):
    """Return whom to remind: whoever leads, and the agency."""
    return {email for email in (row.lead and row.lead.email, row.agency and row.agency.email) if email}


def tell_chairs(areas, on):
    """Tell the independent chairs of areas that something late waits for them."""
    if areas:
        chairs = chairs_of(areas, on)
        queue_mails([(chair.email, "Recommendations in Harbourlight are late", TO_CHAIR, None) for chair in chairs])


def chairs_of(areas, on):
    """Return the independent chairs of areas: who holds the role there, or in all areas of an agency at work there."""
    found = {}
    for chair in Professional.objects.current(on).filter(role_holdings__role=Role.PARTNERSHIP_CHAIR).distinct():
        held = chair.role_holdings.current(on).filter(role=Role.PARTNERSHIP_CHAIR)
        covers = set(chair.agency.agencyarea_set.current(on).values_list("area", flat=True))
        for area in held.values_list("area", flat=True):
            if ({area} if area else covers) & set(areas):
                found[chair.pk] = chair
    return list(found.values())
