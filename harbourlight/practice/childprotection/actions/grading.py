"""Grading agencies' reports by section, giving feedback to their authors, and how each agency's reports go."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.documents.outbox import queue_mail
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.questionnaires import actions as questionnaires
from harbourlight.foundations.questionnaires.choices import Reader
from harbourlight.foundations.questionnaires.installed import library
from harbourlight.foundations.questionnaires.models import Answer, Answering

from ..pathway import CONFERENCE
from .moments import london

REPORT_SET = "conference-report"
FEEDBACK_WAITS = (
    "The chair of a conference has given feedback on a report of yours.\n\n"
    "Sign in to Harbourlight and open Feedback on my reports. For safety this message says nothing more.\n"
)


def report_set(at):
    """Return the questions by which reports are graded on the day of a moment."""
    return library().in_force(REPORT_SET, london(at))


def gradings(rows=None):
    """Return the gradings of reports; their answers are the grades of the sections."""
    if rows is None:
        rows = Answering.objects.all()
    return rows.filter(set_key=REPORT_SET)


@transaction.atomic
def grade_report(*, conference, request, answers, by, at):
    """Grade sections of an agency's report, ``answers`` {section: Given}, and tell its author.

    Grading again puts the grades right and is told again.
    """
    if request.subject_id != conference.meeting_id or request.state != "answered":
        raise StepNotAllowed("There is no report of this agency to grade.")
    if not answers:
        raise StepNotAllowed("Grade at least one section.")
    grading = gradings().filter(subject_id=request.pk).first() or opened(conference, request, by=by, at=at)
    questionnaires.give(answering=grading, answers=answers, by=by, at=at)
    questionnaires.sign(answering=grading, by=by, at=at, whole=False)
    if request.answered_by:
        queue_mail(request.answered_by.email, "Feedback waits for you in Harbourlight", FEEDBACK_WAITS, request.pk)
    take(pathway=CONFERENCE, step="grade", record=conference, by=by, at=at, note=f"Report of {request.agency}")
    return grading


def opened(conference, request, *, by, at):
    """Return a grading of a report, kept, which its agency will read."""
    grading = questionnaires.prepared(
        question_set=report_set(at), subject=request, answerer=by, by=by, at=at, child_ids=conference.child_ids,
        area_id=conference.area_id, agency_id=request.agency_id, author=request.answered_by, is_for_agency=True,
    )  # fmt: skip
    grading.save(force_insert=True)
    return grading


def trend(*, area, at, quarters=4):
    """Return for each agency its grades by quarter and section, the newest quarter first, over a whole area.

    Rows are (agency's name, (year, quarter), section, good, adequate, inadequate); no child stands behind them.
    """
    since = london(at) - timedelta(days=92 * quarters)
    grades = {name: Count("pk", filter=Q(code=name)) for name in ("good", "adequate", "inadequate")}
    columns = ("answering__agency__name", "answered_at__year", "answered_at__quarter", "key")
    with as_system("how an agency's reports are graded is counted over the area; nobody is shown a record"):
        rows = Answer.objects.filter(
            answering__set_key=REPORT_SET, answering__area=area, reader=Reader.FIRST, answered_at__date__gte=since
        )
        named = rows.values(*columns).annotate(**grades).values_list(*columns, *grades)
        named = named.order_by("answering__agency__name", "-answered_at__year", "-answered_at__quarter", "key")
        return [(name, (year, quarter), section, *numbers) for name, year, quarter, section, *numbers in named]
