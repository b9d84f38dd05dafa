"""The independent chair reads a concern that was taken as far as the partnership."""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, protect_again

NOT_CLOSED = f"""NOT EXISTS (
  SELECT 1 FROM unnest(childprotection_chairconcern.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})"""
OPEN = f"""(childprotection_chairconcern.agency_id = ANY ((SELECT access_holders())::uuid[])
  OR childprotection_chairconcern.level = '3' AND EXISTS (
    SELECT 1 FROM agencies_roleholding r
    WHERE r.professional_id = (SELECT access_actor()) AND r.role = 'partnership_chair'
      AND r.started_on <= current_date AND (r.ended_on IS NULL OR r.ended_on >= current_date)))
  AND {NOT_CLOSED}"""


class Migration(migrations.Migration):
    """Who reads a chair's concern."""

    dependencies = [("childprotection", "0002_second_lock"), ("agencies", "0004_practice_roles")]

    operations = [protect_again("childprotection_chairconcern", people="child_ids", also=OPEN)]
