"""Makes Django querysets of rows that measures describe."""

from functools import reduce, singledispatch
from operator import or_

from django.apps import apps
from django.db.models import Exists, F, Func, OuterRef, Q

from .rows import CHILDREN, Again, Among, Compare, Either, Field, Is, Known, Rows

SIGNS = {"<": "lt", "<=": "lte", ">": "gt"}


class MonthsBefore(Func):
    """The moment so many months before another."""

    template = "(%(expressions)s - interval '%(months)d months')"
    arity = 1


def select(rows, area, span):
    """Return the rows of an area whose date lies in a span, as they stood at its moment."""
    start, end = span.bounds
    return whenever(rows, area, span.at).filter(**{f"{rows.dated_by}__gte": start, f"{rows.dated_by}__lt": end})


def whenever(rows, area, at):
    """Return the rows of an area, of whatever date."""
    found = apps.get_model(rows.table)._default_manager.filter(area=area)
    for condition in rows.conditions:
        found = found.filter(asked(condition, area, at))
    return found


def chosen(what, area, span):
    """Return the queryset of rows that are described, or that a function of (area, span) gives."""
    return select(what, area, span) if isinstance(what, Rows) else what(area, span)


@singledispatch
def asked(condition, area, at):
    """Return a condition as Django asks it."""
    raise TypeError(f"{condition} is no condition")


@asked.register
def _(condition: Is, area, at):
    found = Q(**{f"{condition.field}__in": condition.values})
    return ~found if condition.never else found


@asked.register
def _(condition: Known, area, at):
    return Q(**{f"{condition.field}__isnull": condition.never})


@asked.register
def _(condition: Compare, area, at):
    other = F(condition.other) if isinstance(condition.other, Field) else at
    return Q(**{f"{condition.field}__{SIGNS[condition.sign]}": other})


@asked.register
def _(condition: Either, area, at):
    return reduce(or_, (asked(each, area, at) for each in condition.conditions))


@asked.register
def _(condition: Among, area, at):
    return Q(**{f"{condition.field}__in": whenever(condition.rows, area, at).values("pk")})


@asked.register
def _(condition: Again, area, at):
    dated_by = condition.rows.dated_by
    now = OuterRef(dated_by)
    earlier = {
        f"{CHILDREN}__overlap": OuterRef(CHILDREN),
        f"{dated_by}__lt": now,
        f"{dated_by}__gte": MonthsBefore(now, months=condition.months),
    }
    return Q(Exists(whenever(condition.rows, area, at).filter(**earlier)))
