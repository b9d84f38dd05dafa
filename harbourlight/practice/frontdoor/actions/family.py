"""Children of the family who are on file and whom nobody named: offered at the decision, and named with it."""

from django.db.models import Q

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.choices import RelationKind
from harbourlight.foundations.people.models import Person, Relationship

from ..models import ContactAdult, ContactChild
from .police_notices import kept_from

PARENTS = (RelationKind.MOTHER, RelationKind.FATHER, RelationKind.PARENT)
BESIDE = (RelationKind.SIBLING, RelationKind.HALF_SIBLING, RelationKind.TWIN)


def children_on_file(*, contact, reader):
    """Return {child: how they belong} of the children of the family who are on file and not named in a contact.

    Brothers and sisters, children of the same parents, and children of the household, whoever may open their records:
    as in a search, only that they exist is told; not of one whose existence is hidden, or from whom the reader is kept.
    """
    with as_system("who belongs to the family is offered at the decision, as a search would find them"):
        found = {}
        for pk, words in (*together(contact.child_ids), *of_same_parents(contact.child_ids)):
            found.setdefault(pk, words)
        ids = set(found) - set(contact.child_ids)
        ids -= kept_from(reader, ids)
        people = Person.objects.filter(pk__in=ids, is_child=True, died_on=None, merged_into=None)
        return {person: found[person.pk] for person in people.order_by("born_on", "first_name__letters")}


def together(ids):
    """Yield (id, how) of the brothers and sisters of some children, and of those who live with them."""
    rows = Relationship.objects.filter(Q(person_id__in=ids) | Q(other_id__in=ids), ended_on=None)
    rows = rows.filter(Q(kind__in=BESIDE) | Q(lives_with=True))
    for person, other, kind in rows.values_list("person_id", "other_id", "kind"):
        words = "brother or sister" if kind in BESIDE else "in the same household"
        yield from ((pk, words) for pk in (person, other))


def of_same_parents(ids):
    """Yield (id, how) of the other children of the parents of some children."""
    parents = Relationship.objects.filter(person_id__in=ids, kind__in=PARENTS).values("other_id")
    rows = Relationship.objects.filter(other_id__in=parents, kind__in=PARENTS)
    yield from ((pk, "child of the same parent") for pk in rows.values_list("person_id", flat=True))


def name_too(contact, children, *, by, at):
    """Name children of the family in a contact although nobody told of them; the hub sees them from now on."""
    offered = children_on_file(contact=contact, reader=by) if children else {}
    named = [person for person in offered if person.pk in set(children)]
    if len(named) < len(set(children)):
        raise StepNotAllowed("Select children of this family only.")
    for person in named:
        ContactChild(contact=contact, person=person).save(force_insert=True)
    contact.child_ids = [*contact.child_ids, *(person.pk for person in named)]
    ContactAdult.objects.filter(contact=contact).update(child_ids=contact.child_ids)
    access.give(
        person_ids=[person.pk for person in named], team=contact.team, basis=Basis.ALLOCATED,
        reason=f"Named in contact {contact.reference}", source=f"contact:{contact.pk}", by=by, at=at,
    )  # fmt: skip
