"""Row-level security on contacts, whose history is only added to, and numbers for their references."""

from django.db import migrations

from harbourlight.foundations.access.guard import guard_with, index_of_people, only_added_to, protect


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("frontdoor", "0001_initial"), ("people", "0002_second_lock")]

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
        index_of_people("frontdoor_contact"),
        only_added_to("frontdoor_contactevent", "frontdoor_contactchildevent"),
        migrations.RunSQL("CREATE SEQUENCE frontdoor_reference", "DROP SEQUENCE frontdoor_reference"),
    ]
