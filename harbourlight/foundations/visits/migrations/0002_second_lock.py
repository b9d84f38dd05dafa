"""Row-level security on visits; their history is only added to."""

from django.db import migrations

from harbourlight.foundations.access.guard import only_added_to, protect


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("visits", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        *(protect(f"visits_{name}", person="person_id") for name in ("visit", "visitevent", "visitcounts")),
        only_added_to("visits_visitevent"),
    ]
