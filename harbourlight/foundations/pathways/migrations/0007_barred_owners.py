"""A barrier closes a clock to whoever owns it, as it closes the child's record."""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, protect_again

OPEN_TO_ALL = "cardinality(pathways_deadline.child_ids) = 0 AND (SELECT access_actor()) IS NOT NULL"
OWN = f"""pathways_deadline.owner_id = (SELECT access_actor()) AND NOT EXISTS (
  SELECT 1 FROM unnest(pathways_deadline.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})"""


class Migration(migrations.Migration):
    """Deny beats allow, also at the door of whoever owns a clock."""

    dependencies = [("pathways", "0006_without_children"), ("access", "0006_barred_reviews")]

    operations = [protect_again("pathways_deadline", people="child_ids", also=f"({OWN}) OR ({OPEN_TO_ALL})")]
