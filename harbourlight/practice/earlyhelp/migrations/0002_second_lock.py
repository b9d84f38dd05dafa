"""Row-level security on this room's tables; its history is only added to."""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, index_of_people, only_added_to, protect

ABOUT_FAMILIES = (
    "case", "consentasked", "refusaldecision", "helpplan", "helpoutcome", "helpreview", "progress", "aroundfamily",
    "stepup",
)  # fmt: skip
WITH_HISTORY = ("case", "helpassessment", "helpplan", "helpoutcome", "aroundfamily")

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
    """The second lock; a sample opens what is graded, and not the whole record."""

    dependencies = [("earlyhelp", "0001_initial"), ("people", "0002_second_lock"), ("questionnaires", "0001_initial")]

    operations = [
        *(protect(f"earlyhelp_{name}", people="child_ids") for name in ABOUT_FAMILIES),
        *(protect(f"earlyhelp_{name}event", people="child_ids") for name in WITH_HISTORY),
        protect("earlyhelp_helpassessment", people="child_ids", also=ASSESSMENT),
        protect("earlyhelp_childvoice", person="person_id", also=VOICE),
        protect("earlyhelp_childvoiceevent", person="person_id"),
        index_of_people("earlyhelp_case"),
        only_added_to(*(f"earlyhelp_{name}event" for name in (*WITH_HISTORY, "childvoice"))),
    ]
