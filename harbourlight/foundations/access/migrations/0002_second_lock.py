"""The functions that say who asks, the read log, and the policies of this engine's own tables."""

from django.db import migrations

from harbourlight.foundations.access.guard import guard_with

FUNCTIONS = """
CREATE FUNCTION access_actor() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('harbourlight.actor', true), '')::uuid $$;

CREATE FUNCTION access_is_system() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(current_setting('harbourlight.system', true) = 'on', false) $$;

CREATE FUNCTION access_holders() RETURNS uuid[] LANGUAGE sql STABLE AS $$
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

CREATE TABLE access_reading (
  id uuid NOT NULL, at timestamptz NOT NULL, professional_id uuid, person_id uuid,
  verb text NOT NULL, basis text NOT NULL DEFAULT '', place text NOT NULL,
  leaf bytea NOT NULL, seal_number bigint, PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE access_reading_other PARTITION OF access_reading DEFAULT;
CREATE INDEX access_reading_person ON access_reading (person_id, at DESC);
CREATE INDEX access_reading_professional ON access_reading (professional_id, at DESC);
CREATE INDEX access_reading_unsealed ON access_reading (id) WHERE seal_number IS NULL;
CREATE INDEX access_reading_seal ON access_reading (seal_number);

CREATE FUNCTION access_leaf(r access_reading) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(concat_ws('|', r.id, extract(epoch FROM r.at)::numeric(20,6),
    coalesce(r.professional_id::text, '-'), coalesce(r.person_id::text, '-'), r.verb, r.basis, r.place), 'UTF8'))
$$;
CREATE FUNCTION access_hash_reading() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN NEW.leaf := access_leaf(NEW); NEW.seal_number := NULL; RETURN NEW; END $$;
CREATE TRIGGER access_hash_reading BEFORE INSERT ON access_reading
  FOR EACH ROW EXECUTE FUNCTION access_hash_reading();

CREATE FUNCTION access_make_months(first date, months integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE starts date;
BEGIN
  FOR i IN 0 .. months - 1 LOOP
    starts := (date_trunc('month', first) + make_interval(months => i))::date;
    EXECUTE format('CREATE TABLE IF NOT EXISTS access_reading_%s PARTITION OF access_reading FOR VALUES FROM (%L) TO (%L)',
      to_char(starts, 'YYYY_MM'), starts, (starts + interval '1 month')::date);
  END LOOP;
END $$;
SELECT access_make_months(date_trunc('month', now())::date, 13);

CREATE FUNCTION access_seal_readings(number bigint) RETURNS SETOF bytea
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH sealed AS (UPDATE access_reading SET seal_number = number WHERE seal_number IS NULL RETURNING id, leaf)
  SELECT leaf FROM sealed ORDER BY id
$$;
"""

PRIVILEGES = """
GRANT USAGE ON SCHEMA public TO harbourlight_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO harbourlight_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO harbourlight_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO harbourlight_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO harbourlight_app;
REVOKE UPDATE, DELETE ON access_reading, access_seal FROM harbourlight_app;
REVOKE DELETE ON access_grant, access_barrier, access_barrierreason FROM harbourlight_app;
"""

MAY_LOOK = "(SELECT access_is_system()) OR {} = (SELECT access_actor())"


class Migration(migrations.Migration):
    """Who asks, the read log and the access engine's own policies."""

    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(PRIVILEGES, migrations.RunSQL.noop),
        guard_with(
            "access_grant",
            "(SELECT access_is_system()) OR access_grant.holder_id = ANY ((SELECT access_holders())::uuid[])",
        ),
        guard_with("access_barrierreason", MAY_LOOK.format("access_barrierreason.written_by_id")),
        guard_with("access_reading", MAY_LOOK.format("access_reading.professional_id")),
    ]
