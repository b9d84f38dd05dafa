"""The only ways from a view to a child-related row."""

from typing import Any, NamedTuple

from django.db import connection
from django.http import Http404

from harbourlight.foundations.statements.prepared import Prepared

from .choices import Verb
from .guard import condition
from .log import write_readings


class Guarded:
    """A QuerySet mix-in: its rows concern children, and the first lock is asked here.

    The database policies are the second lock and say the same.
    """

    # Of the QuerySet that it is mixed into.
    model: Any
    extra: Any

    def visible_to(self, professional):
        """Return the rows that this professional may see, by the database's own policies.

        The transaction must already ask as this professional (the middleware sees to it); asking for
        somebody else answers nothing.
        """
        return self.extra(where=["(SELECT access_actor()) = %s::uuid"], params=[professional.id])

    def about(self, person_ids):
        """Return the rows that name any of these people in ``child_ids``.

        The policies keep the index of an array from being used, as its operators are not proof against leaks;
        ``guard.index_of_people`` makes the function that finds the ids, and the policies judge the rows.
        """
        table = self.model._meta.db_table
        found = f'"{table}"."id" IN (SELECT {table}_about(%s::uuid[]))'
        return self.extra(where=[found], params=[person_ids])  # noqa: S610 - the name of a table of ours


def people_of(record):
    """Return the ids of the people a record is about."""
    if hasattr(record, "child_ids"):
        return list(record.child_ids)
    if hasattr(record, "person_id"):
        return [record.person_id]
    return [record.pk]


def first_of(request, queryset, lookup):
    """Return the first row that matches and that this person may see, or None."""
    if isinstance(queryset, Prepared):
        return next(iter(queryset(asker=request.user.id, **lookup)), None)
    model = queryset if hasattr(queryset, "_default_manager") else None
    rows = model.objects.all() if model else queryset
    return rows.visible_to(request.user).filter(**lookup).first()


def get_or_404(request, queryset, **lookup):
    """Return the one row this person may see, and log the read; hidden and absent look the same (404).

    ``queryset`` is a model, a queryset, or a prepared statement (``Prepared``) that names ``asker`` and the lookup.
    """
    record = first_of(request, queryset, lookup)
    if record is None:
        write_readings(request, [None], Verb.REFUSED)
        raise Http404("Nothing here, or not for you")
    write_readings(request, people_of(record), Verb.READ)
    request.read_about = people_of(record)  # the head of the page says whom it is about
    return record


class Seen(NamedTuple):
    """A person whose whole record the asker may see."""

    id: object
    name: str


def person_or_404(request, person_id):
    """Return the person whose whole record the asker may see, and log it; hidden and absent are both 404."""
    statement = (
        "SELECT asked.id, p.first_name, p.last_name FROM (VALUES (%s::uuid)) AS asked(id) "  # noqa: S608 - the condition holds no input
        f"JOIN people_person p USING (id) WHERE {condition('asked', person='id')}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [person_id])
        found = cursor.fetchone()
    if found is None:
        write_readings(request, [None], Verb.REFUSED)
        raise Http404("Nothing here, or not for you")
    write_readings(request, [person_id], Verb.READ)
    request.read_about = [person_id]
    return Seen(found[0], f"{found[1]} {found[2]}".strip() or "Name not known")
