"""How good early help assessments are: a random draw of an agency's quarter, graded by section."""

from random import SystemRandom

from django.db import transaction

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis, Scope
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.local import end_of_working_day
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.works import day_of
from harbourlight.foundations.questionnaires import actions as questionnaires
from harbourlight.foundations.questionnaires import uses
from harbourlight.foundations.questionnaires.installed import library
from harbourlight.foundations.questionnaires.models import Answering

from ..models import HelpAssessment, QualitySample

QUALITY_SET = "early-help-assessment"
MOST = 20
GRADED_WITHIN = 20  # working days that the sampled assessments stay open to whoever grades them
DRAW = SystemRandom()

uses.register(uses.Use(QUALITY_SET, "earlyhelp.quality", may_second="earlyhelp.quality", address="earlyhelp:grade"))


def quarter_of(day):
    """Return the first day of the quarter in which a day lies."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


@transaction.atomic
def draw_sample(*, area, agency, quarter, size, by, at):
    """Draw completed assessments of one agency and quarter by lot, and open them to the drawer for grading.

    Assessments that were drawn before are not drawn again, and nobody draws one they led themselves. The drawer
    reads what was drawn and, beside it, who the children are: the rest of their records stays closed.
    """
    if not 1 <= size <= MOST:
        raise StepNotAllowed(f"Draw between 1 and {MOST} assessments.")
    with as_system("the draw is by lot among all assessments of the agency; the drawer sees only those drawn"):
        drawn_before = gradings().filter(area=area).values("subject_id")
        rows = HelpAssessment.objects.filter(area=area, agency=agency, completed_at__isnull=False)
        rows = rows.exclude(pk__in=drawn_before)
        found = [row for row in rows.exclude(lead=by) if quarter_of(day_of(row.completed_at or at)) == quarter]
        if not found:
            raise StepNotAllowed("No assessment of this agency and quarter is left to draw.")
        drawn = DRAW.sample(found, min(size, len(found)))
        sample = QualitySample(area=area, agency=agency, quarter=quarter, drawn_by=by, drawn_at=at)
        sample.save(force_insert=True)
        Answering.objects.bulk_create(grading_of(row, sample) for row in drawn)
    access.give(
        person_ids=list({child for row in drawn for child in row.child_ids}), professional=by, basis=Basis.OVERSIGHT,
        scope=Scope.IDENTITY,
        reason="Sample of the quality of early help assessments", source=sample.source, by=by, at=at,
        until=end_of_working_day(at, GRADED_WITHIN),
    )  # fmt: skip
    return sample


def gradings(rows=None):
    """Return the gradings of assessments; their answers are the grades of the sections and of the whole."""
    if rows is None:
        rows = Answering.objects.all()
    return rows.filter(set_key=QUALITY_SET)


def grading_of(assessment, sample):
    """Return the grading of a drawn assessment, not saved and not begun."""
    by, at = sample.drawn_by, sample.drawn_at
    return questionnaires.prepared(
        question_set=library().in_force(QUALITY_SET, day_of(at)), subject=assessment, answerer=by, by=by, at=at,
        child_ids=assessment.child_ids, area=sample.area, agency=sample.agency, author=assessment.lead,
        source=sample.source,
    )  # fmt: skip


@transaction.atomic
def grade(*, grading, answers, by, at):
    """Keep and sign the grades of one drawn assessment: ``answers`` {section or "overall": Given}, all of them."""
    fresh = Answering.objects.select_for_update(of=("self",)).select_related("area").get(pk=grading.pk)
    if fresh.signed_at:
        raise StepNotAllowed("Somebody has graded this assessment already.")
    if HelpAssessment.objects.get(pk=fresh.subject_id).lead_id == by.pk:
        raise StepNotAllowed("Somebody else must grade an assessment that you led.")
    questionnaires.give(answering=fresh, answers=answers, by=by, at=at)
    return questionnaires.sign(answering=fresh, by=by, at=at)
