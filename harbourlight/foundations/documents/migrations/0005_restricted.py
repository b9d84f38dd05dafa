"""A restriction on one child closes what also names another."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect_again


class Migration(migrations.Migration):
    """Deny beats allow, whichever of the children it is about."""

    dependencies = [("documents", "0004_told"), ("access", "0006_barred_reviews")]

    operations = [
        protect_again(
            "documents_letter",
            people="child_ids",
            also="documents_letter.sent_at IS NOT NULL AND documents_letter.reader_id = (SELECT access_actor())",
        ),
    ]
