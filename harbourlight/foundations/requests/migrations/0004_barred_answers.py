"""A request does not open to somebody of the asked agency whom the record of one of its children excludes."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, condition

OWN_AGENCYS = "requests_request.agency_id = ANY ((SELECT access_holders())::uuid[])"
NOT_EXCLUDED = """NOT EXISTS (
  SELECT 1 FROM access_barrier b WHERE b.person_id = ANY (requests_request.child_ids) AND b.kind = 'excluded'
    AND b.ended_at IS NULL AND (SELECT access_actor()) = ANY (b.professional_ids))"""


def policy(also):
    """Return the SQL that changes who sees requests."""
    using = condition("requests_request", people="child_ids", also=also)
    return f"ALTER POLICY asker_sees ON requests_request TO {SERVING_ROLE} USING ({using}) WITH CHECK (true)"


class Migration(migrations.Migration):
    """Exclusion beats everything, also the door of the asked agency."""

    dependencies = [("requests", "0003_states"), ("access", "0006_barred_reviews")]

    operations = [migrations.RunSQL(policy(f"{OWN_AGENCYS} AND {NOT_EXCLUDED}"), policy(OWN_AGENCYS))]
