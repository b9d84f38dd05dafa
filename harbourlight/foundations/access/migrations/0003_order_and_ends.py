"""The read log has an order of its own, and an agency, a team or an account that has ended holds no grant."""

from django.db import migrations

# concat_ws leaves out what is NULL: the leaves of rows from before the sequence stay what they were.
ORDER = """
CREATE SEQUENCE access_reading_order;
ALTER TABLE access_reading ADD COLUMN sequence bigint;
CREATE OR REPLACE FUNCTION access_leaf(r access_reading) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(concat_ws('|', r.id, extract(epoch FROM r.at)::numeric(20,6),
    coalesce(r.professional_id::text, '-'), coalesce(r.person_id::text, '-'), r.verb, r.basis, r.place,
    r.sequence::text), 'UTF8'))
$$;
CREATE OR REPLACE FUNCTION access_hash_reading() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN
  NEW.sequence := nextval('access_reading_order');
  NEW.leaf := access_leaf(NEW);
  NEW.seal_number := NULL;
  RETURN NEW;
END $$;
REVOKE ALL ON SEQUENCE access_reading_order FROM harbourlight_app;
CREATE OR REPLACE FUNCTION access_seal_readings(number bigint) RETURNS SETOF bytea
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH sealed AS (
    UPDATE access_reading SET seal_number = number WHERE seal_number IS NULL RETURNING sequence, id, leaf)
  SELECT leaf FROM sealed ORDER BY sequence NULLS FIRST, id
$$;
"""

ENDS = """
CREATE OR REPLACE FUNCTION access_holders_of(asker uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  WITH person AS (
    SELECT p.id, p.agency_id FROM agencies_professional p JOIN agencies_agency a ON a.id = p.agency_id
    WHERE p.id = asker AND (p.ended_on IS NULL OR p.ended_on >= current_date)
      AND (a.ended_on IS NULL OR a.ended_on >= current_date)
  )
  SELECT coalesce(array_agg(id), '{}') FROM (
    SELECT id FROM person
    UNION ALL
    SELECT agency_id FROM person
    UNION ALL
    SELECT m.team_id FROM person JOIN agencies_teammembership m ON m.professional_id = person.id
      JOIN agencies_team t ON t.id = m.team_id
      WHERE m.started_on <= current_date AND (m.ended_on IS NULL OR m.ended_on >= current_date)
        AND (t.ended_on IS NULL OR t.ended_on >= current_date)
  ) AS holders(id)
$$;
"""


class Migration(migrations.Migration):
    """Order by sequence and not by a machine's clock; ends that hold."""

    dependencies = [("access", "0002_second_lock"), ("agencies", "0002_attempts")]

    operations = [
        migrations.RunSQL(ORDER, migrations.RunSQL.noop),
        migrations.RunSQL(ENDS, migrations.RunSQL.noop),
    ]
