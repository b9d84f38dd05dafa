"""The police notices of a year about a household, an address or a couple: counted here once, for every room."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Q, Value

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Barrier
from harbourlight.foundations.people.models import Relationship

from ..choices import PoliceGrade, Source
from ..models import Contact, ContactAdult

HOUSEHOLD, ADDRESS, COUPLE = "Household", "Address", "Couple"
NOT_GRADED = "Not graded"


@dataclass
class Notices:
    """The police notices around a contact: those the reader may open, each with why it counts, and those counted only.

    ``rows`` are (contact, why) the newest first; ``closed`` is how many more concern children closed to the reader.
    """

    rows: list = field(default_factory=list)
    closed: int = 0
    ways: Counter = field(default_factory=Counter)
    grades: Counter = field(default_factory=Counter)

    @property
    def total(self):
        """How many there are."""
        return len(self.rows) + self.closed

    @property
    def by_way(self):
        """How many concern the household, the address and the couple: one notice may concern all three."""
        return [(way, self.ways[way]) for way in (HOUSEHOLD, ADDRESS, COUPLE)]

    @property
    def by_grade(self):
        """How many the police graded how."""
        return [(words, self.grades[words]) for words in (*PoliceGrade.labels, NOT_GRADED) if self.grades[words]]


def year_before(moment):
    """Return the same moment a year earlier (28 February for a leap day)."""
    try:
        return moment.replace(year=moment.year - 1)
    except ValueError:
        return (moment - timedelta(days=1)).replace(year=moment.year - 1)


def notices_around(*, contact, reader):
    """Return the police notices of the 12 months before a contact about its household, its address or its couple.

    They are counted whoever may see them, because many small ones together are what must be seen; a notice about a
    child whose existence is hidden, or from whom the reader is kept, is as if it were not there.
    """
    with as_system("how often the police were called to a family is counted whoever may open each notice"):
        ways = ways_of(contact)
        counted = list(Contact.objects.filter(pk__in=ways).only("child_ids", "police_grade"))
        kept = kept_from(reader, {child for row in counted for child in row.child_ids})
    counted = [row for row in counted if not kept & set(row.child_ids)]
    ids = [row.pk for row in counted]
    seen = list(Contact.objects.visible_to(reader).filter(pk__in=ids).order_by("-happened_at")) if ids else []
    return Notices(
        rows=[(row, ways[row.pk]) for row in seen],
        closed=len(counted) - len(seen),
        ways=Counter(way for pk in ids for way in ways[pk]),
        grades=Counter(row.get_police_grade_display() or NOT_GRADED for row in counted),
    )


def ways_of(contact):
    """Return {id of a police notice: in which ways it concerns the family of a contact}."""
    during = {"source": Source.POLICE, "happened_at__range": (year_before(contact.happened_at), contact.happened_at)}
    rows = Contact.objects.filter(**during).exclude(pk=contact.pk)
    some = {
        HOUSEHOLD: rows.about(list(household_of(contact.child_ids))),
        COUPLE: rows.filter(pk__in=with_couple(contact)),
    }
    if contact.place:
        some[ADDRESS] = rows.filter(place=contact.place)
    first, *others = (each.annotate(way=Value(way)).values_list("pk", "way") for way, each in some.items())
    found = {}
    for pk, way in first.union(*others, all=True):
        found.setdefault(pk, []).append(way)
    return found


def household_of(ids):
    """Return the ids of some people and of those who live with them, as far as the asker may see."""
    pairs = Relationship.objects.filter(lives_with=True, ended_on=None)
    found = set(ids)
    for pair in pairs.filter(Q(person_id__in=ids) | Q(other_id__in=ids)).values_list("person_id", "other_id"):
        found.update(pair)
    return found


def with_couple(contact):
    """Return the contacts that name at least two of the adults whom a contact names."""
    own = ContactAdult.objects.filter(contact=contact).exclude(person=None).values("person_id")
    together = ContactAdult.objects.filter(person_id__in=own).values("contact_id")
    return together.annotate(adults=Count("person_id", distinct=True)).filter(adults__gte=2).values("contact_id")


def kept_from(reader, ids):
    """Return the people among some whose existence is hidden, or from whom a reader is kept."""
    barriers = Barrier.objects.filter(person_id__in=ids, ended_at=None)
    hidden = barriers.filter(Q(hides_existence=True) | Q(professional_ids__contains=[reader.pk]))
    return set(hidden.values_list("person_id", flat=True))
