"""History is only added to: the role that serves pages cannot change or delete it."""

from django.db import migrations

from harbourlight.foundations.access.guard import only_added_to

NAMES = ("recommendation", "addressee", "monitoringrule", "reaudit")


class Migration(migrations.Migration):
    """Nobody rewrites what was recorded."""

    dependencies = [("improvement", "0001_initial"), ("access", "0002_second_lock")]

    operations = [only_added_to(*(f"improvement_{name}event" for name in NAMES))]
