"""Writing an assessment with the family: two may write, neither loses a word."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui import drafts

from .. import actions
from ..choices import SECTIONS
from ..forms import AgreedForm, AssessmentForm
from ..models import ChildVoice, HelpAssessment
from .asking import case_or_404, children_of, opened, step_page, told

KEY = "earlyhelp_assessment"


@needs("earlyhelp.work")
@require_POST
def start_assessment(request, case_id):
    """Start an assessment, where the family agreed."""
    record = case_or_404(request, case_id)
    try:
        actions.start_assessment(case=record, by=request.user, at=request.moment)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(record)
    return redirect("earlyhelp:assessment", record.pk)


def in_hand(request, record):
    """Return the assessment that is being written; 404 where there is none."""
    rows = HelpAssessment.objects.visible_to(request.user).filter(case=record, completed_at=None)
    written = rows.select_related("written_by").first()
    if written is None:
        raise Http404("No assessment is being written")
    return written


def texts_of(request, written, children):
    """Return what is written so far, as the form's first answers."""
    voices = ChildVoice.objects.visible_to(request.user).filter(assessment=written).values_list("person_id", "words")
    said = {f"voice_{person}": words for person, words in voices}
    texts = {name: getattr(written, name) for name, _ in SECTIONS if name != "voices"}
    return dict.fromkeys((f"voice_{child.pk}" for child in children), "") | said | texts | {"version": written.version}


@needs("earlyhelp.work")
def assessment(request, case_id):
    """Write the assessment; whoever comes second sees both texts and loses nothing."""
    record = case_or_404(request, case_id)
    written, children = in_hand(request, record), children_of(request, record)
    texts = texts_of(request, written, children)
    draft = drafts.offered(request, KEY, written.pk)
    form = AssessmentForm(request.POST or None, initial=texts, draft=draft, children=children, moment=request.moment)
    theirs = None
    if form.is_valid():
        try:
            actions.write_assessment(
                assessment=written, version=form.version, by=request.user, at=request.moment, **form.written
            )
        except ChangedMeanwhile as change:
            theirs = different(form, texts_of(request, change.record, children))
            form.add_error(None, f"{change} Nothing is lost: put both texts together, then save again.")
            form.data = form.data.copy()
            form.data["version"] = change.record.version
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, KEY, written.pk)
            messages.success(request, "Saved.")
            return redirect("earlyhelp:assessment" if "stay" in request.POST else "earlyhelp:case", record.pk)
    shown = {"case": record, "children": children, "form": form, "written": written, "theirs": theirs}
    return render(request, "earlyhelp/assessment.html", shown, status=409 if theirs else 200)


def different(form, kept):
    """Return (question, kept text) wherever what is kept is not what was typed."""
    return [
        (form.fields[name].label, kept[name])
        for name in form.fields
        if name in kept and name != "version" and kept[name] != form.cleaned_data.get(name)
    ]


@needs("earlyhelp.work")
def complete_assessment(request, case_id):
    """Complete the assessment on the day the family agreed."""
    record = case_or_404(request, case_id)
    in_hand(request, record)
    form = opened(request, AgreedForm, record, "earlyhelp_agreed")
    return step_page(
        request, record, form,
        lambda form: actions.complete_assessment(case=record, **form.answers, **told(request, form)),
        key="earlyhelp_agreed", heading="Complete the assessment", button="Complete the assessment",
        done="The assessment is complete.",
        intro="Read it through with the family first. Once it is complete nothing in it changes any more.",
    )  # fmt: skip


@needs("earlyhelp.read")
def read_assessment(request, case_id, number):
    """Read an assessment as it stands."""
    record = case_or_404(request, case_id)
    rows = HelpAssessment.objects.visible_to(request.user).select_related("lead", "agency", "written_by")
    found = get_or_404(request, rows, case=record, number=number)
    voices = ChildVoice.objects.visible_to(request.user).filter(assessment=found).select_related("person")
    shown = {"case": record, "assessment": found, "voices": list(voices), "texts": in_order(found)}
    return render_told(request, "earlyhelp/assessment_read.html", shown, person_ids=record.child_ids)


def in_order(found):
    """Return (section, text) of an assessment, but for the children's voices."""
    return [(label, getattr(found, name)) for name, label in SECTIONS if name != "voices"]
