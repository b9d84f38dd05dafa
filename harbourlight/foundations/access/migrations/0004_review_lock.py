"""Who sees reviews of emergency openings, and the reasons of barriers."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, condition, guard_with

REVIEWED_AREAS = """
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
REVOKE DELETE ON access_review FROM harbourlight_app;
"""

MAY_JUDGE = """(SELECT access_is_system()) OR access_review.opened_by_id = (SELECT access_actor())
  OR access_review.area_id = ANY ((SELECT access_reviewed_areas())::uuid[])
  OR (access_review.area_id IS NULL AND (SELECT cardinality(access_reviewed_areas())) > 0)"""

INSIDERS = condition(
    "access_barrierreason",
    person="person_id",
    also="access_barrierreason.written_by_id = (SELECT access_actor())",
)


class Migration(migrations.Migration):
    """The lock on reviews, and reasons of barriers opened to those who may see the record."""

    dependencies = [("access", "0003_review")]

    operations = [
        migrations.RunSQL(REVIEWED_AREAS, "DROP FUNCTION access_reviewed_areas()"),
        guard_with("access_review", MAY_JUDGE),
        migrations.RunSQL(
            f"""
            DROP POLICY asker_sees ON access_barrierreason;
            CREATE POLICY asker_sees ON access_barrierreason TO {SERVING_ROLE}
              USING ({INSIDERS}) WITH CHECK (true);
            """,
            migrations.RunSQL.noop,
        ),
    ]
