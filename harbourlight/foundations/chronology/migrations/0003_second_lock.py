"""Row-level security on this room's tables."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("chronology", "0002_initial"), ("people", "0002_second_lock")]

    operations = [
        protect("chronology_line", person="person_id"),
    ]
