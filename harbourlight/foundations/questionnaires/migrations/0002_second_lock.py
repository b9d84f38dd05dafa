"""Row-level security on answers: by the child, by what gave them to a reader, by agency; a second reader reads blind."""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, guard_with, in_area_of, only_added_to, protect

ANSWERING = "questionnaires_answering"
PARTNERSHIP = ("auditor", "board_member", "business_unit", "partnership_chair", "senior_manager")
WORKING = (
    "practitioner", "safeguarding_lead", "mash_worker", "mash_partner", "mash_manager", "social_worker",
    "team_manager", "conference_chair", "out_of_hours", "designated_officer", *PARTNERSHIP,
)  # fmt: skip

# Given to a reader by a grant that names what gave it; or for the agency whose work was graded.
GIVEN = f"""EXISTS (
  SELECT 1 FROM access_grant q
  WHERE q.holder_id = (SELECT access_actor()) AND q.source <> ''
    AND q.source IN ({ANSWERING}.source, 'reading:' || {ANSWERING}.id::text)
    AND q.valid_from <= now() AND q.valid_until > now())"""
OF_AGENCY = f"{ANSWERING}.is_for_agency AND {ANSWERING}.agency_id = ANY ((SELECT access_holders())::uuid[])"
NONE_CLOSED = f"""NOT EXISTS (
  SELECT 1 FROM unnest({ANSWERING}.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})"""
OF_NO_CHILD = f"""{in_area_of(f"{ANSWERING}.area_id", PARTNERSHIP)}
  OR (SELECT access_actor()) IN ({ANSWERING}.answerer_id, {ANSWERING}.second_reader_id)
  OR {ANSWERING}.agency_id = (SELECT access_agency_as('{{{",".join(WORKING)}}}'))"""

# The second reader sees the first answers only after signing; nobody sees unsigned second answers but their reader,
# and the first reader sees none before they are settled.
READABLE = """(SELECT access_is_system()) OR EXISTS (
  SELECT 1 FROM questionnaires_answering a WHERE a.id = {table}.answering_id AND CASE {table}.reader
    WHEN 'first' THEN a.second_reader_id IS DISTINCT FROM (SELECT access_actor()) OR a.second_signed_at IS NOT NULL
    WHEN 'second' THEN a.second_reader_id = (SELECT access_actor()) OR a.settled_at IS NOT NULL
      OR a.second_signed_at IS NOT NULL AND a.answerer_id <> (SELECT access_actor())
    ELSE true END)"""


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("questionnaires", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        protect(
            ANSWERING,
            people="child_ids",
            also=f"({GIVEN} OR {OF_AGENCY}) AND {NONE_CLOSED}",
            of_no_child=OF_NO_CHILD,
        ),
        protect(
            f"{ANSWERING}event",
            people="child_ids",
            of_no_child=in_area_of(f"{ANSWERING}event.area_id", PARTNERSHIP),
        ),
        *(
            guard_with(table, READABLE.format(table=table))
            for table in ("questionnaires_answer", "questionnaires_answerevent")
        ),
        only_added_to(f"{ANSWERING}event", "questionnaires_answerevent"),
    ]
