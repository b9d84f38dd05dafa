"""Row-level security on this room's tables."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("pathways", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        protect("pathways_steptaken", people="child_ids"),
        protect("pathways_deadline", people="child_ids", also="pathways_deadline.owner_id = (SELECT access_actor())"),
    ]
