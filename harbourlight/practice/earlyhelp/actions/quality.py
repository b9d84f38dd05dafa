"""How good early help assessments are: a random draw of an agency's quarter, graded by section."""

from random import SystemRandom

from django.db import transaction

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis, Scope
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.local import end_of_working_day
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import SECTIONS, Grade
from ..models import Grading, HelpAssessment, QualitySample
from .rights import day_of

MOST = 20
GRADED_WITHIN = 20  # working days that the sampled assessments stay open to whoever grades them
DRAW = SystemRandom()


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
        rows = HelpAssessment.objects.filter(area=area, agency=agency, completed_at__isnull=False, gradings=None)
        found = [row for row in rows.exclude(lead=by) if quarter_of(day_of(row.completed_at)) == quarter]
        if not found:
            raise StepNotAllowed("No assessment of this agency and quarter is left to draw.")
        drawn = DRAW.sample(found, min(size, len(found)))
        sample = QualitySample(area=area, agency=agency, quarter=quarter, drawn_by=by, drawn_at=at)
        sample.save(force_insert=True)
        Grading.objects.bulk_create(Grading(sample=sample, assessment=row, child_ids=row.child_ids) for row in drawn)
    access.give(
        person_ids=list({child for row in drawn for child in row.child_ids}), professional=by, basis=Basis.OVERSIGHT,
        scope=Scope.IDENTITY,
        reason="Sample of the quality of early help assessments", source=f"quality:{sample.pk}", by=by, at=at,
        until=end_of_working_day(at, GRADED_WITHIN),
    )  # fmt: skip
    return sample


@transaction.atomic
def grade(*, grading, sections, overall, comment, by, at):
    """Keep the grades of one drawn assessment: ``sections`` {section: {"grade", "comment"}} and the whole."""
    fresh = Grading.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=grading.pk)
    if fresh.graded_at:
        raise StepNotAllowed("Somebody has graded this assessment already.")
    if fresh.assessment.lead_id == by.pk:
        raise StepNotAllowed("Somebody else must grade an assessment that you led.")
    names = {name for name, _ in SECTIONS}
    if set(sections) != names or any(each["grade"] not in Grade.values for each in sections.values()):
        raise StepNotAllowed("Grade every section.")
    fresh.sections, fresh.overall, fresh.comment = sections, Grade(overall), comment.strip()
    fresh.graded_by, fresh.graded_at = by, at
    fresh.save()
    return fresh
