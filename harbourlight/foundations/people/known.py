"""Key information: what should be known of a child before a meeting, and what is missing."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from .choices import BirthDateCertainty, IdentifierKind, InvolvementKind, RelationKind
from .locations import is_current
from .models import Person

SCHOOL_AGE = 5
PARENTS = (RelationKind.MOTHER, RelationKind.FATHER, RelationKind.PARENT)
EARLY = (InvolvementKind.NURSERY, InvolvementKind.HEALTH_VISITOR)


@dataclass(frozen=True)
class Facts:
    """What a child's page read from the record."""

    person: Person
    addresses: list
    services: list
    relations: list
    on: date

    def has_service(self, *kinds):
        """Say whether a service of one of these kinds knows the child now."""
        return any(row.kind in kinds and is_current(row, self.on) for row in self.services)

    def parents(self):
        """Return the relationships that name a parent of the child."""
        return [
            row
            for row in self.relations
            if row.person_id == self.person.pk and row.kind in PARENTS and not row.ended_on
        ]

    @property
    def is_unborn(self):
        """Say whether the child is not born yet."""
        return self.person.birth_certainty == BirthDateCertainty.EXPECTED

    @property
    def is_of_school_age(self):
        """Say whether the child is five or older, as far as the date of birth is known."""
        born = self.person.born_on.year if self.person.born_on else self.person.birth_year
        return born is not None and self.on.year - born > SCHOOL_AGE


class Piece(NamedTuple):
    """One piece of key information: what it is, whether it is known, what is missing, and where to say it."""

    what: str
    is_known: bool
    missing: str
    address: str


def pieces(facts):
    """Return the key information of a child, in the order in which a meeting asks for it."""
    person = facts.person
    details = reverse("people:person_edit", args=[person.pk])
    rows = [
        ("Date of birth", is_birth_sure(facts), "not known for sure", details),
        ("Sex", facts.is_unborn or person.sex != "U", "not known", details),
        ("Ethnicity", facts.is_unborn or person.ethnicity != "NOBT", "not asked yet", details),
        ("Language", facts.is_unborn or bool(person.language), "not recorded", details),
        ("Disability", facts.is_unborn or bool(person.disabilities), "not recorded, nor that there is none", details),
        ("Communication and interpreter", person.needs_interpreter != "unknown", "not asked yet", details),
        ("NHS number", facts.is_unborn or has_number(person), "not recorded", adding(person, "identifiers")),
        ("Address", any(is_current(row, facts.on) for row in facts.addresses), "none now", adding(person, "addresses")),
        ("GP practice", facts.has_service(InvolvementKind.GP), "not recorded", adding(person, "services")),
        (*learning(facts), "not recorded", adding(person, "services")),
        ("Who lives with the child", any(row.lives_with for row in facts.relations), "not recorded",
         adding(person, "relationships")),
        *parental_responsibility(facts),
    ]  # fmt: skip
    return [Piece(*row) for row in rows]


def adding(person, kind):
    """Return the address where one kind of detail is added."""
    return reverse(f"people:{kind}_add", args=[person.pk])


def is_birth_sure(facts):
    """Say whether the date of birth, or the date when the child is expected, is known for sure."""
    person = facts.person
    return bool(facts.is_unborn and person.expected_on) or bool(
        person.born_on and person.birth_certainty == BirthDateCertainty.KNOWN
    )


def has_number(person):
    """Say whether the NHS number is recorded."""
    return any(held["kind"] == IdentifierKind.NHS for held in person.identifiers_held)


def learning(facts):
    """Return what a child of this age should have, and whether it has it."""
    if facts.is_of_school_age:
        return "School or college", facts.has_service(InvolvementKind.SCHOOL)
    return "Health visitor, nursery or school", facts.has_service(*EARLY, InvolvementKind.SCHOOL)


def parental_responsibility(facts):
    """Return a row for the parental responsibility of each parent, or one that says that no parent is recorded."""
    parents = facts.parents()
    if not parents:
        return [("Parents", False, "none recorded", adding(facts.person, "relationships"))]
    return [
        (f"Parental responsibility of {row.other}", row.has_parental_responsibility != "unknown", "not known",
         adding(facts.person, "relationships"))
        for row in parents
    ]  # fmt: skip
