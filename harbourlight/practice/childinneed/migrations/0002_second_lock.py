"""Row-level security for everything about a child in need; history is only added to."""

from django.db import migrations

from harbourlight.foundations.access.guard import only_added_to, protect

NAMES = (
    "episode", "countedelsewhere", "transfer", "correction", "assessment", "visit", "managerreview", "plan",
    "planoutcome", "planreview", "supervision", "direction",
)  # fmt: skip
EVENTS = [f"{name}event" for name in NAMES]


class Migration(migrations.Migration):
    """Each row is seen by those who may see its child."""

    dependencies = [("childinneed", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        *(protect(f"childinneed_{name}", person="person_id") for name in (*NAMES, *EVENTS)),
        only_added_to(*(f"childinneed_{name}" for name in EVENTS)),
    ]
