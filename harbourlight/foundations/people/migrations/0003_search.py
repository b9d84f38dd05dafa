"""The one function that searches people behind row-level security and gives no more than that they exist."""

from django.db import migrations

from harbourlight.foundations.access.guard import condition

MAY_OPEN = condition("p", person="id", whole_record=False)
MAY_OPEN_CHILD = condition("r", person="person_id")

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
    WHERE (k.by_identifier OR ((NOT has_words OR k.name_score > 0) AND k.score >= lowest))
      AND NOT EXISTS (SELECT 1 FROM access_barrier b WHERE b.person_id = p.id AND b.kind = 'excluded'
        AND b.ended_at IS NULL AND access_actor() = ANY (b.professional_ids))
      AND (NOT EXISTS (SELECT 1 FROM access_barrier b WHERE b.person_id = p.id AND b.hides_existence
        AND b.ended_at IS NULL) OR ({MAY_OPEN}))
    ORDER BY k.score DESC, k.id LIMIT 50
  )
  SELECT p.id, p.first_name::text, p.last_name::text,
    coalesce(extract(year FROM coalesce(p.born_on, p.expected_on))::integer, p.birth_year::integer),
    p.is_child, ar.name::text, t.name::text,
    ({MAY_OPEN}) OR (NOT p.is_child AND EXISTS (
      SELECT 1 FROM people_relationship r WHERE r.other_id = p.id AND ({MAY_OPEN_CHILD}))),
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


class Migration(migrations.Migration):
    """Search of people."""

    dependencies = [("people", "0002_second_lock"), ("agencies", "0001_initial")]

    operations = [migrations.RunSQL(FIND, REMOVE)]
