"""A restriction on one child closes what also names another."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect_again


class Migration(migrations.Migration):
    """Deny beats allow, whichever of the children it is about."""

    dependencies = [("frontdoor", "0007_history_stays"), ("access", "0006_barred_reviews")]

    operations = [
        protect_again(
            "frontdoor_contact", people="child_ids", also="frontdoor_contact.referrer_id = (SELECT access_actor())"
        ),
        protect_again("frontdoor_contactevent", people="child_ids"),
        protect_again("frontdoor_contactadult", people="child_ids"),
    ]
