"""Row-level security on this room's tables."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("documents", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        protect(
            "documents_letter",
            people="child_ids",
            also="documents_letter.sent_at IS NOT NULL AND documents_letter.reader_id = (SELECT access_actor())",
        ),
    ]
