"""An exclusion closes a challenge to whoever raised it; a restriction does not, for it would tell that one stands."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect_again

OWN = """actions_challenge.raised_by_id = (SELECT access_actor()) AND NOT EXISTS (
  SELECT 1 FROM access_barrier b WHERE b.person_id = ANY (actions_challenge.child_ids) AND b.kind = 'excluded'
    AND b.ended_at IS NULL AND (SELECT access_actor()) = ANY (b.professional_ids))"""


class Migration(migrations.Migration):
    """Exclusion beats everything, also the door of whoever raised a challenge."""

    dependencies = [("actions", "0007_of_no_child"), ("access", "0006_barred_reviews")]

    operations = [protect_again("actions_challenge", people="child_ids", also=OWN)]
