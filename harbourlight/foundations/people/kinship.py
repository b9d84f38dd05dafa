"""The family of a person as a drawing needs it: who, in which generation, and whose child is whose.

From the relationships that the reader may see; somebody whose record is closed to the reader is simply not there.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from .choices import BirthDateCertainty, RelationKind
from .locations import is_current
from .models import Relationship
from .pages import BACKWARDS

PARENTS = {RelationKind.MOTHER, RelationKind.FATHER, RelationKind.PARENT}
UPWARDS = dict.fromkeys(PARENTS | {RelationKind.STEP_PARENT, RelationKind.CARER}, 1) | {RelationKind.GRANDPARENT: 2}
BESIDE = {RelationKind.SIBLING, RelationKind.HALF_SIBLING, RelationKind.TWIN}
MOST_DRAWN = 40
NAMES = (
    "first_name",
    "last_name",
    "born_on",
    "birth_year",
    "birth_certainty",
    "expected_on",
    "died_on",
    "sex",
    "is_child",
)


@Prepared
def ties_among():
    """The relationships that name any of some people, each with what a drawing says of both."""
    named = Q(person__any=Parameter("people")) | Q(other__any=Parameter("people"))
    rows = Relationship.objects.visible_to(ASKER).filter(named).select_related("person", "other")
    both = [f"{side}__{name}" for side in ("person", "other") for name in NAMES]
    return rows.order_by("recorded_at", "pk").only("kind", "lives_with", "started_on", "ended_on", *both)


class Tie(NamedTuple):
    """A line between two people that is not parent and child: dashed from above, or dotted beside."""

    one: object
    other: object
    is_beside: bool


@dataclass
class Family:
    """People by id, their generations (0 is the person's own, -1 the parents'), parents by child, further ties."""

    ego: object
    people: dict = field(default_factory=dict)
    generations: dict = field(default_factory=dict)
    parents: dict = field(default_factory=lambda: defaultdict(list))
    ties: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    household: set = field(default_factory=set)


def family_of(person, reader, on, *, tells_household=True):
    """Return the family around a person: relatives, and the relatives' own ties, as the reader may see them."""
    first = ties_among(asker=reader.pk, people=[person.pk])
    near = {person.pk} | {one for row in first for one in (row.person_id, row.other_id)}
    rows = ties_among(asker=reader.pk, people=list(near)) if first else []
    family = Family(person, {person.pk: person})
    for row in sorted(rows, key=lambda row: person.pk not in (row.person_id, row.other_id)):
        for each in (row.person, row.other):
            if len(family.people) < MOST_DRAWN:
                family.people.setdefault(each.pk, each)
    rows = [row for row in rows if row.person_id in family.people and row.other_id in family.people]
    place_generations(family, rows)
    family.rows = [row for row in rows if row.person_id in family.people and row.other_id in family.people]
    join(family, family.rows)
    if tells_household:
        family.household = household(person, rows, on)
    return family


def household(person, rows, on):
    """Return the ids of those who live together with a person now, the person among them."""
    together = [
        row for row in rows if row.lives_with and is_current(row, on) and person.pk in (row.person_id, row.other_id)
    ]
    return {one for row in together for one in (row.person_id, row.other_id)}


def step_of(row):
    """Return how many generations the second person of a relationship stands above the first."""
    if row.kind in UPWARDS:
        return UPWARDS[row.kind]
    if row.kind in BESIDE or row.person.is_child == row.other.is_child:
        return 0
    return 1 if row.person.is_child else -1


def place_generations(family, rows):
    """Give each person a generation, from the person outwards; the surest ties first."""
    ties = defaultdict(list)
    for row in rows:
        step, doubt = step_of(row), certainty(row.kind)
        ties[row.person_id].append((doubt, -step, row.other_id))
        ties[row.other_id].append((doubt, step, row.person_id))
    family.generations[family.ego.pk] = 0
    for most in (0, 1, 2):
        waiting = list(family.generations)
        while waiting:
            one = waiting.pop(0)
            for doubt, step, other in ties[one]:
                if doubt <= most and other not in family.generations:
                    family.generations[other] = family.generations[one] + step
                    waiting.append(other)
    family.people = {pk: each for pk, each in family.people.items() if pk in family.generations}


def certainty(kind):
    """Return how surely a relationship tells a generation: 0 surely, 2 hardly."""
    if kind in PARENTS or kind in BESIDE:
        return 0
    return 1 if kind in UPWARDS else 2


def join(family, rows):
    """Give each child its parents, and keep the ties that no line of descent shows."""
    for row in rows:
        if row.kind in PARENTS and row.other_id not in family.parents[row.person_id]:
            family.parents[row.person_id].append(row.other_id)
    seen = set()
    for row in rows:
        pair = frozenset((row.person_id, row.other_id))
        if row.kind in PARENTS or pair in seen or len(pair) == 1 or is_shown_by_parents(family, row):
            continue
        seen.add(pair)
        family.ties.append(tie_of(family, row))


def is_shown_by_parents(family, row):
    """Say whether a line of descent tells a relationship already: brothers and sisters, and grandparents."""
    parents = family.parents.get(row.person_id, [])
    if row.kind in BESIDE:
        return bool(set(parents) & set(family.parents.get(row.other_id, [])))
    if row.kind == RelationKind.GRANDPARENT:
        return any(row.other_id in family.parents.get(parent, []) for parent in parents)
    return row.other_id in parents or row.kind == RelationKind.HOUSEHOLD


def tie_of(family, row):
    """Return a relationship as a line, the elder generation first."""
    one, other = sorted((row.person_id, row.other_id), key=lambda pk: family.generations[pk])
    return Tie(one, other, family.generations[one] == family.generations[other])


def born(person):
    """Return when a person was born or is expected, as a drawing says it."""
    if person.birth_certainty == BirthDateCertainty.EXPECTED and person.expected_on:
        return f"expected {person.expected_on.year}"
    year = person.born_on.year if person.born_on else person.birth_year
    died = f", died {person.died_on.year}" if person.died_on else ""
    return f"born {year}{died}" if year else died.removeprefix(", ")


def told(family):
    """Return each relative with who they are in words: to the person first, else to whoever the tie is to."""
    words: dict = {}
    ego = family.ego.pk
    for row in sorted(family.rows, key=lambda row: ego not in (row.person_id, row.other_id)):
        kind = RelationKind(row.kind)
        if row.other_id != ego:
            words.setdefault(row.other_id, kind.label if row.person_id == ego else f"{kind.label} of {row.person}")
        if row.person_id != ego:
            back = BACKWARDS.get(row.kind, kind.label)
            words.setdefault(row.person_id, back if row.other_id == ego else f"{back} of {row.other}")
    order = sorted(words, key=lambda pk: (family.generations[pk], str(family.people[pk])))
    return [(family.people[pk], words[pk]) for pk in order]
