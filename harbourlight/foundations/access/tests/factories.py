"""People on file for the tests of the access engine."""

from datetime import date

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.people.models import Person


def child(cast, moment, *, first_name="Robin", last_name="Seagrove", to=(), until=None):
    """Put a child on file, whose record is open to each professional of ``to``."""
    person = Person(
        first_name=first_name, last_name=last_name, born_on=date(2018, 5, 4), area=cast.area,
        lead_team=cast.mash, recorded_at=moment, recorded_by=cast.alice,
    )  # fmt: skip
    person.save(force_insert=True)
    for professional in to:
        give(
            person_ids=[person.id], basis=Basis.ALLOCATED, reason="Works with the child", by=cast.manager,
            at=moment, professional=professional, until=until,
        )  # fmt: skip
    return person


def as_superuser(statement, terms=()):
    """Run a statement as the superuser of the test server, who passes every lock."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            cursor.execute(statement, terms)
            return cursor.fetchall() if cursor.description else None
        finally:
            if not connection.needs_rollback:
                cursor.execute("SET ROLE harbourlight_app")
