"""The pages of an assessment: read it, and write it; what the forms of its steps need to know."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.pathways import pages, works
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.pages import offers
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.people.telling import render_told
from harbourlight.statute.codes import code_set

from .. import actions
from ..choices import AssessmentOutcome
from ..forms import SECTIONS, WriteForm
from ..models import Assessment, ManagerReview, Visit
from ..pathway import EPISODE
from .episode import siblings_of
from .panels import in_short

LABELS = dict(code_set("assessment_factor").choices())


def assessment_or_404(request, assessment_id):
    """Return an assessment that this person may read: whoever is not of social care, only when it is authorised."""
    record = pages.find(request, EPISODE, assessment_id, "assessment")
    if record.state != "authorised" and not may(request.user, "childinneed.read_drafts", request.today):
        raise Http404("Nothing here, or not for you")
    return record


@needs("childinneed.read")
def assessment(request, assessment_id):
    """Read an assessment."""
    record = assessment_or_404(request, assessment_id)
    user = request.user
    words = [
        (heading, [(Assessment._meta.get_field(name).verbose_name, getattr(record, name)) for name in names])
        for slug, heading, names in SECTIONS
        if slug not in ("factors", "outcome")
    ]
    context = {
        "assessment": record,
        "episode": record.episode,
        "words": words,
        "factors": [LABELS.get(code, code) for code in record.factors],
        "visits": visits_of(request, record),
        "clocks": own_clocks(request, record),
        "pathway": EPISODE,
        "missing": actions.missing_of(record, visits_of(request, record)) if record.is_open else [],
        "waits": actions.waits_for_decision(record.episode),
        "is_theirs": works.works_on(EPISODE, record.episode, user, request.moment),
    }
    if may(user, "childinneed.read_supervision", request.today):
        rows = ManagerReview.objects.visible_to(user).filter(assessment=record).order_by("reviewed_at")
        context["reviews"] = rows.select_related("reviewed_by")
    return render_told(request, "childinneed/assessment.html", context, person_ids=record.child_ids)


def visits_of(request, record):
    """Return the visits of an assessment, the newest first, with those in its time that other rooms keep."""
    rows = Visit.objects.visible_to(request.user).filter(assessment=record).select_related("visitor")
    return sorted([*rows, *actions.visits_elsewhere(record)], key=lambda visit: visit.happened_at, reverse=True)


@needs("childinneed.work")
def assessment_write(request, assessment_id):
    """Write an assessment section by section; whoever comes second sees both texts and loses nothing."""
    record = assessment_or_404(request, assessment_id)
    if record.state != "writing":
        return redirect(record)
    refusal = pages.refused(request, EPISODE, EPISODE.step("send_assessment"), record)
    if refusal is not None:
        return refusal
    siblings = open_of_siblings(request, record)
    first = {name: getattr(record, name) for name in actions.WRITTEN} | {"primary_need": record.episode.primary_need}
    form = form_of(request, record, siblings, request.POST or None, first | {"version": record.version})
    beside = None
    if form.is_valid():
        try:
            return written(request, record, form, siblings)
        except ChangedMeanwhile as change:
            form, beside = joined(request, record, form, change.record, siblings)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {
        "assessment": record,
        "episode": record.episode,
        "form": form,
        "sections": [
            (slug, heading, [(question, (beside or {}).get(question.name, "")) for question in questions])
            for slug, heading, questions in form.sections
        ],
        "beside": beside,
        "visits": visits_of(request, record),
        "clocks": own_clocks(request, record),
    }
    return render(request, "childinneed/assessment_write.html", context, status=200 if beside is None else 409)


def form_of(request, record, siblings, sent, first):
    """Return the form of the whole assessment."""
    choices = [(str(row.pk), str(row.person)) for row in siblings.values()]
    return WriteForm(sent, initial=first, moment=request.moment, assessment=record, siblings=choices)


def own_clocks(request, record):
    """Return the clocks that run for the episode of an assessment, with their short words."""
    rows = Deadline.objects.visible_to(request.user).running().filter(subject_id=record.episode_id)
    return [(row, in_short(row)) for row in rows.order_by("due_at")]


def open_of_siblings(request, record):
    """Return the assessments that are written for brothers and sisters referred together, by id."""
    episodes = [row.pk for row in siblings_of(request, record.episode)]
    rows = Assessment.objects.visible_to(request.user).filter(episode__in=episodes, state="writing")
    return {str(row.pk): row for row in rows.select_related("person")}


def written(request, record, form, siblings):
    """Keep what was written, copy what is shared, send it where asked, and return where to go."""
    kept = actions.write_assessment(
        assessment=record, answers=form.answers, by=request.user, at=request.moment, version=form.version
    )
    also = [siblings[key] for key in form.cleaned_data.get("siblings") or ()]
    actions.copy_to_siblings(assessment=kept, siblings=also, by=request.user, at=request.moment)
    to = request.POST.get("to", "")
    if to == "send":
        return sent(request, kept)
    messages.success(request, "Saved.")
    page = reverse("childinneed:assessment_write", args=[record.pk])
    return redirect(f"{page}#{to}" if to in {slug for slug, _, _ in SECTIONS} else record)


def sent(request, record):
    """Send an assessment to the manager, or say what it lacks: what was written is kept either way."""
    try:
        actions.send_assessment(assessment=record, by=request.user, at=request.moment)
    except StepNotAllowed as refusal:
        messages.error(request, f"Saved, but not sent yet. {refusal}")
        return redirect("childinneed:assessment_write", record.pk)
    messages.success(request, "Sent to the manager.")
    return redirect(record)


def joined(request, record, form, now, siblings):
    """Return the form with both writers' work in it, and the other's words where both wrote."""
    answers, beside = actions.both_texts(record, form.answers, form.version)
    sent_again = request.POST.copy()
    for name, answer in answers.items():
        sent_again.setlist(name, answer if isinstance(answer, list) else [answer])
    sent_again["version"] = str(now.version)
    again = form_of(request, record, siblings, sent_again, {"version": now.version})
    again.is_valid()
    again.add_error(None, "Somebody else saved this assessment while you were writing. Nothing of yours is lost.")
    return again, {name: shown(name, words) for name, words in beside.items()}


def shown(name, words):
    """Return another writer's answer as a page shows it."""
    if name == "factors":
        return ", ".join(LABELS.get(code, code) for code in words) or "No factor selected"
    if name == "outcome":
        return dict(AssessmentOutcome.choices).get(words, "Nothing selected")
    return words or "Nothing: the other person left it empty"


@offers(EPISODE, "complete_assessment", "complete_reassessment")
def missing(request, assessment):
    """Say what an assessment still lacks; whoever had a part in its words is not asked."""
    actions.check_authoriser(assessment, request.user)
    lacks = actions.missing_of(assessment)
    return {"warnings": [f"It cannot be authorised yet: {' '.join(lacks)}"] if lacks else []}
