"""Row-level security on this room's tables."""

from django.db import migrations

from harbourlight.foundations.access.guard import guard_with, protect


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("frontdoor", "0002_initial"), ("people", "0002_second_lock")]

    operations = [
        protect(
            "frontdoor_contact", people="child_ids", also="frontdoor_contact.referrer_id = (SELECT access_actor())"
        ),
        protect("frontdoor_contactevent", people="child_ids"),
        protect("frontdoor_contactchild", person="person_id"),
        protect("frontdoor_contactchildevent", person="person_id"),
        protect("frontdoor_contactadult", people="child_ids"),
        guard_with(
            "frontdoor_policebatch",
            "(SELECT access_is_system()) OR frontdoor_policebatch.uploaded_by_id = (SELECT access_actor())",
        ),
    ]
