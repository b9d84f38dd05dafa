"""The children of the first page: who they are in one line, where they stand in the work, and all of one's own."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q, Subquery

from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people import mine, stages
from harbourlight.foundations.people.choices import InvolvementKind
from harbourlight.foundations.people.identity import age_in_words
from harbourlight.foundations.people.models import Address, Involvement, Person
from harbourlight.foundations.statements.fetching import gather
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui.words import in_london
from harbourlight.foundations.visits.models import Visit

MOST_CLOCKS = 400
MOST_ASKED, MOST_SHOWN = 40, 4
ORDERS = {
    "name": lambda line: (line["child"].last_name, line["child"].first_name),
    "work": lambda line: (line["stage"] is None, -line["late"], line["child"].last_name, line["child"].first_name),
    "next": lambda line: (line["next"] is None, str(line["next"] and line["next"][1])),
    "seen": lambda line: str(line["seen"] or ""),
    "late": lambda line: -line["late"],
}
PLACES = (InvolvementKind.SCHOOL, InvolvementKind.NURSERY)


@Prepared
def people_of():
    """Some children, each with the school or nursery, unless it could tell a place that is protected."""
    ours = {"person": OuterRef("pk"), "ended_on": None}
    hidden = Address.objects.filter(Q(is_hidden=True) | ~Q(never_to=[]), **ours)
    school = Involvement.objects.filter(kind__in=PLACES, **ours).order_by("kind", "-started_on")
    rows = Person.objects.visible_to(ASKER).filter(pk__any=Parameter("ids"))
    rows = rows.only("first_name", "last_name", "born_on", "birth_year", "expected_on", "is_child")
    return rows.annotate(
        is_hidden=Exists(hidden), agency_name=Subquery(school.values("agency__name")[:1]),
        service=Subquery(school.values("service")[:1]),
    )  # fmt: skip


@Prepared
def clocks_of():
    """The clocks that run for people, the soonest first."""
    rows = Deadline.objects.visible_to(ASKER).about(Parameter("people")).filter(is_alarm=True).running()
    return rows.order_by("due_at").only(
        "clock", "title", "due_at", "due_on", "subject_kind", "subject_id", "child_ids"
    )[:MOST_CLOCKS]


@Prepared
def last_seen():
    """The last visit of each of some people at which they were seen."""
    rows = Visit.objects.visible_to(ASKER).filter(person__any=Parameter("ids"), was_seen=True)
    return rows.order_by("person", "-happened_at").distinct("person").only("person", "happened_at", "was_seen_alone")


def place_of(person):
    """Return the school or nursery of a child, as far as it may stand in a list."""
    return "" if person.is_hidden else person.agency_name or person.service or ""


def of_ids(request, ids):
    """Return ({id: child}, {id: where the child stands}) of those the asker may see."""
    if not ids:
        return {}, {}
    asked = list(ids)
    people, *answers = gather([people_of.bind(asker=request.user.pk, ids=asked), *stages.asked(request, asked)])
    return {person.pk: person for person in people}, stages.joined(answers)


def own(request, *, most=None):
    """Return the ids of the children whom the asker works with, by name, and whether there are more than the most."""
    held = mine.holders_of(request)
    found = [child for (child,) in mine.newest_children(asker=request.user.pk, at=request.moment, **held)]
    return found[:most], most is not None and len(found) > most


def first_of(request, ids):
    """Return the lines of children for the first page: those with open work, the most late first."""
    return sorted(lines_of(request, ids), key=ORDERS["work"])[:MOST_SHOWN] if ids else []


def lines_of(request, ids):
    """Return a line for each child: name, age, place, where in the work, what is next, last seen, how much is late."""
    asked = list(ids)
    people, standing = of_ids(request, asked)
    clocks, seen = gather(
        [clocks_of.bind(asker=request.user.pk, people=asked), last_seen.bind(asker=request.user.pk, ids=asked)]
    )
    names = subjects.names_of([row for row in clocks if subjects.says_itself(row)], asker=request.user.pk)
    running = defaultdict(list)
    for row in clocks:
        row.said = subjects.said_of(row, names)
        for child in row.child_ids:
            running[child].append(row)
    visits = {visit.person_id: visit for visit in seen}
    return [
        line_of(request, person, standing.get(person.pk), running[person.pk], visits.get(person.pk))
        for person in people.values()
    ]


def line_of(request, person, stage, running, visit):
    """Return the line of one child as a dict."""
    late = [row for row in running if row.due_at < request.moment]
    coming = next((row for row in running if row.due_at >= request.moment), None)
    known = (in_london(visit.happened_at) if visit else None, stage.seen_on if stage else None)
    seen = max(filter(None, known), default=None)
    return {
        "child": person, "age": age_in_words(person, request.today), "place": place_of(person), "stage": stage,
        "next": (coming.said, coming.due_on or coming.due_at) if coming else None,
        "seen": seen, "alone": visit if known[0] and known[0] == seen else None,
        "late": len(late), "late_what": late[0].said if late else "",
    }  # fmt: skip
