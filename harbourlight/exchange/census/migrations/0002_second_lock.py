"""Row-level security on what a file tells of children.

A finding of a file that was not loaded is about a child who may not be on file: it opens to the team that holds the
file and to the team it was given to, unless a barrier on the child's record stands against the asker.
"""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, condition, guard_with, index_of_people, protect

HOLDS = "census_{table}.{column} = ANY ((SELECT access_holders())::uuid[])"
FINDING = f"""({condition("census_finding", person="person_id")}) OR (
  (census_finding.person_id IS NULL OR NOT {closed_to_asker("census_finding.person_id")})
  AND ({HOLDS.format(table="finding", column="holder_id")} OR {HOLDS.format(table="finding", column="team_id")}))"""
HELD = "(SELECT access_is_system()) OR " + HOLDS


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("census", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        protect("census_censuschild", person="person_id"),
        protect("census_contradiction", person="person_id"),
        protect("census_pair", people="child_ids"),
        index_of_people("census_pair"),
        guard_with("census_finding", FINDING),
        guard_with("census_checkrun", HELD.format(table="checkrun", column="team_id")),
        guard_with("census_heldfile", HELD.format(table="heldfile", column="team_id")),
    ]
