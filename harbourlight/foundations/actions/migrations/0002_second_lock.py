"""Row-level security on this room's tables."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("actions", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        protect(
            "actions_challenge",
            people="child_ids",
            also="actions_challenge.raised_by_id = (SELECT access_actor())",
        ),
    ]
