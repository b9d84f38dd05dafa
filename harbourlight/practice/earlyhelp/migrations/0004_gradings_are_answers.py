"""The gradings of drawn assessments become answers to the question set "early-help-assessment"."""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, protect_again

MOVE = """
INSERT INTO questionnaires_answering (
  id, set_key, set_version, fingerprint, kind, moment, child_ids, area_id, agency_id, author_id, subject_kind,
  subject_id, source, is_for_agency, state, opened_by_id, opened_at, answerer_id, signed_by_id, signed_at,
  void_reason, version)
SELECT g.id, 'early-help-assessment', '2026.1', '', '', '', g.child_ids, s.area_id, s.agency_id, a.lead_id,
  'earlyhelp.helpassessment', g.assessment_id, 'quality:' || s.id::text, false,
  CASE WHEN g.graded_at IS NULL THEN 'not_begun' ELSE 'signed' END, s.drawn_by_id, s.drawn_at, s.drawn_by_id,
  g.graded_by_id, g.graded_at, '', 1
FROM earlyhelp_grading g
JOIN earlyhelp_qualitysample s ON s.id = g.sample_id
JOIN earlyhelp_helpassessment a ON a.id = g.assessment_id;

INSERT INTO questionnaires_answer (
  id, answering_id, reader, key, meaning, code, comment, evidence, action, reason, figures, answered_by_id, answered_at)
SELECT gen_random_uuid(), g.id, 'first', told.key, 1, told.grade, told.comment, '', '', '', '{}', g.graded_by_id,
  g.graded_at
FROM earlyhelp_grading g
CROSS JOIN LATERAL (
  SELECT s.key, s.value ->> 'grade' AS grade, coalesce(s.value ->> 'comment', '') AS comment
  FROM jsonb_each(g.sections) s
  UNION ALL SELECT 'overall', g.overall, g.comment) told
WHERE g.graded_at IS NOT NULL;

SET CONSTRAINTS ALL IMMEDIATE;
"""

# Whoever has a grant that names what gave a grading to its reader reads what is graded.
DRAWN = """EXISTS (
  SELECT 1 FROM questionnaires_answering d
  JOIN access_grant q ON q.source <> '' AND q.source IN (d.source, 'reading:' || d.id::text)
  WHERE d.subject_id = {assessment} AND d.set_key = 'early-help-assessment'
    AND q.holder_id = (SELECT access_actor()) AND q.valid_from <= now() AND q.valid_until > now())"""
ASSESSMENT = f"""{DRAWN.format(assessment="earlyhelp_helpassessment.id")} AND NOT EXISTS (
  SELECT 1 FROM unnest(earlyhelp_helpassessment.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})"""
VOICE = (
    f"{DRAWN.format(assessment='earlyhelp_childvoice.assessment_id')} AND "
    f"NOT {closed_to_asker('earlyhelp_childvoice.person_id')}"
)


class Migration(migrations.Migration):
    """Move the gradings; a sample opens through them what is graded, and not the whole record."""

    dependencies = [("earlyhelp", "0003_drawn"), ("questionnaires", "0002_second_lock")]

    operations = [
        migrations.RunSQL(MOVE),
        protect_again("earlyhelp_helpassessment", people="child_ids", also=ASSESSMENT),
        protect_again("earlyhelp_childvoice", person="person_id", also=VOICE),
        migrations.DeleteModel(name="Grading"),
    ]
