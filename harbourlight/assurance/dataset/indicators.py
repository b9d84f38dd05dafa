"""The indicators of the dataset, as the table beside this file declares them."""

import csv
from pathlib import Path

from django.db.models import F, Min

from harbourlight.foundations.measures.declarations import Indicator, Measure

from .models import Round, Submission

TABLE = Path(__file__).with_name("indicators.csv")


def declared():
    """Read the declarations, in the order of the sheet."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows: list[dict] = [{**row, "is_local": row["is_local"] == "yes"} for row in csv.DictReader(lines)]
    return tuple(Indicator(**row) for row in rows)


INDICATORS = declared()


def asked_for(area, span):
    """Return what agencies were asked for, that was due in a span and is due by its moment."""
    first, after = span.bounds
    return Submission.objects.filter(
        round__area=area, round__due_at__gte=first, round__due_at__lt=after, round__due_at__lte=span.at
    )


def in_time(area, span):
    """Return what was signed off when it was due."""
    return asked_for(area, span).filter(signed_off_at__lte=F("round__due_at"))


def late(area, span):
    """Return what was signed off after it was due, by the moment of a span."""
    return asked_for(area, span).filter(signed_off_at__gt=F("round__due_at"), signed_off_at__lte=span.at)


def first_asked(area):
    """Return the moment from which agencies of an area were asked."""
    return Round.objects.filter(area=area).aggregate(first=Min("opened_at"))["first"]


def measured(ref, **counted):
    """Return the measure that counts an indicator of the collections, with the words of its declaration."""
    declared = next(each for each in INDICATORS if each.ref == ref)
    return Measure(
        ref=ref, title=declared.title, outcome=declared.outcome, unit=declared.unit, good=declared.good,
        definition=declared.definition, exclusions=declared.exclusions, owner=declared.owner,
        reporter=declared.reporter, dated_by="round__due_at", denominator=asked_for, since=first_asked,
        may="dataset.collect", address="dataset:behind", **counted,
    )  # fmt: skip


MEASURES = (
    measured("DS-01", numerator=in_time, behind=asked_for),
    measured("DS-02", numerator=late, behind=asked_for),
)
