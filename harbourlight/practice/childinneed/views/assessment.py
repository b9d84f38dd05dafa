"""The pages of an assessment: start, read, write, look on the way, authorise."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui import drafts
from harbourlight.statute.codes import code_set

from .. import actions
from ..choices import AssessmentOutcome
from ..forms.assessment import SECTIONS, AuthoriseForm, NoteForm, StartAssessmentForm, WriteForm
from ..models import Assessment, ManagerReview, Visit
from .asking import answered, asked, episode_or_404, not_theirs, part_or_404
from .episode import siblings_of
from .panels import in_short

KEY = "assessment"
LABELS = dict(code_set("assessment_factor").choices())


def assessment_or_404(request, assessment_id):
    """Return an assessment that this person may read: whoever is not of social care, only when it is authorised."""
    record = part_or_404(request, Assessment, assessment_id)
    if record.state != "authorised" and not may(request.user, "childinneed.read_drafts", request.today):
        raise Http404("Nothing here, or not for you")
    return record


@needs("childinneed.work")
def assessment_start(request, episode_id):
    """Start an assessment, for brothers and sisters as well where they were referred together."""
    record = episode_or_404(request, episode_id)
    siblings = {str(row.pk): row for row in siblings_of(request, record) if row.is_open}
    form = asked(
        request, StartAssessmentForm, key="need_assess", episode=record,
        workers=actions.workers_of(record.team, request.today),
        siblings=[(key, str(row.person)) for key, row in siblings.items()],
        initial={"started_on": request.today, "worker": record.worker_id or request.user.pk},
    )  # fmt: skip

    def do(form):
        answers = dict(form.cleaned_data)
        also = [siblings[key] for key in answers.pop("siblings", [])]
        how = answers | {"by": request.user, "at": request.moment, "submission": form.submission}
        first, *_ = [actions.start_assessment(episode=row, **how) for row in (record, *also)]
        return first

    return answered(
        request, form=form, episode=record, key="need_assess", title="Start an assessment", button="Start", do=do,
        said="The assessment was started.", then=lambda done: reverse("childinneed:assessment_write", args=[done.pk]),
    )  # fmt: skip


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
    clocks = Deadline.objects.visible_to(user).running().filter(subject_id=record.episode_id).order_by("due_at")
    context = {
        "assessment": record,
        "episode": record.episode,
        "words": words,
        "factors": [LABELS.get(code, code) for code in record.factors],
        "visits": visits_of(request, record),
        "clocks": [(row, in_short(row)) for row in clocks],
        "missing": actions.missing_of(record, visits_of(request, record)) if record.is_open else [],
        "waits": actions.waits_for_decision(record.episode),
        "is_theirs": actions.works_with(record.episode, user, request.moment),
        "is_writer": user.pk in {*record.writer_ids, record.worker_id},
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
    if not actions.works_with(record.episode, request.user, request.moment):
        return not_theirs(request, record.episode, "Write the assessment")
    siblings = open_of_siblings(request, record)
    first = {name: getattr(record, name) for name in actions.WRITTEN} | {"primary_need": record.episode.primary_need}
    form = WriteForm(
        request.POST or None,
        initial=first | {"version": record.version},
        draft=drafts.offered(request, KEY, record.pk),
        moment=request.moment,
        assessment=record,
        siblings=[(str(row.pk), str(row.person)) for row in siblings.values()],
    )
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
    drafts.clear(request, KEY, record.pk)
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
    again = WriteForm(
        sent_again,
        initial={"version": now.version},
        draft=form.draft,
        moment=request.moment,
        assessment=record,
        siblings=[(str(row.pk), str(row.person)) for row in siblings.values()],
    )
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


@needs("childinneed.manage")
def assessment_review(request, assessment_id):
    """Look at an assessment on its way, at a review point."""
    record = assessment_or_404(request, assessment_id)
    form = asked(request, NoteForm, key="need_review", episode=record.episode)
    return answered(
        request, form=form, episode=record.episode, key="need_review", title="Look at the assessment", then=record,
        button="Save", said="Kept with the assessment.",
        do=lambda form: actions.review_assessment(
            assessment=record, by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childinneed.manage")
def assessment_authorise(request, assessment_id):
    """Authorise an assessment that somebody else wrote, or send it back."""
    record = assessment_or_404(request, assessment_id)
    form = asked(
        request, AuthoriseForm, key="need_authorise", episode=record.episode, initial={"version": record.version}
    )

    def do(form):
        how = {
            "assessment": record,
            "by": request.user,
            "at": request.moment,
            "version": form.version,
            "submission": form.submission,
        }
        if form.cleaned_data["decision"] == "return":
            return actions.return_assessment(reason=form.cleaned_data["reason"], **how)
        return actions.complete_assessment(note=form.cleaned_data["note"], **how)

    return answered(
        request, form=form, episode=record.episode, key="need_authorise", title="Authorise the assessment",
        button="Decide", said="Decided.", then=record, do=do, missing=actions.missing_of(record),
    )  # fmt: skip
