"""Search, and the pages of a person."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404, person_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.ui import drafts

from . import actions, history, pages, permissions, search  # noqa: F401 - permissions declares what these pages need
from .forms import NewPersonForm, PersonForm, SearchForm
from .panels import panels_for

MOST_FOUND = 20
TITLES = {"people:plans": "Plans and pathways", "people:documents": "Meetings and documents"}
EDITED = (
    "first_name", "last_name", "is_child", "sex", "ethnicity", "disabilities", "language", "needs_interpreter",
    "communication_need", "area",
)  # fmt: skip
BIRTH_QUESTION = {"known": "birth", "estimated": "estimate", "expected": "expected"}


def log_found(request, matches):
    """Log that these people were shown to exist."""
    write_readings(request, [match.person_id for match in matches], Verb.FOUND)


@needs("people.search")
def people_search(request):
    """Find people; the page's own form posts, so that no name stands in an address."""
    sent = request.POST if request.method == "POST" else request.GET
    form = SearchForm(sent or None, moment=request.moment)
    matches = None
    if form.is_valid():
        matches = search.find(search.Query(**form.cleaned_data), request.user, request.moment)
        log_found(request, matches)
    shown = {"form": form, "matches": matches, "most": search.MOST}
    return render(request, "people/search.html", shown)


def find(request, words):
    """Return the people whom some words or a number find, as (text, address, what it is); log it."""
    if not may(request.user, "people.search", request.today):
        return []
    matches = search.find(search.Query(name=words), request.user, request.moment)
    if any(letter.isdigit() for letter in words):
        matches += search.find(search.Query(identifier=words), request.user, request.moment)
    log_found(request, matches)
    return [
        (
            f"{match.display_name}{f', born {match.birth_year}' if match.birth_year else ''}",
            reverse("people:person", args=[match.person_id]) if match.may_open else "",
            ("Child" if match.is_child else "Adult") + ("" if match.may_open else ", a record that you cannot open"),
        )
        for match in matches[:MOST_FOUND]
    ]


def find_person(request, person_id):
    """Return a person this reader may see, with what the head of each page says."""
    return get_or_404(request, pages.one_person, pk=person_id)


def find_to_change(request, person_id):
    """Return a person whose record this reader may change: who sees only who a child is changes nothing."""
    found = find_person(request, person_id)
    if found.is_child:
        person_or_404(request, person_id)
    return found


@needs("people.read")
def person(request, person_id):
    """Show a person at a glance; a record merged into another leads there."""
    return section_of(request, person_id, "people/person.html", "people:person", "glance", "work")


@needs("people.read")
def plans(request, person_id):
    """Show the plans, pathways, contacts and actions of a person."""
    return section_of(request, person_id, "people/panels.html", "people:plans", "glance", "work", "plans")


@needs("people.read")
def documents(request, person_id):
    """Show the meetings and papers about a person."""
    return section_of(request, person_id, "people/panels.html", "people:documents", "documents")


@needs("people.read")
def about(request, person_id):
    """Show who a person is: names, numbers, family, addresses, services, and what can be done with the record."""
    return section_of(request, person_id, "people/about.html", "people:about")


def section_of(request, person_id, template, name, *sections):
    """Return a section of a person's record with its panels; a record merged into another leads there."""
    found = find_person(request, person_id)
    if found.merged_into_id:
        return redirect(name, found.merged_into_id)
    shown = pages.person_page(request, found)
    if found.is_child and not found.record_ids.is_whole:
        return render(request, "people/only_identity.html", shown)
    shown["panels"] = panels_for(request, found, *sections)
    shown |= {"title": TITLES.get(name, ""), "most": ":3" if name == "people:person" else ":"}
    return render(request, template, shown)


def answers_about(form):
    """Return the fields of a person from a valid form."""
    answers = form.cleaned_data
    certainty = answers["birth_certainty"]
    birth = actions.birth_fields(
        form.birth_answer(), is_expected=certainty == "expected", is_estimated=certainty == "estimated"
    )
    return {name: answers[name] for name in EDITED if name in answers} | birth


