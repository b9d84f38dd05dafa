"""A restriction on one child closes what also names another."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect_again

OWN_AGENCYS = "requests_request.agency_id = ANY ((SELECT access_holders())::uuid[])"
NOT_EXCLUDED = """NOT EXISTS (
  SELECT 1 FROM access_barrier b WHERE b.person_id = ANY (requests_request.child_ids) AND b.kind = 'excluded'
    AND b.ended_at IS NULL AND (SELECT access_actor()) = ANY (b.professional_ids))"""


class Migration(migrations.Migration):
    """Deny beats allow, whichever of the children it is about."""

    dependencies = [("requests", "0004_barred_answers"), ("access", "0006_barred_reviews")]

    operations = [
        protect_again("requests_request", people="child_ids", also=f"{OWN_AGENCYS} AND {NOT_EXCLUDED}"),
    ]
