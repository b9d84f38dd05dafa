"""Whoever draws a sample reads the assessments drawn while they may be graded, and of the children who they are."""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, protect_again

GIVEN = """s.drawn_by_id = (SELECT access_actor()) AND EXISTS (
  SELECT 1 FROM access_grant q
  WHERE q.holder_id = s.drawn_by_id AND q.source = 'quality:' || s.id::text
    AND q.valid_from <= now() AND q.valid_until > now())"""
NONE_CLOSED = f"""NOT EXISTS (
  SELECT 1 FROM unnest({{table}}.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})"""
SAMPLE = f"""EXISTS (
  SELECT 1 FROM earlyhelp_qualitysample s WHERE s.id = earlyhelp_grading.sample_id AND {GIVEN})"""
DRAWN = f"""EXISTS (
  SELECT 1 FROM earlyhelp_grading d JOIN earlyhelp_qualitysample s ON s.id = d.sample_id
  WHERE d.assessment_id = {{assessment}} AND {GIVEN})"""

GRADING = f"{SAMPLE} AND {NONE_CLOSED.format(table='earlyhelp_grading')}"
ASSESSMENT = (
    f"{DRAWN.format(assessment='earlyhelp_helpassessment.id')} AND "
    f"{NONE_CLOSED.format(table='earlyhelp_helpassessment')}"
)
VOICE = (
    f"{DRAWN.format(assessment='earlyhelp_childvoice.assessment_id')} AND "
    f"NOT {closed_to_asker('earlyhelp_childvoice.person_id')}"
)


class Migration(migrations.Migration):
    """A sample opens what is graded and not the whole record."""

    dependencies = [("earlyhelp", "0002_second_lock")]

    operations = [
        protect_again("earlyhelp_grading", people="child_ids", also=GRADING),
        protect_again("earlyhelp_helpassessment", people="child_ids", also=ASSESSMENT),
        protect_again("earlyhelp_childvoice", person="person_id", also=VOICE),
    ]
