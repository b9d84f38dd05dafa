"""Row-level security on this room's tables; its history is only added to, its decisions and reports stay."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, protect

GUARDED = ("arrangement", "arrangementevent", "adult", "adultevent", "report", "decision", "review")
KEPT = ", ".join(
    f"privatefostering_{name}" for name in ("arrangementevent", "adultevent", "report", "decision", "review")
)


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [
        ("privatefostering", "0001_initial"),
        ("people", "0002_second_lock"),
        ("access", "0006_barred_reviews"),
    ]

    operations = [
        *(protect(f"privatefostering_{name}", person="person_id") for name in GUARDED),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {KEPT} FROM {SERVING_ROLE}",
            f"GRANT UPDATE, DELETE ON {KEPT} TO {SERVING_ROLE}",
        ),
    ]
