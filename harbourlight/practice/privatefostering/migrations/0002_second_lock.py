"""Row-level security on this room's tables; its history is only added to, its decisions and reports stay."""

from django.db import migrations

from harbourlight.foundations.access.guard import only_added_to, protect

KEPT = ("arrangementevent", "adultevent", "report", "decision", "review")


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("privatefostering", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        *(protect(f"privatefostering_{name}", person="person_id") for name in ("arrangement", "adult", *KEPT)),
        only_added_to(*(f"privatefostering_{name}" for name in KEPT)),
    ]
