"""Adding and ending what is known of a person, and making two records one."""

from collections.abc import Callable

from django.http import Http404
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.ui import drafts
from harbourlight.foundations.ui.asker import Question, ask
from harbourlight.foundations.ui.forms import Form
from harbourlight.foundations.ui.refusals import Refused

from . import actions, merging, pages, search
from .forms import (
    AddressForm,
    EndForm,
    IdentifierForm,
    JoinForm,
    MergeForm,
    NameForm,
    RelationshipForm,
    ServiceForm,
    UndoMergeForm,
)
from .views import find_to_change, log_found

ADDING: dict[str, tuple[str, type[Form], Callable]] = {
    "names": ("Add a name", NameForm, actions.add_name),
    "identifiers": ("Add an identifier", IdentifierForm, actions.add_identifier),
    "addresses": ("Add an address", AddressForm, actions.add_address),
    "services": ("Add a service", ServiceForm, actions.add_involvement),
}
NEW = "new"


@needs("people.edit")
def detail_add(request, person_id, kind):
    """Add a name, an identifier, an address or a service."""
    title, form_class, add = ADDING[kind]
    found = find_to_change(request, person_id)
    key = f"person_{kind}"
    form = form_class(request.POST or None, moment=request.moment, draft=drafts.offered(request, key, found.pk))
    if form.is_valid():
        add(person=found, by=request.user, at=request.moment, **form.cleaned_data)
        write_readings(request, [found.pk], Verb.CHANGED)
        drafts.clear(request, key, found.pk)
        return redirect(found)
    return render(request, "people/detail_form.html", {"form": form, "person": found, "title": title, "button": "Save"})


@needs("people.edit")
def detail_end(request, person_id, kind, detail_id):
    """End an address, a relationship or a service on its last day."""
    found = find_to_change(request, person_id)
    detail = get_or_404(request, pages.detail_rows(kind), pk=detail_id, person=found, ended_on=None)
    form = EndForm(request.POST or None, moment=request.moment)
    if form.is_valid():
        actions.end_detail(record=detail, on=form.cleaned_data["ended_on"], by=request.user)
        write_readings(request, [found.pk], Verb.CHANGED)
        return redirect(found)
    title = {
        "addresses": "End this address",
        "relationships": "End this relationship",
        "services": "End this service",
    }
    shown = {"form": form, "person": found, "title": title[kind], "button": "Save"}
    return render(request, "people/detail_form.html", shown)


def offered_people(request, found, more=()):
    """Return choices of people found by the name sent, whom the asker may open, and further choices."""
    name = request.POST.get("name", "").strip()
    if not name:
        return []
    matches = [m for m in search.find(search.Query(name=name), request.user, request.moment) if m.may_open]
    matches = [match for match in matches if match.person_id != found.pk][:20]
    log_found(request, matches)
    named = [(str(m.person_id), f"{m.display_name}, {m.birth_year or 'year of birth not known'}") for m in matches]
    return [*named, *more]


@needs("people.edit")
def relationship_add(request, person_id):
    """Say who somebody is to this person: somebody on file, or an adult not on file yet."""
    found = find_to_change(request, person_id)
    offered = offered_people(request, found, [(NEW, "Somebody else, an adult: record this person")])
    draft = drafts.offered(request, "person_relationships", found.pk)
    form = RelationshipForm(request.POST or None, moment=request.moment, offered=offered, draft=draft)
    if form.is_valid() and form.cleaned_data.get("other"):
        answers = dict(form.cleaned_data)
        other = related_person(request, found, answers.pop("other"), answers.pop("name"))
        actions.add_relationship(person=found, other=other, by=request.user, at=request.moment, **answers)
        write_readings(request, [found.pk, other.pk], Verb.CHANGED)
        drafts.clear(request, "person_relationships", found.pk)
        return redirect(found)
    shown = {
        "form": form,
        "person": found,
        "title": "Add a relative or member of the household",
        "button": "Continue",
    }
    return render(request, "people/detail_form.html", shown)


def related_person(request, found, chosen, name):
    """Return the person chosen, or a new adult with the name typed."""
    if chosen != NEW:
        return find_to_change(request, chosen)
    first, _, last = name.strip().rpartition(" ")
    return actions.record_person(
        by=request.user, at=request.moment, first_name=first or last, last_name=last if first else "",
        is_child=False, area=found.area,
    )  # fmt: skip


@needs("people.merge")
def person_merge(request, person_id):
    """Choose the other record of the same person and make them one."""
    found = find_to_change(request, person_id)
    draft = drafts.offered(request, "person_merge", found.pk)
    form = MergeForm(request.POST or None, moment=request.moment, offered=offered_people(request, found), draft=draft)
    if form.is_valid() and form.cleaned_data.get("other"):
        other = find_to_change(request, form.cleaned_data["other"])
        try:
            merging.merge(
                kept=found,
                dropped=other,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=request.moment,
            )
        except merging.CannotMerge as refusal:
            form.add_error(None, str(refusal))
        else:
            write_readings(request, [found.pk, other.pk], Verb.CHANGED)
            drafts.clear(request, "person_merge", found.pk)
            return redirect(found)
    shown = {"form": form, "person": found, "merges": pages.merges_of(found, request.user)}
    return render(request, "people/merge.html", shown)


@needs("people.merge")
def person_compare(request, person_id, other_id):
    """Show two records side by side, and make them one where they are the same person: the first is kept."""
    kept, other = find_to_change(request, person_id), find_to_change(request, other_id)
    question = Question(
        title="The same person?", button="Make the two records one", then=kept,
        said="The two records are one now. You can undo it on this record under “Possible duplicates”.",
        intro=f"The record of {kept} on the left is kept. What the other holds moves to it. This can be undone.",
        back=(kept.get_absolute_url(), "Back to the record"), template="people/compare.html",
    )  # fmt: skip

    def join(form):
        try:
            merging.merge(kept=kept, dropped=other, by=request.user, at=request.moment, **form.cleaned_data)
        except merging.CannotMerge as refusal:
            raise Refused(str(refusal)) from None
        write_readings(request, [kept.pk, other.pk], Verb.CHANGED)

    rows = pages.side_by_side(request, kept, other)
    return ask(request, JoinForm(request.POST or None), question, join, record=kept, sides=rows, kept=kept, other=other)


@needs("people.merge")
def merge_undo(request, merge_id):
    """Take two records apart again."""
    record = get_or_404(request, pages.merge_rows(), pk=merge_id)
    form = UndoMergeForm(request.POST or None)
    if record.undone_at:
        raise Http404("Undone already")
    if form.is_valid():
        try:
            merging.undo_merge(record=record, by=request.user, at=request.moment)
        except merging.CannotMerge as refusal:
            form.add_error(None, str(refusal))
        else:
            write_readings(request, [record.kept_id, record.dropped_id], Verb.CHANGED)
            return redirect(record.kept)
    return render(request, "people/merge_undo.html", {"form": form, "merge": record})
