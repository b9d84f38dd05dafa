"""Row-level security on forms that were sent: each person sees only their own."""

from django.db import migrations

from harbourlight.foundations.access.guard import guard_with


class Migration(migrations.Migration):
    """The second lock on forms that were sent; those of nobody who is signed in are found by their number alone."""

    dependencies = [("ui", "0002_sent_form"), ("access", "0011_the_log_is_written_at_its_end")]

    operations = [
        guard_with(
            "ui_sentform",
            "(SELECT access_is_system()) OR ui_sentform.owner_id IS NOT DISTINCT FROM (SELECT access_actor())",
        ),
    ]
