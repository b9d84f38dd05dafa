"""Who holds a grant for the asker is worked out once for a transaction; before, every question asked it twice."""

from django.db import migrations

ONCE = """
CREATE FUNCTION access_holders_of(asker uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(id), '{}') FROM (
    SELECT p.id FROM agencies_professional p WHERE p.id = asker
    UNION ALL
    SELECT p.agency_id FROM agencies_professional p WHERE p.id = asker
    UNION ALL
    SELECT m.team_id FROM agencies_teammembership m
      WHERE m.professional_id = asker AND m.started_on <= current_date
        AND (m.ended_on IS NULL OR m.ended_on >= current_date)
  ) AS holders(id)
$$;

CREATE OR REPLACE FUNCTION access_holders() RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN split_part(current_setting('harbourlight.holders', true), ' ', 1)
      = current_setting('harbourlight.actor', true)
    THEN nullif(split_part(current_setting('harbourlight.holders', true), ' ', 2), '')::uuid[]
    ELSE access_holders_of(access_actor()) END
$$;
"""

EACH_TIME = """
CREATE OR REPLACE FUNCTION access_holders() RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(id), '{}') FROM (
    SELECT p.id FROM agencies_professional p WHERE p.id = access_actor()
    UNION ALL
    SELECT p.agency_id FROM agencies_professional p WHERE p.id = access_actor()
    UNION ALL
    SELECT m.team_id FROM agencies_teammembership m
      WHERE m.professional_id = access_actor() AND m.started_on <= current_date
        AND (m.ended_on IS NULL OR m.ended_on >= current_date)
  ) AS holders(id)
$$;
DROP FUNCTION access_holders_of(uuid);
"""


class Migration(migrations.Migration):
    """Replaces the function behind the policies; their answers stay the same."""

    dependencies = [("access", "0007_areas_of_roles")]
    operations = [migrations.RunSQL(ONCE, EACH_TIME)]
