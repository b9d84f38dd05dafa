"""A restriction on one child closes what also names another."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect_again


class Migration(migrations.Migration):
    """Deny beats allow, whichever of the children it is about."""

    dependencies = [("actions", "0002_second_lock"), ("access", "0006_barred_reviews")]

    operations = [
        protect_again(
            "actions_challenge", people="child_ids", also="actions_challenge.raised_by_id = (SELECT access_actor())"
        ),
    ]
