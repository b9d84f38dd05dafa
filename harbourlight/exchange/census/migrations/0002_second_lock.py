"""Row-level security on what a file tells of children, and on files, loadings and returns.

A finding of a file that was not loaded is about a child who may not be on file: it opens to the team that holds the
file and to the team it was given to, unless a barrier on the child's record stands against the asker. What a trial
found about a child on file opens by a grant over the child; about a child who is new, to the team that holds the file.
"""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, condition, guard_with, index_of_people, protect

HOLDS = "census_{0}.{1} = ANY ((SELECT access_holders())::uuid[])"
FINDING = f"""({condition("census_finding", person="person_id")}) OR (
  (census_finding.person_id IS NULL OR NOT {closed_to_asker("census_finding.person_id")})
  AND ({HOLDS.format("finding", "holder_id")} OR {HOLDS.format("finding", "team_id")}))"""
HELD = "(SELECT access_is_system()) OR " + HOLDS.format("{0}", "team_id")


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("census", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        protect("census_censuschild", person="person_id"),
        protect("census_contradiction", person="person_id"),
        protect("census_pair", people="child_ids"),
        index_of_people("census_pair"),
        guard_with("census_finding", FINDING),
        protect("census_loadnote", people="child_ids", of_no_child=HOLDS.format("loadnote", "team_id")),
        *(guard_with(f"census_{name}", HELD.format(name)) for name in ("checkrun", "heldfile", "loadrun", "fetched")),
    ]
