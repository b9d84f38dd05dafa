"""Contacts for tests, told as a referrer would."""

import uuid
from datetime import date

from harbourlight.practice.frontdoor import actions
from harbourlight.practice.frontdoor.actions import ReportedAdult, ReportedChild
from harbourlight.practice.frontdoor.choices import Source


def told(cast, at, **changes):
    """Return the arguments of `receive` for a child, her brother and their mother."""
    return {
        "area": cast.area,
        "source": Source.WEB,
        "happened_at": at,
        "children": [
            ReportedChild(first_name="Isla", last_name="Breakwater", born_on=date(2017, 5, 9), sex="F"),
            ReportedChild(first_name="Rory", last_name="Sandbar", birth_year=2020, sex="M"),
        ],
        "adults": [ReportedAdult(first_name="Moira", last_name="Breakwater", relation="mother", phone="01632 960 001")],
        "what_happened": "Isla came to school without a coat and very hungry, the third time this month.",
        "child_words": "There is nothing in the fridge.",
        "worries": ["neglect"],
        "factors": ["housing"],
        "consent": "given",
        "referrer": cast.bob,
        "referrer_name": cast.bob.name,
        "referrer_kind": "2A",
        "referrer_agency": cast.school,
        "referrer_email": cast.bob.email,
        "submission": uuid.uuid4(),
        **changes,
    }


def receive(cast, at, by=None, **changes):
    """Receive that contact and return it."""
    return actions.receive(by=by or cast.bob, at=at, **told(cast, at, **changes))
