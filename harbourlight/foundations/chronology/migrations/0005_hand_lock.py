"""Row-level security on what is written by hand, which is only added to."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, protect

TABLES = "chronology_entry, chronology_mark, chronology_analysis"


class Migration(migrations.Migration):
    """The second lock, and nobody rewrites what was written."""

    dependencies = [("chronology", "0004_written_by_hand"), ("access", "0002_second_lock")]

    operations = [
        protect("chronology_entry", person="person_id"),
        protect("chronology_mark", person="person_id"),
        protect("chronology_analysis", person="person_id"),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {TABLES} FROM {SERVING_ROLE}",
            f"GRANT UPDATE, DELETE ON {TABLES} TO {SERVING_ROLE}",
        ),
    ]
