"""Counts the records of an area by hand: one by one, without the measures."""

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.practice.childinneed.models import Episode
from harbourlight.practice.frontdoor.models import Contact

REFERRED = ("referral", "strategy")
DECIDING = ("CLK-REF-001", "CLK-REF-002", "CLK-REF-003", "CLK-REF-004")


def month_of(moment):
    """Return the month of a moment in London."""
    return Month.of(moment.astimezone(LONDON).date())


def records(area):
    """Return every contact, decision clock and episode of need of an area."""
    with as_system("a test counts by hand"):
        contacts = list(Contact.objects.filter(area=area))
        clocks = list(Deadline.objects.filter(area=area, is_alarm=True, cancelled_at=None))
        episodes = list(Episode.objects.filter(area=area).exclude(state="in_error"))
    return contacts, [row for row in clocks if row.clock in DECIDING], episodes


def recount(area, month, at, kept=None):
    """Return (top, whole or None) of each counted indicator in a month."""
    contacts, clocks, episodes = kept or records(area)
    received = [row for row in contacts if month_of(row.happened_at) == month]
    referred = [row for row in received if row.outcome in REFERRED and not row.same_event_as_id]
    every_referral = {row.pk for row in contacts if row.outcome in REFERRED}
    ended = [
        row for row in clocks
        if month_of(row.started_at) == month and row.subject_id in every_referral and (row.met_at or row.due_at < at)
    ]  # fmt: skip
    in_time = [row for row in ended if row.met_at and row.met_at <= row.due_at]
    return {
        "M1": (len(received), None),
        "M2": (len([row for row in episodes if month_of(row.referred_at) == month]), None),
        "M3": (len(referred), len(received)),
        "M8-QL": (len(in_time), len(ended)),
    }
