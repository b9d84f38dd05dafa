"""Asking agencies what they hold about the children of a contact, and whom they must look up to answer."""

from django.db.models import Q

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.people.choices import InvolvementKind
from harbourlight.foundations.people.locations import name_of_service
from harbourlight.foundations.people.models import Address, Involvement, Name
from harbourlight.foundations.requests import actions as requests
from harbourlight.foundations.ui.words import day

from ..models import ContactAdult, ContactChild
from ..pathway import CONTACT

LEARNS = (InvolvementKind.SCHOOL, InvolvementKind.NURSERY)


@does(CONTACT, "ask")
def ask(contact, *, agencies, question, within, by, at, why="", whom=""):
    """Ask the chosen agencies of the area the same; each sees who the children are, and what is written here.

    ``why`` says in a few words why it is asked, ``whom`` names everybody to look up (``whom_to_look_up``).
    """
    agencies = list(agencies)
    if not agencies:
        raise StepNotAllowed("Select at least one agency to ask.")
    parts = (("Why we ask", why), ("Whom to look up", whom))
    text = "\n\n".join([question, *(f"{head}:\n{words.strip()}" for head, words in parts if words.strip())])
    due_at = requests.due_after(at, within)
    requests.ask(subject=contact, agencies=agencies, question=text, due_at=due_at, by=by, at=at)
    return ", ".join(agency.name for agency in agencies)


def whom_to_look_up(*, contact, reader):
    """Return the children and adults of a contact as another agency finds them in its own records, one to a line.

    Names, other names, dates of birth, what an adult is to the children, school, and addresses. Where the place of
    anybody in the contact is protected, no address and no school is written: one would tell the other.
    """
    children = list(ContactChild.objects.visible_to(reader).filter(contact=contact).select_related("person"))
    adults = list(ContactAdult.objects.visible_to(reader).filter(contact=contact).select_related("person"))
    ids = {row.person_id for row in (*children, *adults)} - {None}
    is_closed = is_protected(ids)
    known = {} if is_closed else places_of(ids, reader)
    for name in Name.objects.visible_to(reader).filter(person_id__in=ids):
        known.setdefault(name.person_id, []).insert(0, f"also called {name.first_name} {name.last_name}".rstrip())
    lines = [", ".join([str(row.person), *born(row), *known.get(row.person_id, ())]) for row in children]
    for row in adults:
        own = known.get(row.person_id, [])
        lives = [lives_at(row.address)] if row.address and not is_closed else []
        told = [] if any(part.startswith(lives_at("")) for part in own) else lives
        lines.append(", ".join([row.name, row.get_relation_display().lower(), *born(row), *own, *told]))
    return "\n".join([*lines, *(["Addresses and schools are withheld."] if is_closed else [])])


def born(row):
    """Return the date of birth of somebody in a contact as a list of one text: on file, else as told; or nothing."""
    person = row.person
    if person and person.born_on:
        return [f"born {day(person.born_on)}"]
    if person and person.expected_on:
        return [f"expected {day(person.expected_on)}"]
    return [row.birth_as_told] if row.birth_as_told else []


def is_protected(ids):
    """Say whether the present place of any of some people is protected, whoever may know of it."""
    with as_system("an address that the asker may not see must not be told by another one"):
        now = Address.objects.filter(person_id__in=ids, ended_on=None)
        return now.filter(Q(is_hidden=True) | ~Q(never_to=[])).exists()


def places_of(ids, reader):
    """Return {id: texts} of where some people live and learn, as far as the reader may see."""
    found = {}
    for row in Address.objects.visible_to(reader).filter(person_id__in=ids, ended_on=None):
        where = ", ".join(filter(None, (row.lines, row.postcode)))
        if where:
            found.setdefault(row.person_id, []).append(lives_at(where))
    schools = Involvement.objects.visible_to(reader).filter(person_id__in=ids, ended_on=None, kind__in=LEARNS)
    for row in schools.select_related("agency"):
        found.setdefault(row.person_id, []).append(f"{row.get_kind_display().lower()}: {name_of_service(row)}")
    return found


def lives_at(where):
    """Return in words where somebody lives."""
    return f"lives at {where}"
