"""Who judges an emergency opening: nobody whom a barrier on the record keeps away, but never nobody at all."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE

JUDGES = """
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
REMOVE = """
DROP FUNCTION access_judges(uuid, uuid, uuid);
DROP FUNCTION access_left_out(uuid, uuid);
DROP FUNCTION access_excluded(uuid, uuid);
"""

MAY_JUDGE = """(SELECT access_is_system())
  OR (access_review.opened_by_id = (SELECT access_actor())
    AND NOT access_excluded(access_review.person_id, (SELECT access_actor())))
  OR ((access_review.area_id = ANY ((SELECT access_reviewed_areas())::uuid[])
      OR (access_review.area_id IS NULL AND (SELECT cardinality(access_reviewed_areas())) > 0))
    AND (SELECT access_actor()) = ANY (
      access_judges(access_review.person_id, access_review.area_id, access_review.opened_by_id)))"""


class Migration(migrations.Migration):
    """Reviews keep to the barriers of the record they are about."""

    dependencies = [("access", "0005_drafts_lock")]

    operations = [
        migrations.RunSQL(JUDGES, REMOVE),
        migrations.RunSQL(
            f"""
            DROP POLICY asker_sees ON access_review;
            CREATE POLICY asker_sees ON access_review TO {SERVING_ROLE} USING ({MAY_JUDGE}) WITH CHECK (true);
            """,
            migrations.RunSQL.noop,
        ),
    ]
