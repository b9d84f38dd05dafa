"""History is only added to: the role that serves pages cannot change or delete it."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE

NAMES = (
    "plan", "heading", "priority", "entry", "commitment", "expected", "round", "asked", "progress", "review",
    "reviewline",
)  # fmt: skip
TABLES = ", ".join(f"businessplan_{name}event" for name in NAMES)


class Migration(migrations.Migration):
    """Nobody rewrites what was recorded."""

    dependencies = [("businessplan", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {TABLES} FROM {SERVING_ROLE}",
            f"GRANT UPDATE, DELETE ON {TABLES} TO {SERVING_ROLE}",
        ),
    ]
