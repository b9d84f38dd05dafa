"""Row-level security on this room's tables."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("requests", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        protect(
            "requests_request",
            people="child_ids",
            also="requests_request.agency_id = ANY ((SELECT access_holders())::uuid[])",
        ),
    ]
