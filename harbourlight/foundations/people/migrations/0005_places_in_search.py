"""Search tells neither area nor lead team to somebody who must never be told where the person is."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("harbourlight.foundations.people.migrations.0004_barred_relatives").find
SHOWN = "p.is_child, ar.name::text, t.name::text,"
NEVER_TOLD = """EXISTS (
      SELECT 1 FROM people_address a WHERE a.person_id = p.id AND access_actor() = ANY (a.never_to)
        AND (a.ended_on IS NULL OR a.ended_on >= current_date))"""
KEPT = f"""p.is_child, CASE WHEN NOT {NEVER_TOLD} THEN ar.name::text END,
    CASE WHEN NOT {NEVER_TOLD} THEN t.name::text END,"""


def find():
    """Return the search function, which keeps the area and the lead team from those named on an address."""
    text = BEFORE()
    if text.count(SHOWN) != 1:
        raise ValueError("The search function is not as this migration knows it")
    return text.replace(SHOWN, KEPT)


class Migration(migrations.Migration):
    """A place is withheld in search as well."""

    dependencies = [("people", "0004_barred_relatives")]

    operations = [migrations.RunSQL(find(), BEFORE())]
