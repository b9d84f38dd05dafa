"""A restriction on one child closes what also names another."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect_again


class Migration(migrations.Migration):
    """Deny beats allow, whichever of the children it is about."""

    dependencies = [("pathways", "0004_history_stays"), ("access", "0006_barred_reviews")]

    operations = [
        protect_again("pathways_steptaken", people="child_ids"),
        protect_again(
            "pathways_deadline", people="child_ids", also="pathways_deadline.owner_id = (SELECT access_actor())"
        ),
    ]
