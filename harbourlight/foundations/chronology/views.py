"""The chronology of a child: reading it, taking it away as a file, and writing in it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404, person_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.people import locations, pages
from harbourlight.foundations.ui import drafts

from . import actions, export, history, lanes, page, permissions, reading  # noqa: F401 - permissions declares who writes
from .forms import AnalysisForm, CorrectionForm, EntryForm, FilterForm, MarkForm
from .models import Line
from .sources import OWN


def person_of(request, person_id):
    """Return a person this reader may see, with the ids of the records that are this person."""
    person = get_or_404(request, pages.person_rows(), pk=person_id)
    person.record_ids = [person.pk, *person.merged_ids]
    return person


@needs("people.read")
def chronology(request, person_id):
    """Show what happened to a person; the page's own form posts, so that no words stand in an address."""
    person = person_of(request, person_id)
    withheld = locations.withheld_texts(person.record_ids, request.user, request.moment)
    found = reading.facets(person.record_ids, request.user, withheld)
    form = FilterForm(request.POST or None, agencies=found.agencies, kinds=found.kinds)
    chosen = reading.Filter(**form.cleaned_data) if form.is_valid() else reading.Filter()
    if form.is_bound and form.is_valid() and request.POST.get("to") in export.FILES:
        return file_of(request, person, chosen)
    shown, rows = page.page_of(request, person, chosen, found, withheld)
    context = {"person": person, "form": form, "page": shown, "rows": rows, "is_chosen": chosen != reading.Filter()}
    context |= page.analysis_of(request, person, withheld) | page.lanes_of(request, person, chosen, withheld)
    return render(request, "chronology/chronology.html", context)


def file_of(request, person, chosen):
    """Return a file of the lines chosen, and log that they left."""
    name, kind, make = export.FILES[request.POST["to"]]
    write_readings(request, [person.pk], Verb.EXPORTED)
    told = export.chronology(
        person, reader=request.user, at=request.moment, chosen=chosen,
        bars=lanes.bars_of(request, person.record_ids),
    )  # fmt: skip
    return HttpResponse(make(told), kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@needs("chronology.write")
def entry_add(request, person_id):
    """Add a dated entry by hand."""
    person = person_or_404(request, person_id)
    draft = drafts.offered(request, "chronology_entry", person_id)
    form = EntryForm(request.POST or None, moment=request.moment, draft=draft)
    if form.is_valid():
        actions.add_entry(person=person, by=request.user, at=request.moment, **form.cleaned_data)
        return kept(request, "chronology_entry", person_id, person_id, "The entry was added.")
    return render(
        request, "chronology/entry_form.html", {"person": person, "form": form, "title": "Add to the chronology"}
    )


def kept(request, key, subject, person_id, words):
    """Log the change, forget the draft, and lead back to the chronology."""
    write_readings(request, [person_id], Verb.CHANGED)
    drafts.clear(request, key, subject)
    messages.success(request, words)
    return redirect("chronology:chronology", person_id)


@needs("chronology.write")
def correct(request, line_id):
    """Correct an entry of one's own agency."""
    own = Line.objects.visible_to(request.user).filter(source_kind=OWN, agency=request.user.agency_id)
    line = get_or_404(request, own.select_related("person"), pk=line_id)
    first = history.as_it_stands(line, request.user, request.moment)
    if first is None:
        messages.error(request, "Part of this entry is withheld from you: a colleague who may read it corrects it.")
        return redirect("chronology:chronology", line.person_id)
    draft = drafts.offered(request, "chronology_correct", line_id)
    form = CorrectionForm(request.POST or None, moment=request.moment, draft=draft, initial=first)
    if form.is_valid():
        try:
            actions.correct_entry(
                line=line, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
            )
        except actions.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return kept(request, "chronology_correct", line_id, line.person_id, "The entry was corrected.")
    shown = {"person": line.person, "form": form, "title": "Correct an entry"}
    return render(request, "chronology/entry_form.html", shown)


@needs("people.read")
def entry(request, line_id):
    """Show what an entry said, before and after each correction."""
    line = get_or_404(request, Line.objects.visible_to(request.user).select_related("person"), pk=line_id)
    versions = history.versions(line, request.user, request.moment)
    return render(request, "chronology/entry.html", {"person": line.person, "versions": versions})


@needs("chronology.write")
def mark(request, line_id):
    """Say that a line is significant, or is not, and why."""
    line = get_or_404(request, Line.objects.visible_to(request.user).select_related("person"), pk=line_id)
    draft = drafts.offered(request, "chronology_mark", line_id)
    form = MarkForm(request.POST or None, draft=draft, initial={"is_significant": not line.is_significant})
    if form.is_valid():
        actions.mark(line=line, by=request.user, at=request.moment, **form.cleaned_data)
        return kept(request, "chronology_mark", line_id, line.person_id, "Your reason was kept.")
    withheld = locations.withheld_texts([line.person_id], request.user, request.moment)
    told = locations.redacted(line.what, withheld)
    return render(request, "chronology/mark.html", {"person": line.person, "line": line, "told": told, "form": form})


@needs("chronology.write")
def analyse(request, person_id):
    """Write what the pattern of a chronology means."""
    person = person_or_404(request, person_id)
    draft = drafts.offered(request, "chronology_analysis", person_id)
    form = AnalysisForm(request.POST or None, draft=draft)
    if form.is_valid():
        actions.analyse(person=person, by=request.user, at=request.moment, **form.cleaned_data)
        return kept(request, "chronology_analysis", person_id, person_id, "The analysis was kept.")
    return render(
        request, "chronology/entry_form.html", {"person": person, "form": form, "title": "Analyse the chronology"}
    )
