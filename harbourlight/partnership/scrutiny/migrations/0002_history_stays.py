"""History is only added to, and a copy that was published is kept: the role that serves pages deletes neither."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, only_added_to


class Migration(migrations.Migration):
    """Nobody rewrites what was recorded."""

    dependencies = [("scrutiny", "0001_initial"), ("access", "0002_second_lock")]

    operations = [
        only_added_to(*(f"scrutiny_{name}event" for name in ("resolution", "report", "part", "published"))),
        migrations.RunSQL(
            f"REVOKE DELETE ON scrutiny_published FROM {SERVING_ROLE}",
            f"GRANT DELETE ON scrutiny_published TO {SERVING_ROLE}",
        ),
    ]
