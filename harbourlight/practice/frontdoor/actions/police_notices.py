"""The police notices of a year about a household, an address or a couple: counted here once, for every room."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q

from harbourlight.foundations.access.choices import BarrierKind
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
    """Return the police notices of the 12 months before a contact about its household, its address or its couple."""
    found = counted([contact], reader)[contact.pk]
    ids = [row.pk for row in found]
    seen = list(Contact.objects.visible_to(reader).filter(pk__in=ids).order_by("-happened_at")) if ids else []
    return Notices(
        rows=[(row, found[row]) for row in seen],
        closed=len(ids) - len(seen),
        ways=Counter(way for ways in found.values() for way in ways),
        grades=Counter(row.get_police_grade_display() or NOT_GRADED for row in found),
    )


def counted(contacts, reader):
    """Return {id of a contact: {police notice: in which ways it concerns the same family}}, for several at once.

    They are counted whoever may see them, because many small ones together are what must be seen; a notice about a
    child whose existence is hidden, or from whom the reader is kept, is as if it were not there.
    """
    with as_system("how often the police were called to a family is counted whoever may open each notice"):
        households = households_of(contacts)
        couples = couples_of(contacts)
        rows = list(candidates(contacts, households, couples))
        kept = kept_from(reader, {child for row in rows for child in row.child_ids})
    rows = [row for row in rows if not kept & set(row.child_ids)]
    return {
        contact.pk: {
            row: ways
            for row in rows
            if row.pk != contact.pk and year_before(contact.happened_at) <= row.happened_at <= contact.happened_at
            and (ways := ways_of(row, contact, households[contact.pk], couples[contact.pk]))
        }
        for contact in contacts
    }  # fmt: skip


def ways_of(row, contact, household, couple):
    """Return in which ways a police notice concerns the family of a contact."""
    told = (
        (HOUSEHOLD, not household.isdisjoint(row.child_ids)),
        (ADDRESS, bool(contact.place) and row.place == contact.place),
        (COUPLE, row.pk in couple),
    )
    return [way for way, holds in told if holds]


def candidates(contacts, households, couples):
    """Return the police notices that may concern the families of some contacts, the newest first."""
    since, until = (pick(contact.happened_at for contact in contacts) for pick in (min, max))
    rows = Contact.objects.filter(source=Source.POLICE, happened_at__range=(year_before(since), until))
    places = {contact.place for contact in contacts} - {""}
    otherwise = Q(place__in=places) | Q(pk__in=set().union(*couples.values()))
    of_households = rows.about(list(set().union(*households.values()))).values("pk")
    ids = of_households.union(rows.filter(otherwise).values("pk"), all=True).values_list("pk", flat=True)
    own = ("child_ids", "place", "happened_at", "police_grade")
    return Contact.objects.filter(pk__in=set(ids)).order_by("-happened_at").only(*own)


def households_of(contacts):
    """Return {id of a contact: the ids of its children and of those who live with them}."""
    ids = {child for contact in contacts for child in contact.child_ids}
    pairs = Relationship.objects.filter(lives_with=True, ended_on=None)
    found = {child: {child} for child in ids}
    for one, other in pairs.filter(Q(person_id__in=ids) | Q(other_id__in=ids)).values_list("person_id", "other_id"):
        found.get(one, set()).add(other)
        found.get(other, set()).add(one)
    return {contact.pk: set().union(*(found[child] for child in contact.child_ids)) for contact in contacts}


def couples_of(contacts):
    """Return {id of a contact: the ids of contacts that name at least two of the adults whom it names}."""
    ids = [contact.pk for contact in contacts]
    named, together = defaultdict(set), defaultdict(set)
    adults = ContactAdult.objects.exclude(person=None)
    for contact, person in adults.filter(contact__in=ids).values_list("contact_id", "person_id"):
        named[contact].add(person)
    for contact, person in adults.filter(person_id__in=set().union(*named.values())).values_list(
        "contact_id", "person_id"
    ):
        together[contact].add(person)
    return {pk: {other for other, people in together.items() if len(people & named[pk]) > 1} for pk in ids}


def kept_from(reader, ids):
    """Return the people among some whose existence is hidden, or from whom a reader is kept."""
    named = Q(professional_ids__contains=[reader.pk])
    hidden = Q(hides_existence=True) & ~Q(kind=BarrierKind.RESTRICTED, professional_ids__contains=[reader.pk])
    rows = Barrier.objects.filter(Q(kind=BarrierKind.EXCLUDED) & named | hidden, person_id__in=ids, ended_at=None)
    return set(rows.values_list("person_id", flat=True))
