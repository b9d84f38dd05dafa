"""The grades of reports become answers to the question set "conference-report", with their history."""

from django.db import migrations

# One answering for each graded report; the answers keep the ids of the grades, so that their history stays theirs.
MOVE = """
INSERT INTO questionnaires_answering (
  id, set_key, set_version, fingerprint, kind, moment, child_ids, area_id, agency_id, author_id, subject_kind,
  subject_id, source, is_for_agency, state, opened_by_id, opened_at, answerer_id, signed_by_id, signed_at,
  author_read_at, void_reason, version)
SELECT gen_random_uuid(), 'conference-report', '2026.1', '', '', '', newest.child_ids, newest.area_id,
  newest.agency_id, newest.author_id, 'requests.request', newest.request_id, '', true, 'signed', newest.graded_by_id,
  newest.first_at, newest.graded_by_id, newest.graded_by_id, newest.graded_at, newest.read_at, '', 1
FROM (
  SELECT DISTINCT ON (g.request_id) g.*, min(g.recorded_at) OVER each AS first_at,
    CASE WHEN bool_and(g.feedback_read_at IS NOT NULL) OVER each THEN max(g.feedback_read_at) OVER each END AS read_at
  FROM childprotection_reportgrade g WINDOW each AS (PARTITION BY g.request_id)
  ORDER BY g.request_id, g.graded_at DESC
) newest;

INSERT INTO questionnaires_answer (
  id, answering_id, reader, key, meaning, code, comment, evidence, action, reason, figures, answered_by_id, answered_at)
SELECT g.id, a.id, 'first', g.section, 1, g.grade, g.comment, '', '', '', '{}', g.graded_by_id, g.graded_at
FROM childprotection_reportgrade g
JOIN questionnaires_answering a ON a.subject_id = g.request_id AND a.set_key = 'conference-report';

DELETE FROM questionnaires_answerevent e USING childprotection_reportgrade g WHERE e.pgh_obj_id = g.id;
INSERT INTO questionnaires_answerevent (
  pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id, id, answering_id, reader, key, meaning, code, comment,
  evidence, action, reason, figures, answered_by_id, answered_at)
SELECT e.pgh_created_at, e.pgh_label, e.pgh_obj_id, e.pgh_context_id, e.id, a.id, 'first', e.section, 1, e.grade,
  e.comment, '', '', '', '{}', e.graded_by_id, e.graded_at
FROM childprotection_reportgradeevent e
JOIN questionnaires_answering a ON a.subject_id = e.request_id AND a.set_key = 'conference-report'
ORDER BY e.pgh_id;

SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    """Move the grades."""

    dependencies = [
        ("childprotection", "0003_partnership_chair"),
        ("questionnaires", "0002_second_lock"),
    ]

    operations = [
        migrations.RunSQL(MOVE),
        migrations.DeleteModel(name="ReportGrade"),
        migrations.DeleteModel(name="ReportGradeEvent"),
    ]
