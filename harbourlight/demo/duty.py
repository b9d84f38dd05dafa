"""Who is on duty in the demonstration, at which mailboxes its agencies read, and notices of what cannot wait."""

from datetime import time, timedelta

from django.db.models import Q

from harbourlight.demo.partnership import FOUNDED
from harbourlight.foundations.notices.actions import escalate, notify, see_to
from harbourlight.foundations.notices.choices import Concern, Day, Rung
from harbourlight.foundations.notices.models import Duty, Mailbox
from harbourlight.practice.frontdoor.actions.alert import IN_DANGER, RED
from harbourlight.practice.frontdoor.choices import Rag, Urgency
from harbourlight.practice.frontdoor.models import Contact

WEEKDAYS, DAYS_OFF = list(Day)[:5], list(Day)[5:]
OPENS, CLOSES, MIDNIGHT = time(8, 30), time(17), time(0)
STILL_UNOPENED = 2  # of those in the first area: the latest that came
SEEN_AFTER = timedelta(minutes=6)


def tell(year):
    """Put the teams of every area on duty, and tell them of the contacts that wait and cannot."""
    for index, area in enumerate(year.bodies.partnership.areas):
        put_on_duty(year.bodies.partnership, index, area)
        tell_of_contacts(area, year.world.now)
    escalate(at=year.world.now)


def put_on_duty(partnership, index, area):
    """Put the hub on duty by day and the night team otherwise; then the assessment team, then the police."""
    police = mailbox(area, partnership.police, Concern.URGENT, f"duty-desk@police.{area.code}.example")
    mailbox(area, partnership.police, Concern.REQUESTS, f"disclosure@police.{area.code}.example")
    mailbox(area, partnership.place("community health", index), Concern.URGENT, f"on-call@health.{area.code}.example")
    hub, night = partnership.teams["mash", index], partnership.teams["out", index]
    on_duty(area, WEEKDAYS, OPENS, CLOSES, team=hub)
    on_duty(area, WEEKDAYS, CLOSES, OPENS, team=night)
    on_duty(area, DAYS_OFF, OPENS, OPENS, team=night)
    on_duty(area, WEEKDAYS, OPENS, CLOSES, rung=Rung.SECOND, team=partnership.teams["assessment", index])
    on_duty(area, list(Day), MIDNIGHT, MIDNIGHT, rung=Rung.THIRD, mailbox=police)


def mailbox(area, agency, concern, email):
    """Record a mailbox."""
    return Mailbox.objects.create(area=area, agency=agency, concern=concern, email=email, started_on=FOUNDED)


def on_duty(area, days, begins, ends, **holder):
    """Record a line of duty hours."""
    Duty.objects.create(area=area, days=days, begins=begins, ends=ends, started_on=FOUNDED, **holder)


def tell_of_contacts(area, now):
    """Tell of each contact that waits and cannot, as it came; all but the latest have been seen to."""
    cannot_wait = Q(urgency=Urgency.IMMEDIATE) | Q(rag=Rag.RED)
    contacts = list(Contact.objects.waiting().filter(cannot_wait, area=area).order_by("-recorded_at"))
    for place, contact in enumerate(contacts):
        says = IN_DANGER if contact.urgency == Urgency.IMMEDIATE else RED
        at = contact.recorded_at
        notify(subject=contact, says=says, is_urgent=True, opens_record=True, by=None, at=at)
        if place >= STILL_UNOPENED and at + SEEN_AFTER < now:
            see_to(subject=contact, by=contact.owner or someone_of(contact.team), at=at + SEEN_AFTER)


def someone_of(team):
    """Return somebody who works in a team, the first by name."""
    return team.members.order_by("name").first()
