"""How a step is tried: on a record that its room brought there, through the page that takes it, by every kind."""

import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.models import StepTaken

from .filling import filled
from .people import CHILD_KINDS

BACKEND = "harbourlight.foundations.access.signed_in.AuthenticationBackend"


@dataclass(frozen=True)
class Try:
    """One step, the page that takes it, and the story that brings a record to where the step may be taken.

    ``story`` returns the record, or (what the page is about, the record); a page about two things has a list of them.
    ``answers`` are what must be said beyond the first good answer to each question: a dict, or a function of (told,
    subject). ``form_of`` is the kind of person to whom the page shows its form; an empty one means that the page has
    none to show. ``way`` tells two pages that take one step apart. ``remark`` stands in the table where today's answer
    looks wrong.
    """

    step: str
    page: str
    story: Callable
    answers: Any = field(default_factory=dict)
    form_of: str = "lead"
    way: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Follows:
    """A step that no page takes: it comes with another one, whose rights are told there."""

    step: str
    of: str
    way: str = ""

    @property
    def remark(self):
        """What the table says of it."""
        return f"Comes with {self.of}: see who may do that."


@dataclass(frozen=True)
class Rights:
    """Everything that is tried of one pathway.

    ``people`` makes the professionals, ``around`` lets them stand around the children of a record, ``states`` tells
    what else a record says in a state, for the constraints of its table.
    """

    pathway: Any
    model: Any
    title: str
    people: Callable
    around: Callable
    tries: tuple
    kinds: dict = field(default_factory=lambda: CHILD_KINDS)
    states: dict = field(default_factory=dict)
    table: str = "about_children.csv"


def told_of(rights, cast, moment, asking):
    """Return what the stories of a pathway are told with: the cast, the people by their kind, each with a browser."""
    who = rights.people(cast)
    clients = {}
    for kind, person in vars(who).items():
        clients[kind] = Client()
        clients[kind].force_login(person, backend=BACKEND)
    return SimpleNamespace(cast=cast, moment=moment, as_user=asking, who=who, clients=clients)


@contextmanager
def undone():
    """Undo whatever is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def stories(tries):
    """Return the tries by the story they share, in their order."""
    found = {}
    for each in tries:
        if isinstance(each, Try):
            found.setdefault(each.story, []).append(each)
    return found


def seen(rights, told):
    """Try every step as every kind of person; return {(step, way): {kind: "yes" or "no"}}."""
    answers = {(each.step, each.way): {} for each in rights.tries}
    for story, tries in stories(rights.tries).items():
        with undone():
            subject, record = pair(story(told))
            rights.around(told, record)
            for each in tries:
                answers[each.step, each.way] = by_everybody(each, rights, told, subject)
    return answers


def pair(made):
    """Return what the page is about and the record whose step it takes."""
    return made if isinstance(made, tuple) else (made, made)


def ids_of(subject):
    """Return the arguments of a page: the ids of what it is about, or a word as it stands."""
    return [getattr(one, "pk", one) for one in (subject if isinstance(subject, list) else [subject])]


def by_everybody(each, rights, told, subject):
    """Send the page of a step as every kind of person, each time undone; answers that nobody may give are a fault."""
    address = reverse(each.page, args=ids_of(subject))
    sent = good_answers(each, told, subject, address)
    found, refused = {}, {}
    about = {"step": each.step, "subject_kind": rights.model._meta.label_lower}
    before = times_taken(about)
    for kind, person in vars(told.who).items():
        with undone():
            answer = told.clients[kind].post(address, sent)
            let_in = answer.status_code not in (403, 404)
            found[kind] = "yes" if let_in and times_taken(about)[person.pk] > before[person.pk] else "no"
            refused[kind] = why_not(answer)
    assert "yes" in found.values(), f"Nobody takes {each.step} by {each.page}: {refused}"
    return found


def good_answers(each, told, subject, address):
    """Return what is sent: the answers of the try, and good ones to whatever else the page asks."""
    sent = {"submission": str(uuid.uuid4())}
    if each.form_of:
        with undone():
            page = told.clients[each.form_of].get(address)
        assert page.status_code == 200, f"{each.step}: {each.form_of} does not get the form ({page.status_code})"
        with told.as_user(getattr(told.who, each.form_of)):  # what a list offers is what this person may see
            for name in ("form", "rows", "outcomes"):
                form = page.context.get(name)
                sent |= filled(form, told.moment) if hasattr(form, "fields") else {}
    more = each.answers(told, subject) if callable(each.answers) else each.answers
    return {name: value for name, value in (sent | more).items() if value is not None}


def times_taken(about):
    """Return how often each professional took a step, by their id."""
    with as_system("the test counts what was taken"):
        return Counter(StepTaken.objects.filter(**about).values_list("taken_by", flat=True))


def why_not(answer):
    """Return why a page refused, for whoever reads a failing test."""
    form = (answer.context or {}).get("form") if answer.status_code in (200, 409) else None
    return answer.status_code, dict(form.errors) if form is not None and hasattr(form, "errors") else ""
