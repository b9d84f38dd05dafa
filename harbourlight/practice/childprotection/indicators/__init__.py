"""What child protection measures, as declarations over its own rows."""

from harbourlight.foundations.access.guard import as_system

from .enquiry import MEASURES as ENQUIRIES
from .plans import MEASURES as PLANS
from .plans import WHY

MEASURES = (*ENQUIRIES, *PLANS)
BY_REF = {measure.ref: measure for measure in MEASURES}


def table(area, months, at):
    """Return each measure with its figures, counted over the whole area."""
    with as_system(WHY):
        return [(measure, measure.by_month(area, months, at)) for measure in MEASURES]


def stand_behind(measure, area, span):
    """Return how many records stand behind a number."""
    with as_system(WHY):
        return measure.rows(area, span).count()
