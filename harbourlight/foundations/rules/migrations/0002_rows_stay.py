"""The serving role adds local numbers and never changes or removes one."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE


class Migration(migrations.Migration):
    """Rows are never rewritten."""

    dependencies = [("rules", "0001_initial"), ("access", "0002_second_lock")]

    operations = [
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON rules_localnumber FROM {SERVING_ROLE}",
            f"GRANT UPDATE, DELETE ON rules_localnumber TO {SERVING_ROLE}",
        ),
    ]
