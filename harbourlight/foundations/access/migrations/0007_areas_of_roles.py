"""In which areas the asker holds any of some roles: by it rows about no child are kept to those whose work they are."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE

AREAS_OF_ROLES = f"""
CREATE FUNCTION access_areas_as(roles text[]) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(DISTINCT c.area_id), '{{}}')
  FROM agencies_roleholding h
  JOIN agencies_professional p ON p.id = h.professional_id
  JOIN agencies_agencyarea c ON c.agency_id = p.agency_id AND (h.area_id IS NULL OR h.area_id = c.area_id)
  WHERE h.professional_id = access_actor() AND h.role = ANY (roles)
    AND h.started_on <= current_date AND (h.ended_on IS NULL OR h.ended_on >= current_date)
    AND c.started_on <= current_date AND (c.ended_on IS NULL OR c.ended_on >= current_date)
$$;
CREATE FUNCTION access_agency_as(roles text[]) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT p.agency_id FROM agencies_professional p
  WHERE p.id = access_actor() AND EXISTS (
    SELECT 1 FROM agencies_roleholding h WHERE h.professional_id = p.id AND h.role = ANY (roles)
      AND h.started_on <= current_date AND (h.ended_on IS NULL OR h.ended_on >= current_date))
$$;
GRANT EXECUTE ON FUNCTION access_areas_as(text[]), access_agency_as(text[]) TO {SERVING_ROLE};
"""


class Migration(migrations.Migration):
    """The areas, and the agency, for which somebody works in one of some roles."""

    dependencies = [("access", "0006_barred_reviews"), ("agencies", "0001_initial")]

    operations = [
        migrations.RunSQL(
            AREAS_OF_ROLES, "DROP FUNCTION access_areas_as(text[]); DROP FUNCTION access_agency_as(text[])"
        ),
    ]
