"""History is only added to: the role that serves pages cannot change or delete it."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE

TABLES = ", ".join(f"challenge_{name}event" for name in ("partnershipchallenge", "challengesetting"))


class Migration(migrations.Migration):
    """Nobody rewrites what was recorded."""

    dependencies = [("challenge", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {TABLES} FROM {SERVING_ROLE}",
            f"GRANT UPDATE, DELETE ON {TABLES} TO {SERVING_ROLE}",
        ),
    ]
