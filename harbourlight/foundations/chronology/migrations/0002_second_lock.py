"""Row-level security on the chronology; what is written by hand is only added to."""

from django.db import migrations

from harbourlight.foundations.access.guard import only_added_to, protect

BY_HAND = ("entry", "mark", "analysis")


class Migration(migrations.Migration):
    """The second lock, and nobody rewrites what was written."""

    dependencies = [("chronology", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        *(protect(f"chronology_{name}", person="person_id") for name in ("line", *BY_HAND)),
        only_added_to(*(f"chronology_{name}" for name in BY_HAND)),
    ]
