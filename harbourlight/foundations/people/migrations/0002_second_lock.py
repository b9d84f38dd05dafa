"""Row-level security on people, whose history is only added to; the foreign keys of grants and barriers; search.

Search is the one function that looks for people behind row-level security, and gives no more than that they exist.
"""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, condition, only_added_to, protect

IDENTITY = ("name", "identifier")
RECORD = ("address", "relationship", "involvement")

# A relative's record opens through a child, but not where a barrier on it stands against the asker.
RELATED_ADULT = f"""NOT people_person.is_child AND NOT {closed_to_asker("people_person.id")} AND EXISTS (
  SELECT 1 FROM people_relationship r WHERE r.other_id = people_person.id)"""

KEYS = "".join(
    f"ALTER TABLE {table} ADD CONSTRAINT {table}_person_fk FOREIGN KEY (person_id) "
    "REFERENCES people_person (id) DEFERRABLE INITIALLY DEFERRED;"
    for table in ("access_grant", "access_barrier", "access_barrierreason")
)
INDEXES = """
CREATE INDEX people_person_born_on ON people_person (born_on);
CREATE INDEX people_identifier_value ON people_identifier (value);
"""

# The same door as the policy's: one's own grant, or a child of theirs.
MAY_OPEN = condition("p", person="id", whole_record=False)
RELATED = f"""NOT p.is_child AND NOT {closed_to_asker("p.id")} AND EXISTS (
      SELECT 1 FROM people_relationship r WHERE r.other_id = p.id AND ({condition("r", person="person_id")}))"""

# Neither area nor lead team is told to somebody who must never be told where the person is.
NEVER_TOLD = """EXISTS (
      SELECT 1 FROM people_address a WHERE a.person_id = p.id AND access_actor() = ANY (a.never_to)
        AND (a.ended_on IS NULL OR a.ended_on >= current_date))"""

