"""Row-level security for everything about a child in need; history is only added to."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, protect

NAMES = (
    "episode", "countedelsewhere", "transfer", "correction", "assessment", "visit", "managerreview", "plan",
    "planoutcome", "planreview", "supervision", "direction",
)  # fmt: skip
TABLES = [f"childinneed_{name}" for name in NAMES]
HISTORY = ", ".join([*(f"{table}event" for table in TABLES), "childinneed_needsettingevent"])


class Migration(migrations.Migration):
    """Each row is seen by those who may see its child."""

    dependencies = [("childinneed", "0001_initial"), ("access", "0006_barred_reviews")]

    operations = [
        *(protect(table, person="person_id") for table in TABLES),
        *(protect(f"{table}event", person="person_id") for table in TABLES),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {HISTORY} FROM {SERVING_ROLE}",
            f"GRANT UPDATE, DELETE ON {HISTORY} TO {SERVING_ROLE}",
        ),
    ]
