"""The pages of graded reports, of feedback to their authors, and of chairs' concerns."""

from django.http import Http404
from django.shortcuts import render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.pages import find
from harbourlight.foundations.questionnaires import actions as questionnaires
from harbourlight.foundations.questionnaires.forms import AnswersForm
from harbourlight.foundations.questionnaires.models import Answer, Answering
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.ui.asker import Question, ask

from ..actions import concerns, conferences, grading
from ..forms import AnswerConcernForm, ConcernForm, FollowConcernForm
from ..models import ChairConcern
from ..pathway import CONCERN, CONFERENCE
from .people import history_of

MOST_SHOWN = 200


@needs("childprotection.chair")
def report_grade(request, conference_id, request_id):
    """Grade an agency's report by section; its author is told."""
    record = find(request, CONFERENCE, conference_id)
    rows = Request.objects.visible_to(request.user).filter(subject_id=record.meeting_id)
    report = get_or_404(request, rows.select_related("agency", "answered_by"), pk=request_id)
    given = Answer.objects.visible_to(request.user).filter(answering__in=gradings_seen(request, [report])).by_key()
    questions = grading.report_set(request.moment)
    form = AnswersForm(request.POST or None, moment=request.moment, questions=questions, given=given)
    question = Question(
        title=f"Report of {report.agency}", button="Save", said="The grades are kept, and the author is told.",
        back=(record.get_absolute_url(), "Back"), template="childprotection/report_grade.html",
    )  # fmt: skip

    def do(form):
        return grading.grade_report(
            conference=record, request=report, answers=form.answers, by=request.user, at=request.moment,
        )  # fmt: skip

    return ask(request, form, question, do, record=record, report=report)


def gradings_seen(request, reports):
    """Return the gradings of some reports that this person may see."""
    return grading.gradings(Answering.objects.visible_to(request.user)).filter(
        subject_id__in=[report.pk for report in reports]
    )


@needs("childprotection.feedback")
def feedback(request):
    """Show somebody the grades of their own reports, and those of their agency's."""
    theirs = grading.gradings(Answering.objects.visible_to(request.user)).filter(agency=request.user.agency_id)
    rows = Answer.objects.visible_to(request.user).filter(answering__in=theirs)
    rows = rows.select_related("answering__author", "answering__area").order_by("-answered_at", "key")
    grades = list(rows[:MOST_SHOWN])
    gradings = {row.answering_id: row.answering for row in grades}.values()
    write_readings(request, {child for row in gradings for child in row.child_ids}, Verb.LISTED)
    questionnaires.mark_read(answerings=gradings, by=request.user, at=request.moment)
    return render(request, "childprotection/feedback.html", {"grades": grades})


@needs("childprotection.indicators")
def trends(request):
    """Show how each agency's reports are graded, quarter by quarter and section by section."""
    area = area_of(request)
    rows = grading.trend(area=area, at=request.moment)
    labels = {question.key: question.asks for question in grading.report_set(request.moment)}
    table = [
        (agency, f"{year}, quarter {quarter}", labels.get(section, section), good, adequate, inadequate)
        for agency, (year, quarter), section, good, adequate, inadequate in rows
    ]
    return render(request, "childprotection/trends.html", {"area": area, "rows": table})


@needs("childprotection.chair")
def concern_raise(request, conference_id):
    """Put a concern about an agency's work to it."""
    record = find(request, CONFERENCE, conference_id)
    agencies = conferences.agencies_of(record, request.today)
    form = ConcernForm(request.POST or None, moment=request.moment, agencies=agencies)
    question = Question(
        title="Challenge an agency's work", button="Send", back=(record.get_absolute_url(), "Back"),
        said="The agency was told, and the clock of its answer runs.",
    )  # fmt: skip

    def do(form):
        return concerns.raise_concern(
            conference=record, by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
        )

    return ask(request, form, question, do)


@needs("childprotection.concerns")
def concerns_list(request):
    """List the concerns that were put to somebody's agency, or that a chair raised, the soonest due first."""
    rows = ChairConcern.objects.visible_to(request.user).exclude(state="settled")
    waiting = list(rows.select_related("agency", "raised_by").order_by("due_on")[:MOST_SHOWN])
    write_readings(request, {child for row in waiting for child in row.child_ids}, Verb.LISTED)
    lines = [(row, row.state == "raised" and row.due_on < request.today) for row in waiting]
    return render(request, "childprotection/concerns.html", {"lines": lines})


def form_for(request, record):
    """Return (form class, what is done with it) for whoever may do the next thing with a concern, or None."""

    def is_let(step):
        return works.may_take(CONCERN, CONCERN.step(step), record, request.user, request.moment)

    if may(request.user, "childprotection.chair", request.today) and record.state != "settled":
        return (FollowConcernForm, follow) if is_let("settle") else None
    return (AnswerConcernForm, concerns.answer_concern) if is_let("answer") else None


def follow(*, concern, then, what_changed, reason, **told):
    """Settle a concern or take it further, as the chair chose."""
    if then == "settle":
        return concerns.settle_concern(concern=concern, what_changed=what_changed, **told)
    return concerns.escalate_concern(concern=concern, reason=reason, **told)


@needs("childprotection.concerns")
def concern(request, chairconcern_id):
    """Show a concern; its agency answers, the chair settles it or takes it further."""
    record = find(request, CONCERN, chairconcern_id)
    next_one = form_for(request, record)
    context = {"concern": record, "history": history_of(request, record, CONCERN)}
    if next_one is None:
        if request.method == "POST":
            raise Http404("Nothing to do here")
        return render(request, "childprotection/concern.html", context)
    form_class, act = next_one
    form = form_class(request.POST or None, moment=request.moment, initial={"version": record.version})

    def do(form):
        return act(
            concern=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        )  # fmt: skip

    question = Question(title="Chair's challenge", button="Save", template="childprotection/concern.html")
    return ask(request, form, question, do, record=record, **context)