# Whom nobody but a referrer has spoken of so far (only_told) is found by those alone who may open the record.
FIND = f"""
CREATE FUNCTION people_find(
  tokens text[], groups integer[], weights integer[], pulls integer[], caps integer[],
  asked_year integer, asked_month integer, asked_day integer, has_words boolean, lowest integer
) RETURNS TABLE (
  person_id uuid, first_name text, last_name text, birth_year integer, is_child boolean, area text, lead_team text,
  may_open boolean, matched text[], birth text, score integer
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET enable_bitmapscan = off SET enable_seqscan = off SET jit = off AS $body$
#variable_conflict use_column
DECLARE
  wanted date; swapped date;
BEGIN
  IF asked_day IS NOT NULL THEN
    wanted := make_date(asked_year, asked_month, asked_day);
    IF asked_day <= 12 THEN swapped := make_date(asked_year, asked_day, asked_month); END IF;
  END IF;
  RETURN QUERY
  WITH asked AS MATERIALIZED (
    SELECT * FROM unnest(tokens, groups, weights, pulls, caps) AS a (token, part, weight, pull, cap)
  ), candidate AS MATERIALIZED (
    SELECT drawn.person_id AS id FROM asked a
    CROSS JOIN LATERAL (SELECT s.person_id FROM people_searchtoken s WHERE s.token = a.token LIMIT a.cap) drawn
    GROUP BY drawn.person_id ORDER BY sum(a.pull) DESC, drawn.person_id LIMIT 300
  ), part AS (
    SELECT c.id, a.part, max(a.weight) AS weight, array_agg(a.token) AS tokens
    FROM candidate c
    CROSS JOIN LATERAL (SELECT s.token FROM people_searchtoken s WHERE s.person_id = c.id OFFSET 0) held
    JOIN asked a ON a.token = held.token AND a.part <> 0
    GROUP BY c.id, a.part
  ), named AS (
    SELECT part.id, sum(part.weight)::integer AS name_score, bool_or(part.part = -1) AS by_identifier,
      string_agg(array_to_string(part.tokens, ' '), ' ') AS tokens
    FROM part GROUP BY part.id
  ), scored AS (
    SELECT p.id, coalesce(n.name_score, 0) AS name_score, coalesce(n.by_identifier, false) AS by_identifier, n.tokens,
      CASE
        WHEN asked_year IS NULL THEN ''
        WHEN p.born_on = wanted THEN 'same'
        WHEN p.expected_on = wanted THEN 'expected'
        WHEN p.born_on = swapped THEN 'swapped'
        WHEN known.year IS NULL THEN ''
        WHEN known.year <> asked_year THEN 'other'
        WHEN known.month = asked_month THEN 'month'
        WHEN known.month IS NULL OR asked_month IS NULL THEN 'year'
        ELSE 'same year'
      END AS birth
    FROM candidate c JOIN people_person p ON p.id = c.id LEFT JOIN named n ON n.id = c.id
    CROSS JOIN LATERAL (SELECT
      coalesce(extract(year FROM coalesce(p.born_on, p.expected_on))::integer, p.birth_year) AS year,
      coalesce(extract(month FROM coalesce(p.born_on, p.expected_on))::integer, p.birth_month) AS month) known
    WHERE p.merged_into_id IS NULL
  ), ranked AS (
    SELECT s.*, s.name_score + CASE s.birth
      WHEN 'same' THEN 15 WHEN 'expected' THEN 12 WHEN 'swapped' THEN 10 WHEN 'month' THEN 7 WHEN 'year' THEN 3
      WHEN 'same year' THEN 1 WHEN 'other' THEN -6 ELSE 0 END AS score
    FROM scored s
  ), shown AS (
    SELECT k.* FROM ranked k JOIN people_person p ON p.id = k.id
    WHERE (NOT p.only_told OR ({MAY_OPEN}) OR ({RELATED}))
      AND (k.by_identifier OR ((NOT has_words OR k.name_score > 0) AND k.score >= lowest))
      AND NOT EXISTS (SELECT 1 FROM access_barrier b WHERE b.person_id = p.id AND b.kind = 'excluded'
        AND b.ended_at IS NULL AND access_actor() = ANY (b.professional_ids))
      AND (NOT EXISTS (SELECT 1 FROM access_barrier b WHERE b.person_id = p.id AND b.hides_existence
        AND b.ended_at IS NULL) OR ({MAY_OPEN} OR ({RELATED})))
    ORDER BY k.score DESC, k.id LIMIT 50
  )
  SELECT p.id, p.first_name::text, p.last_name::text,
    coalesce(extract(year FROM coalesce(p.born_on, p.expected_on))::integer, p.birth_year::integer),
    p.is_child, CASE WHEN NOT {NEVER_TOLD} THEN ar.name::text END,
    CASE WHEN NOT {NEVER_TOLD} THEN t.name::text END,
    ({MAY_OPEN}) OR ({RELATED}),
    string_to_array(k.tokens, ' '), k.birth, k.score
  FROM shown k JOIN people_person p ON p.id = k.id
  LEFT JOIN agencies_area ar ON ar.id = p.area_id LEFT JOIN agencies_team t ON t.id = p.lead_team_id
  ORDER BY k.score DESC, p.last_name, p.first_name, p.id;
END $body$;
REVOKE ALL ON FUNCTION people_find(
  text[], integer[], integer[], integer[], integer[], integer, integer, integer, boolean, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_find(
  text[], integer[], integer[], integer[], integer[], integer, integer, integer, boolean, integer) TO harbourlight_app;
"""

REMOVE = """DROP FUNCTION people_find(
  text[], integer[], integer[], integer[], integer[], integer, integer, integer, boolean, integer)"""


def guards():
    """Give the operations that guard each table of this engine and its history."""
    yield protect("people_person", person="id", also=RELATED_ADULT, whole_record=False)
    yield protect("people_personevent", person="id")
    yield protect("people_searchtoken", person="person_id", whole_record=False)
    yield protect("people_merge", person="kept_id")
    for kind in IDENTITY:
        yield protect(f"people_{kind}", person="person_id", whole_record=False)
        yield protect(f"people_{kind}event", person="person_id")
    for kind in RECORD:
        yield protect(f"people_{kind}", person="person_id")
        yield protect(f"people_{kind}event", person="person_id")
    yield only_added_to(*(f"people_{kind}event" for kind in ("person", *IDENTITY, *RECORD)))


class Migration(migrations.Migration):
    """The second lock on people, and search."""

    dependencies = [("people", "0001_initial"), ("access", "0002_second_lock")]

    operations = [
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
        migrations.RunSQL(INDEXES, "DROP INDEX people_person_born_on, people_identifier_value"),
        *guards(),
        migrations.RunSQL(FIND, REMOVE),
    ]
