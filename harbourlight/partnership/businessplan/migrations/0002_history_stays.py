"""History is only added to: the role that serves pages cannot change or delete it."""

from django.db import migrations

from harbourlight.foundations.access.guard import only_added_to

NAMES = (
    "plan", "heading", "priority", "entry", "commitment", "expected", "round", "asked", "progress", "review",
    "reviewline",
)  # fmt: skip


class Migration(migrations.Migration):
    """Nobody rewrites what was recorded."""

    dependencies = [("businessplan", "0001_initial"), ("access", "0002_second_lock")]

    operations = [only_added_to(*(f"businessplan_{name}event" for name in NAMES))]
