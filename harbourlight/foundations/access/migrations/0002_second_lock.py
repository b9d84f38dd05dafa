"""The functions that say who asks and who judges, the read log, and the policies of this engine's own tables."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, guard_with, protect

PRIVILEGES = f"""
GRANT USAGE ON SCHEMA public TO {SERVING_ROLE};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {SERVING_ROLE};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {SERVING_ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {SERVING_ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {SERVING_ROLE};
"""

# Who holds a grant for the asker is worked out once for a transaction (guard.ask_as).
WHO_ASKS = """
CREATE FUNCTION access_actor() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('harbourlight.actor', true), '')::uuid $$;

CREATE FUNCTION access_is_system() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(current_setting('harbourlight.system', true) = 'on', false) $$;

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

CREATE FUNCTION access_holders() RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN split_part(current_setting('harbourlight.holders', true), ' ', 1)
      = current_setting('harbourlight.actor', true)
    THEN nullif(split_part(current_setting('harbourlight.holders', true), ' ', 2), '')::uuid[]
    ELSE access_holders_of(access_actor()) END
$$;
"""

# The areas, and the agency, for which somebody works in one of some roles: rows about no child are kept to them.
ROLES = f"""
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

# Who judges an emergency opening: nobody whom a barrier on the record keeps away, but never nobody at all.
JUDGES = """
CREATE FUNCTION access_reviewed_areas() RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(coalesce(h.area_id, c.area_id)), '{}')
  FROM agencies_roleholding h
  JOIN agencies_professional p ON p.id = h.professional_id
  LEFT JOIN agencies_agencyarea c ON h.area_id IS NULL AND c.agency_id = p.agency_id
    AND c.started_on <= current_date AND (c.ended_on IS NULL OR c.ended_on >= current_date)
  WHERE h.professional_id = access_actor()
    AND h.role IN ('mash_manager', 'senior_manager', 'information_guardian')
    AND h.started_on <= current_date AND (h.ended_on IS NULL OR h.ended_on >= current_date)
$$;
CREATE FUNCTION access_excluded(person uuid, professional uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM access_barrier b WHERE b.person_id = person AND b.kind = 'excluded'
    AND b.ended_at IS NULL AND professional = ANY (b.professional_ids))
$$;
CREATE FUNCTION access_left_out(person uuid, professional uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM access_barrier b WHERE b.person_id = person AND b.kind = 'restricted'
    AND b.ended_at IS NULL AND NOT professional = ANY (b.professional_ids))
$$;
CREATE FUNCTION access_judges(person uuid, in_area uuid, opener uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  WITH held AS (
    SELECT p.id, bool_or(h.role = 'information_guardian') AS is_guardian, access_left_out(person, p.id) AS left_out
    FROM agencies_roleholding h
    JOIN agencies_professional p ON p.id = h.professional_id
    LEFT JOIN agencies_agencyarea c ON h.area_id IS NULL AND c.agency_id = p.agency_id
      AND c.started_on <= current_date AND (c.ended_on IS NULL OR c.ended_on >= current_date)
    WHERE h.role IN ('mash_manager', 'senior_manager', 'information_guardian')
      AND h.started_on <= current_date AND (h.ended_on IS NULL OR h.ended_on >= current_date)
      AND p.started_on <= current_date AND (p.ended_on IS NULL OR p.ended_on >= current_date)
      AND (in_area IS NULL OR coalesce(h.area_id, c.area_id) = in_area)
      AND p.id <> opener AND NOT access_excluded(person, p.id)
    GROUP BY p.id
  )
  SELECT coalesce(array_agg(id), '{}') FROM held
  WHERE NOT left_out OR (is_guardian AND NOT EXISTS (SELECT 1 FROM held WHERE NOT left_out))
$$;
"""

# The log's indexes grow at their ends: a page that lists seventy children would touch hundreds of places of the disk.
# There is no way round its lock through its partitions.
READ_LOG = """
CREATE TABLE access_reading (
  id uuid NOT NULL, at timestamptz NOT NULL, professional_id uuid, person_id uuid,
  verb text NOT NULL, basis text NOT NULL DEFAULT '', place text NOT NULL,
  leaf bytea NOT NULL, seal_number bigint, PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE TABLE access_reading_other PARTITION OF access_reading DEFAULT;
REVOKE ALL ON access_reading_other FROM harbourlight_app;
CREATE INDEX access_reading_person ON access_reading (person_id, at DESC);
CREATE INDEX access_reading_professional ON access_reading (professional_id, at DESC);
CREATE INDEX access_reading_unsealed ON access_reading (at) WHERE seal_number IS NULL;

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
DECLARE starts date; part text;
BEGIN
  FOR i IN 0 .. months - 1 LOOP
    starts := (date_trunc('month', first) + make_interval(months => i))::date;
    part := 'access_reading_' || to_char(starts, 'YYYY_MM');
    CONTINUE WHEN to_regclass(part) IS NOT NULL;
    CONTINUE WHEN EXISTS (
      SELECT 1 FROM access_reading_other WHERE at >= starts AND at < starts + interval '1 month');
    EXECUTE format('CREATE TABLE %I PARTITION OF access_reading FOR VALUES FROM (%L) TO (%L)',
      part, starts, (starts + interval '1 month')::date);
    EXECUTE format('REVOKE ALL ON %I FROM harbourlight_app', part);
  END LOOP;
END $$;
SELECT access_make_months(date_trunc('month', now())::date, 13);

CREATE FUNCTION access_seal_readings(number bigint) RETURNS SETOF bytea
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH sealed AS (UPDATE access_reading SET seal_number = number WHERE seal_number IS NULL RETURNING id, leaf)
  SELECT leaf FROM sealed ORDER BY id
$$;
"""

STAYS = f"""
REVOKE UPDATE, DELETE ON access_reading, access_seal FROM {SERVING_ROLE};
REVOKE DELETE ON access_grant, access_barrier, access_barrierreason, access_review FROM {SERVING_ROLE};
"""

SYSTEM = "(SELECT access_is_system()) OR "
MAY_JUDGE = """(SELECT access_is_system())
  OR (access_review.opened_by_id = (SELECT access_actor())
    AND NOT access_excluded(access_review.person_id, (SELECT access_actor())))
  OR ((access_review.area_id = ANY ((SELECT access_reviewed_areas())::uuid[])
      OR (access_review.area_id IS NULL AND (SELECT cardinality(access_reviewed_areas())) > 0))
    AND (SELECT access_actor()) = ANY (
      access_judges(access_review.person_id, access_review.area_id, access_review.opened_by_id)))"""


class Migration(migrations.Migration):
    """The second lock: who asks, the read log, and who sees the rows of this engine, drafts and forms sent."""

    dependencies = [("access", "0001_initial"), ("agencies", "0001_initial"), ("ui", "0001_initial")]

    operations = [
        *(migrations.RunSQL(sql) for sql in (PRIVILEGES, WHO_ASKS, ROLES, JUDGES, READ_LOG, STAYS)),
        guard_with("access_grant", SYSTEM + "access_grant.holder_id = ANY ((SELECT access_holders())::uuid[])"),
        protect(
            "access_barrierreason",
            person="person_id",
            also="access_barrierreason.written_by_id = (SELECT access_actor())",
        ),
        guard_with("access_review", MAY_JUDGE),
        guard_with("access_reading", SYSTEM + "access_reading.professional_id = (SELECT access_actor())"),
        guard_with("ui_draft", SYSTEM + "ui_draft.owner_id = (SELECT access_actor())"),
        # Forms sent by nobody who is signed in are found by their number alone.
        guard_with("ui_sentform", SYSTEM + "ui_sentform.owner_id IS NOT DISTINCT FROM (SELECT access_actor())"),
    ]
