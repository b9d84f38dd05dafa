"""Who a page is about: the bar that stands on every page about a child, and the sections of the child's record.

Whatever page finds its record through ``access.lookup`` is about the people of that record; it does nothing itself.
"""

from django.db.models import BooleanField, Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.functional import cached_property

from harbourlight.foundations.access.guard import condition
from harbourlight.foundations.access.models import Barrier
from harbourlight.foundations.statements.fetching import gather
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui.words import counted, day

from . import stages
from .choices import BirthDateCertainty
from .models import Address, Person

MOST = 4  # children of one page; a longer list of names is no bar
SECTIONS = (
    ("people:person", "At a glance"), ("chronology:chronology", "Timeline"), ("people:plans", "Plans and pathways"),
    ("people:family", "Family and network"), ("people:documents", "Meetings and documents"),
    ("people:about", "Details"), ("access:who_looked", "Who can see"),
)  # fmt: skip
OF_CHILDREN = ("people:family",)


WHOLE = RawSQL(condition("people_person", person="id"), [], output_field=BooleanField())  # noqa: S611 - no input


@Prepared
def identities():
    """Some people with what everybody must know first, and who leads the work."""
    protected = Address.objects.filter(Q(is_hidden=True) | ~Q(never_to=[]), person=OuterRef("pk"), ended_on=None)
    restricted = Barrier.objects.filter(person_id=OuterRef("pk"), kind="restricted", ended_at=None)
    rows = (
        Person.objects.visible_to(ASKER)
        .filter(pk__any=Parameter("ids"), merged_into=None)
        .select_related("lead_professional")
    )
    return (
        rows.only(
            "first_name", "last_name", "is_child", "born_on", "birth_year", "birth_month", "birth_certainty",
            "expected_on", "died_on", "sex", "needs_interpreter", "language", "lead_professional__name",
            "lead_professional__phone",
        )
        .order_by("born_on", "first_name__letters")
        .annotate(is_protected=Exists(protected), is_restricted=Exists(restricted), is_whole=WHOLE)
    )  # fmt: skip


def age_in_words(person, on):
    """Return how old a child is on a day: "6", "8 months", "expected 3 May 2027"; nothing if nobody knows."""
    if person.born_on is None:
        if person.expected_on:
            return f"expected {day(person.expected_on)}"
        return f"about {on.year - person.birth_year}" if person.birth_year else ""
    weeks = (on - person.born_on).days // 7
    if weeks < 9:
        return counted(weeks, "week")
    months = (on.year - person.born_on.year) * 12 + on.month - person.born_on.month - (on.day < person.born_on.day)
    if months >= 24:
        return str(months // 12)
    return counted(months, "month")


def alerts_of(person):
    """Return what a reader must know first, in few words."""
    checks = (
        (person.is_protected, "Location protected"),
        (person.is_restricted, "Restricted"),
        (person.died_on, f"Died {day(person.died_on)}" if person.died_on else ""),
        (person.birth_certainty == BirthDateCertainty.EXPECTED, "Not born yet"),
        (person.needs_interpreter == "yes", f"Interpreter{f': {person.language}' if person.language else ''}"),
    )
    return [words for holds, words in checks if holds]


def lead_of(person, standing):
    """Return who leads the work with a child: as the record says, else as the highest room's work does."""
    return person.lead_professional or next((stage.lead for stage in reversed(standing) if stage.lead), None)


class Identity:
    """The people whom a page is about; the database is asked once, when the page is written, if at all."""

    def __init__(self, request):
        self.request = request

    def __bool__(self):
        """Whether the page is about few enough people to name them."""
        return 0 < len(self.ids) <= MOST

    @cached_property
    def ids(self):
        """The ids of the people of the record that the page found."""
        return getattr(self.request, "read_about", [])

    @cached_property
    def people(self):
        """The people whom the reader may see, and where each stands in the work of each room."""
        asked = identities.bind(asker=self.request.user.pk, ids=self.ids)
        found, *answers = gather([asked, *stages.asked(self.request, self.ids)])
        return found, stages.every(answers)

    @property
    def bars(self):
        """A bar for each child: the child, the age, alerts, where in the work, and who leads it with a number.

        Where the record names no lead worker it is whoever leads the work of the highest room that says so.
        """
        found, standing = self.people
        return [
            {
                "child": person, "age": age_in_words(person, self.request.today), "alerts": alerts_of(person),
                "born": day(person.born_on) if person.born_on else "", "stages": standing.get(person.pk, [])[::-1],
                "lead": lead_of(person, standing.get(person.pk, [])) if person.is_whole else None,
            }
            for person in found
            if person.is_child
        ]  # fmt: skip

    @cached_property
    def sections(self):
        """The sections of the record where the page is one of it: (address, words, whether it is this one)."""
        match, (found, _) = self.request.resolver_match, self.people
        if not match or "person_id" not in match.kwargs or len(found) != 1:
            return []
        (person,) = found
        if person.is_child and not person.is_whole:
            return []  # who sees only who a child is has no section to open
        return [
            (reverse(name, args=[person.pk]), words, match.view_name == name)
            for name, words in SECTIONS
            if person.is_child or name not in OF_CHILDREN
        ]
