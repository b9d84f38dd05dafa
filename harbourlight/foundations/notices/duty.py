"""Who is on duty in an area at a moment, and at which mailbox they read."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.models import Team

from .choices import Concern
from .models import Duty, Mailbox


def on_duty(area, at):
    """Return the duty hours of an area (or its id) that a moment lies in, those told first before the others."""
    area_id = getattr(area, "pk", area)
    rows = Duty.objects.of_area(area_id, at.astimezone(LONDON).date())
    return [duty for duty in rows if duty.is_on(at)]


def whom_to_ring(area, at):
    """Return (name, telephone) of those on duty in an area at a moment who are told first, as far as they have one."""
    duties = on_duty(area, at)
    first = min((duty.rung for duty in duties), default=None)
    holders = dict.fromkeys(duty.holder for duty in duties if duty.rung == first)
    numbers = ((str(holder), holder.phone or getattr(holder, "agency", holder).phone) for holder in holders)
    return [(name, phone) for name, phone in numbers if phone]


def next_told(area_id, at, *, rung, told):
    """Return the next rung of the ladder, and who is on duty up to it and was not told yet (ids of ``told``).

    Whoever came on duty since the last telling is among them. With nobody left the rung is the one given.
    """
    untold = [duty for duty in on_duty(area_id, at) if duty.holder.pk not in told]
    reached = min((duty.rung for duty in untold if duty.rung > rung), default=rung)
    return reached, [duty for duty in untold if duty.rung <= reached]


def address_for(holder, area_id, concern, on):
    """Return the address at which a team or agency reads what is of a kind, or an empty string."""
    whose = {"team": holder} if isinstance(holder, Team) else {"agency": holder, "team": None}
    rows = Mailbox.objects.current(on).filter(area_id=area_id, concern__in=(concern, Concern.OTHER), **whose)
    found = sorted(rows, key=lambda mailbox: mailbox.concern != concern)
    return found[0].email if found else holder.email
