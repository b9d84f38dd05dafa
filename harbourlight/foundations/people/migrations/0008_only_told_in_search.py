"""Search does not show to others whom nobody but a referrer has spoken of so far."""

from importlib import import_module

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, condition

BEFORE = import_module("harbourlight.foundations.people.migrations.0005_places_in_search").find
FOUND = "WHERE (k.by_identifier OR "
OWN = condition("p", person="id", whole_record=False)
RELATED = f"""NOT p.is_child AND NOT {closed_to_asker("p.id")} AND EXISTS (
      SELECT 1 FROM people_relationship r WHERE r.other_id = p.id AND ({condition("r", person="person_id")}))"""


def find():
    """Return the search function, which keeps records made by a contact to those who may open them."""
    text = BEFORE()
    if text.count(FOUND) != 1:
        raise ValueError("The search function is not as this migration knows it")
    return text.replace(FOUND, f"WHERE (NOT p.only_told OR ({OWN}) OR ({RELATED}))\n      AND (k.by_identifier OR ")


class Migration(migrations.Migration):
    """Telling of a child and searching for the name tells nothing of a hidden record."""

    dependencies = [("people", "0007_only_told"), ("access", "0006_barred_reviews")]

    operations = [migrations.RunSQL(find(), BEFORE())]
