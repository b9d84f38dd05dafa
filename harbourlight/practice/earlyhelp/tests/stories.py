"""What the stories of early help begin with."""

from datetime import date

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.people.models import Person
from harbourlight.practice.earlyhelp import actions


def child(area, moment, name="Isla Breakwater", born_on=date(2017, 5, 9)):
    """Put a child on file whom nobody sees yet, and return the record."""
    first, last = name.split()
    person = Person(first_name=first, last_name=last, born_on=born_on, area=area, recorded_at=moment)
    person.save(force_insert=True)
    return person


def family(cast, moment, *names):
    """Put children on file whom the hub sees, and return their records."""
    people = [child(cast.area, moment, name) for name in names or ("Isla Breakwater",)]
    with as_system("the test lets the hub see the children"):
        access.give(
            person_ids=[person.pk for person in people], team=cast.mash, basis="allocated", reason="Contact",
            by=None, at=moment,
        )  # fmt: skip
    return people


def accepted(cast, moment, as_user, people=None, **more):
    """Take a family on as the front door's decision does, and return the case."""
    people = people or family(cast, moment)
    answers = {"people": people, "area": cast.area, "team": cast.early_help, "reason": "The family asks for help."}
    with as_user(cast.manager):
        return actions.accept(**(answers | {"at": moment, "by": cast.manager} | more))
