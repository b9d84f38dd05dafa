"""Row-level security on steps and clocks; steps are only added to."""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, in_area_of, index_of_people, only_added_to, protect

PARTNERSHIP = ("auditor", "board_member", "business_unit", "partnership_chair", "senior_manager")

# Of records about no child: for those whose work they are.
STEPS = f"""pathways_steptaken.taken_by_id = (SELECT access_actor())
  OR {in_area_of("pathways_steptaken.area_id", PARTNERSHIP)}"""
CLOCKS = f"""pathways_deadline.owner_id = (SELECT access_actor())
  OR pathways_deadline.team_id = ANY ((SELECT access_holders())::uuid[])
  OR {in_area_of("pathways_deadline.area_id", PARTNERSHIP)}"""

# A barrier closes a clock also to whoever owns it.
OWN = f"""pathways_deadline.owner_id = (SELECT access_actor()) AND NOT EXISTS (
  SELECT 1 FROM unnest(pathways_deadline.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})"""


class Migration(migrations.Migration):
    """A step is open to its taker, a clock to its owner and its team, both to the partnership's roles in the area."""

    dependencies = [("pathways", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        protect("pathways_steptaken", people="child_ids", of_no_child=STEPS),
        protect("pathways_deadline", people="child_ids", also=OWN, of_no_child=CLOCKS),
        index_of_people("pathways_deadline"),
        only_added_to("pathways_steptaken"),
    ]
