"""Row-level security on this room's tables; its history is only added to."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, index_of_people, protect

ABOUT_FAMILIES = (
    "case", "consentasked", "refusaldecision", "helpassessment", "helpplan", "helpoutcome", "helpreview", "progress",
    "aroundfamily", "stepup", "grading",
)  # fmt: skip
WITH_HISTORY = ("case", "helpassessment", "helpplan", "helpoutcome", "aroundfamily")
KEPT = ", ".join(f"earlyhelp_{name}event" for name in (*WITH_HISTORY, "childvoice", "localnumbers"))


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("earlyhelp", "0001_initial"), ("people", "0002_second_lock"), ("access", "0006_barred_reviews")]

    operations = [
        *(protect(f"earlyhelp_{name}", people="child_ids") for name in ABOUT_FAMILIES),
        *(protect(f"earlyhelp_{name}event", people="child_ids") for name in WITH_HISTORY),
        protect("earlyhelp_childvoice", person="person_id"),
        protect("earlyhelp_childvoiceevent", person="person_id"),
        index_of_people("earlyhelp_case"),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {KEPT} FROM {SERVING_ROLE}",
            f"GRANT UPDATE, DELETE ON {KEPT} TO {SERVING_ROLE}",
        ),
    ]
