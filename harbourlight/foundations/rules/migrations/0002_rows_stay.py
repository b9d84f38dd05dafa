"""The serving role adds local numbers and never changes or removes one."""

from django.db import migrations

from harbourlight.foundations.access.guard import only_added_to


class Migration(migrations.Migration):
    """Rows are never rewritten."""

    dependencies = [("rules", "0001_initial"), ("access", "0002_second_lock")]

    operations = [only_added_to("rules_localnumber")]
