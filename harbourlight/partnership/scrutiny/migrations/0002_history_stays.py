"""History is only added to, and a copy that was published is kept: the role that serves pages deletes neither."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE

TABLES = ", ".join(f"scrutiny_{name}event" for name in ("resolution", "report", "part", "published"))


class Migration(migrations.Migration):
    """Nobody rewrites what was recorded."""

    dependencies = [("scrutiny", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {TABLES} FROM {SERVING_ROLE}; "
            f"REVOKE DELETE ON scrutiny_published FROM {SERVING_ROLE}",
            f"GRANT UPDATE, DELETE ON {TABLES} TO {SERVING_ROLE}; GRANT DELETE ON scrutiny_published TO {SERVING_ROLE}",
        ),
    ]
