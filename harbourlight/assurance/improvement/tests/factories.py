"""Recommendations for tests, made by the real actions."""

from datetime import datetime, time, timedelta

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.meetings.models import Meeting

from ..actions import recommend

PANEL = {"body_key": "scrutiny-panel", "body_name": "Children's scrutiny panel"}


def london(moment):
    """Return the London date of a moment."""
    return moment.astimezone(LONDON).date()


def recommendation(cast, moment, **given):
    """Make a recommendation of the scrutiny panel to the police, unless the test says otherwise."""
    made = {
        "area": cast.area,
        **PANEL,
        "source": "scrutiny",
        "source_title": "Scrutiny panel, school attendance",
        "text": "The panel is sent the destinations of young people who leave care.",
        "agencies": [cast.police],
        "by": cast.business,
        "at": moment,
    }
    return recommend(**made | given)


def addressed(cast, moment, **given):
    """Make a recommendation and return it with its only addressee."""
    return recommendation(cast, moment, **given).addressees.get()


def met(cast, on, *, key=PANEL["body_key"], title="Panel", is_quorate=True, area=None):
    """Return the meeting of a body on a London date, as it was held in its first minute."""
    held_at = datetime.combine(on, time.min, LONDON)
    there = {"group_key": key, "area": area or cast.area, "held_at": held_at}
    rest = {
        "type": "panel", "title": title, "state": "held", "starts_at": held_at, "planned_at": held_at,
        "is_quorate": is_quorate,
    }  # fmt: skip
    return Meeting.objects.get_or_create(**there, defaults=rest)[0]


def days(moment, number):
    """Return a moment so many days away."""
    return moment + timedelta(days=number)