def duplicates_of(request, form):
    """Return the people that the one being typed may be."""
    answers = form.cleaned_data
    name = f"{answers.get('first_name', '')} {answers.get('last_name', '')}".strip()
    numbers = [number for number in (answers.get("nhs_number"), answers.get("upn")) if number]
    matches = actions.possible_duplicates(
        by=request.user, at=request.moment, name=name, birth=form.birth_answer(), identifiers=numbers
    )
    log_found(request, matches)
    return matches


@needs("people.edit")
def person_new(request):
    """Record a person, after a look at who is known already."""
    draft = drafts.offered(request, "person_new")
    form = NewPersonForm(request.POST or None, areas=pages.areas(request.today), moment=request.moment, draft=draft)
    duplicates = []
    if form.is_valid():
        duplicates = [] if "confirmed" in request.POST else duplicates_of(request, form)
        if not duplicates:
            made = record(request, form)
            drafts.clear(request, "person_new")
            return redirect(made)
    return render(request, "people/person_new.html", {"form": form, "duplicates": duplicates})


def record(request, form):
    """Record the person of a valid form and open it to the recorder's team; return where it is."""
    numbers = [("nhs", form.cleaned_data["nhs_number"]), ("upn", form.cleaned_data["upn"])]
    made = actions.record_once(
        submission=form.submission, by=request.user, at=request.moment, **answers_about(form),
        identifiers=[{"kind": kind, "value": value} for kind, value in numbers if value],
    )  # fmt: skip
    write_readings(request, [made.pk], Verb.CHANGED)
    return made


@needs("people.edit")
@require_POST
def alike(request):
    """Show who may be the person being typed, while it is typed."""
    form = NewPersonForm(request.POST, areas=pages.areas(request.today), moment=request.moment)
    form.is_valid()
    return render(request, "people/duplicates.html", {"duplicates": duplicates_of(request, form)})


def first_answers(found):
    """Return the answers that a person's details form begins with."""
    certainty = found.birth_certainty
    first = {name: getattr(found, name) for name in EDITED}
    first |= {"birth_certainty": certainty, "version": found.version}
    if certainty in BIRTH_QUESTION:
        partial = search.PartialDate(found.birth_year, found.birth_month) if found.birth_year else None
        first[BIRTH_QUESTION[certainty]] = found.born_on or found.expected_on or partial
    return first


@needs("people.edit")
def person_edit(request, person_id):
    """Change a person's details; whoever comes second sees what the first one wrote."""
    found = find_to_change(request, person_id)
    is_never_told = pages.keeps_place_from(request, found)
    options = {"areas": pages.areas(request.today), "moment": request.moment, "initial": first_answers(found)}
    options |= {"draft": drafts.offered(request, "person_edit", found.pk), "asks_area": not is_never_told}
    form = PersonForm(request.POST or None, **options)
    newer = None
    if form.is_valid():
        try:
            actions.edit_person(
                person=found, by=request.user, at=request.moment, version=form.version, **answers_about(form)
            )
        except actions.ChangedMeanwhile as refusal:
            form.add_error(None, f"{refusal} Nothing is saved yet: compare, then save again.")
            form.data = form.data.copy()
            form.data["version"] = refusal.record.version
            newer = pages.summary(refusal.record, is_never_told=is_never_told)
        else:
            write_readings(request, [found.pk], Verb.CHANGED)
            drafts.clear(request, "person_edit", found.pk)
            return redirect(found)
    shown = {"form": form, "person": found, "newer": newer, "version": found.version}
    return render(request, "people/person_edit.html", shown)


@needs("people.read")
def person_history(request, person_id):
    """Show who changed what in a record."""
    found = find_person(request, person_id)
    shown = {"person": found, "changes": history.changes(found, reader=request.user, at=request.moment)}
    return render(request, "people/history.html", shown | {"back": reverse("people:person", args=[found.pk])})
