"""Row-level security on visits; their history is only added to."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, protect


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("visits", "0001_initial"), ("people", "0002_second_lock"), ("access", "0006_barred_reviews")]

    operations = [
        *(protect(f"visits_{name}", person="person_id") for name in ("visit", "visitevent", "visitcounts")),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON visits_visitevent FROM {SERVING_ROLE}",
            f"GRANT UPDATE, DELETE ON visits_visitevent TO {SERVING_ROLE}",
        ),
    ]
