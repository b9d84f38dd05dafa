"""Row-level security on requests: an exclusion on a child closes them also to the agency that was asked."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect

OWN_AGENCYS = "requests_request.agency_id = ANY ((SELECT access_holders())::uuid[])"
NOT_EXCLUDED = """NOT EXISTS (
  SELECT 1 FROM access_barrier b WHERE b.person_id = ANY (requests_request.child_ids) AND b.kind = 'excluded'
    AND b.ended_at IS NULL AND (SELECT access_actor()) = ANY (b.professional_ids))"""


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("requests", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        protect("requests_request", people="child_ids", also=f"{OWN_AGENCYS} AND {NOT_EXCLUDED}"),
    ]
