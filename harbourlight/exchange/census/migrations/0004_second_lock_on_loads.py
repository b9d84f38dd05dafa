"""Row-level security on loadings from the browser: they and their returns open to the team that holds the file.

What a trial found about a child on file opens by a grant over the child; about a child who is new, to the team.
"""

from django.db import migrations

from harbourlight.foundations.access.guard import condition, guard_with

HELD = "census_{0}.team_id = ANY ((SELECT access_holders())::uuid[])"
NOTE = condition("census_loadnote", people="child_ids", of_no_child=HELD.format("loadnote"))


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("census", "0003_loads_and_returns"), ("people", "0002_second_lock")]

    operations = [
        guard_with("census_loadnote", NOTE),
        guard_with("census_loadrun", "(SELECT access_is_system()) OR " + HELD.format("loadrun")),
        guard_with("census_fetched", "(SELECT access_is_system()) OR " + HELD.format("fetched")),
    ]
