"""The indicators of the dataset, as the table beside this file declares them."""

import csv
from pathlib import Path

from django.db.models import F

from harbourlight.foundations.measures.arithmetic import PERCENT
from harbourlight.foundations.measures.declarations import Indicator, Measure
from harbourlight.foundations.measures.suppression import Parts, Stock

from .models import Submission

TABLE = Path(__file__).with_name("indicators.csv")


def declared():
    """Read the declarations, in the order of the sheet."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(Indicator(**{**row, "is_local": row["is_local"] == "yes"}) for row in csv.DictReader(lines))


INDICATORS = declared()

# What readers could reckon with when a figure is left out.
PARTS = (
    Parts("EH3", ("EH3a%", "EH3b%", "EH3c%", "EH3d%", "EH3e%")),
    Parts("EH4 (val)", ("EH3a%", "EH3b%", "EH3c%", "EH3d%")),
)
STOCKS = (Stock("LAC1", ("LAC2",), ("LAC3",)), Stock("CP6B", ("CP4 (val)", "CP2b"), ("CP7",)))


def asked_for(area, span):
    """Return what agencies were asked for, that was due in a span and is due by its moment."""
    first, after = span.bounds
    return Submission.objects.filter(
        round__area=area, round__due_at__gte=first, round__due_at__lt=after, round__due_at__lte=span.at
    )


ANSWER_RATE = Measure(
    ref="DS-01",
    title="Figures that agencies signed off in time",
    outcome="The partnership sees what all its agencies know, when it is needed.",
    unit=PERCENT,
    good="up",
    definition="Of the agencies asked for figures, those that had signed them off when they were due.",
    dated_by="round__due_at",
    numerator=lambda area, span: asked_for(area, span).filter(signed_off_at__lte=F("round__due_at")),
    denominator=asked_for,
    owner="Business unit of the partnership",
)
