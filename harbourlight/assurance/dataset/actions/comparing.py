"""Keeps what figures are compared with: children, targets, benchmarks; earlier rows stay in the history."""

from django.db import transaction

from ..models import Benchmark, Population, Target


@transaction.atomic
def count_children(*, area, from_on, children, told_by, by, at):
    """Keep how many children live in an area from a date on; the same date again corrects what stands there."""
    told = {"children": children, "told_by": told_by}
    return keep(Population, {"area": area, "from_on": from_on}, told, by, at)


@transaction.atomic
def aim(*, area, ref, year, number, period, by, at):
    """Keep the target of an indicator for a financial year; without a number it is to be confirmed."""
    told = {"number": number, "is_to_be_confirmed": number is None, "period": period}
    return keep(Target, {"area": area, "ref": ref, "year": year}, told, by, at)


@transaction.atomic
def compare(*, area, ref, group, number, of_year, updated_on, by, at):
    """Keep what others reached; a figure brought up to date on another day stands beside the earlier ones."""
    which = {"area": area, "ref": ref, "group": group, "updated_on": updated_on}
    return keep(Benchmark, which, {"number": number, "of_year": of_year}, by, at)


def keep(model, which, told, by, at):
    """Write a row, or correct it where something differs; the database keeps what it was."""
    row = model.objects.select_for_update().filter(**which).first()
    if row is not None and all(getattr(row, name) == value for name, value in told.items()):
        return row
    row = row or model(**which)
    for name, value in told.items():
        setattr(row, name, value)
    row.recorded_by, row.recorded_at = by, at
    row.save()
    return row
