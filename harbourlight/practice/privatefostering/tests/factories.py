"""Children who live with somebody else, and their arrangements."""

from datetime import date, datetime, time

from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.visits.actions import ChildSeen

from .. import actions

SEEN_ALONE = ChildSeen(was_seen=True, was_seen_alone=True, child_said="I like the dog")
NOT_SEEN = ChildSeen(was_seen=False, not_seen_reason="Nobody opened the door")


def at(day, clock=time(12)):
    """Return a moment of a day ("2025-01-20") in London."""
    return datetime.combine(date.fromisoformat(day), clock, LONDON)


def child_of(cast, born_on=date(2012, 10, 10), name="Bryony"):
    """Return a child whose record is open to the social worker's team."""
    with as_system("a test makes a child"):
        child = Person(
            first_name=name, last_name="Saltmarsh", born_on=born_on, is_child=True, area=cast.area,
            recorded_at=at("2025-01-01"),
        )  # fmt: skip
        child.save(force_insert=True)
        for team in (cast.social_work, cast.mash):
            Grant(
                person_id=child.pk, team=team, holder_id=team.pk, basis=Basis.ALLOCATED, reason="Test",
                valid_from=at("2025-01-01"), granted_at=at("2025-01-01"),
            ).save(force_insert=True)  # fmt: skip
    return child


def told_of(cast, child, known_on="2025-01-20", **more):
    """Return the arrangement of a child that a school told of."""
    told = {
        "known_on": date.fromisoformat(known_on), "notified_by": "school", "notifier": "Bob Lanyard, Lantern Street",
        "started_on": date(2024, 12, 20), "is_meant_to_last": "yes", "carer_is": "neighbour",
        "carer_name": "Marina Kittiwake", **more,
    }  # fmt: skip
    return actions.notify(person=child, team=cast.social_work, at=at(known_on), **{"by": cast.colleague, **told})


def visited(cast, arrangement, day, seen=SEEN_ALONE, **more):
    """Return the arrangement after a visit of a day."""
    return actions.visit(
        arrangement=arrangement, children={arrangement.person_id: seen}, happened_at=at(day), place="At home",
        visited_by=cast.colleague, by=cast.colleague, at=at(day, time(17)),
        **more,
    )  # fmt: skip
