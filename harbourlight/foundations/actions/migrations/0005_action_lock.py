"""Row-level security on actions and the notes of their progress."""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, guard_with, index_of_people, protect

OPEN_TO_ALL = "cardinality(actions_action.child_ids) = 0 AND (SELECT access_actor()) IS NOT NULL"
OWN = f"""(actions_action.owner_id = (SELECT access_actor())
  OR actions_action.owner_id IS NULL AND actions_action.owner_agency_id = ANY ((SELECT access_holders())::uuid[]))
AND NOT EXISTS (SELECT 1 FROM unnest(actions_action.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})"""
THROUGH_ACTION = """(SELECT access_is_system())
  OR EXISTS (SELECT 1 FROM actions_action a WHERE a.id = actions_actionnote.action_id)"""


class Migration(migrations.Migration):
    """Whoever sees a child sees its actions; who does one sees that one, and an agency those without a name."""

    dependencies = [("actions", "0004_action"), ("access", "0006_barred_reviews")]

    operations = [
        protect("actions_action", people="child_ids", also=f"({OWN}) OR ({OPEN_TO_ALL})"),
        guard_with("actions_actionnote", THROUGH_ACTION),
        index_of_people("actions_action"),
    ]
