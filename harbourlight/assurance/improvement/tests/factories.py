"""Recommendations for tests, made by the real actions."""

from datetime import timedelta

from harbourlight.foundations.access.middleware import LONDON

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


def days(moment, number):
    """Return a moment so many days away."""
    return moment + timedelta(days=number)
