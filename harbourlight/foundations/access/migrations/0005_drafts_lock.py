"""Row-level security on drafts: each person sees only their own."""

from django.db import migrations

from harbourlight.foundations.access.guard import guard_with


class Migration(migrations.Migration):
    """The second lock on drafts."""

    dependencies = [("ui", "0001_initial"), ("access", "0004_review_lock")]

    operations = [
        guard_with("ui_draft", "(SELECT access_is_system()) OR ui_draft.owner_id = (SELECT access_actor())"),
    ]
