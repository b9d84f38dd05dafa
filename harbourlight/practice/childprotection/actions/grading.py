"""Grading agencies' reports by section, giving feedback to their authors, and how each agency's reports go."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.documents.outbox import queue_mail
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import Grade, Section
from ..models import ReportGrade
from ..pathway import CONFERENCE
from .clocks import london

FEEDBACK_WAITS = (
    "The chair of a conference has given feedback on a report of yours.\n\n"
    "Sign in to Harbourlight and open Feedback on my reports. For safety this message says nothing more.\n"
)


@dataclass(frozen=True)
class SectionGrade:
    """The grade of one section of a report, with words for its author."""

    section: str
    grade: str
    comment: str = ""


@transaction.atomic
def grade_report(*, conference, request, grades, by, at):
    """Grade each section of an agency's report and tell its author; grading again puts the grade right."""
    if request.subject_id != conference.meeting_id or request.state != "answered":
        raise StepNotAllowed("There is no report of this agency to grade.")
    grades = [each for each in grades if each.grade]
    if not grades:
        raise StepNotAllowed("Grade at least one section.")
    made = [grade_section(conference, request, each, by=by, at=at) for each in grades]
    if request.answered_by:
        queue_mail(request.answered_by.email, "Feedback waits for you in Harbourlight", FEEDBACK_WAITS, request.pk)
    take(pathway=CONFERENCE, step="grade", record=conference, by=by, at=at, note=f"Report of {request.agency}")
    return made


def grade_section(conference, request, told, *, by, at):
    """Keep the grade of one section."""
    section, grade = Section(told.section), Grade(told.grade)
    if grade == Grade.INADEQUATE and not told.comment.strip():
        raise StepNotAllowed(f"Enter what was missing: {section.label.lower()} is graded inadequate.")
    row = ReportGrade.objects.filter(request=request, section=section).first() or ReportGrade(
        request=request,
        section=section,
        conference=conference,
        child_ids=conference.child_ids,
        area_id=conference.area_id,
        agency_id=request.agency_id,
        author=request.answered_by,
        recorded_at=at,
        recorded_by=by,
    )
    row.grade, row.comment, row.graded_by, row.graded_at = grade, told.comment.strip(), by, at
    row.feedback_given_at, row.feedback_read_at = at, None
    row.save()
    return row


def read_feedback(*, grades, by, at):
    """Keep that the author read the feedback."""
    unread = [row.pk for row in grades if row.author_id == by.pk and row.feedback_read_at is None]
    if unread:
        ReportGrade.objects.filter(pk__in=unread).update(feedback_read_at=at)


def trend(*, area, at, quarters=4):
    """Return for each agency its grades by quarter and section, the newest quarter first, over a whole area.

    Rows are (agency's name, (year, quarter), section, good, adequate, inadequate); no child stands behind them.
    """
    since = london(at) - timedelta(days=92 * quarters)
    with as_system("how an agency's reports are graded is counted over the area; nobody is shown a record"):
        rows = ReportGrade.objects.filter(area=area, graded_at__date__gte=since)
        grades = {grade.value: Count("pk", filter=Q(grade=grade)) for grade in Grade}
        counted = rows.values("agency__name", "graded_at__year", "graded_at__quarter", "section").annotate(**grades)
        named = counted.values_list("agency__name", "graded_at__year", "graded_at__quarter", "section", *grades)
        named = named.order_by("agency__name", "-graded_at__year", "-graded_at__quarter", "section")
        return [(name, (year, quarter), section, *numbers) for name, year, quarter, section, *numbers in named]
