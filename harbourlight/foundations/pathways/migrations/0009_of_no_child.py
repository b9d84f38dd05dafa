"""Steps and clocks of records about no child are for those whose work they are, in the area of the record."""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, in_area_of, protect_again

PARTNERSHIP = ("auditor", "board_member", "business_unit", "partnership_chair", "senior_manager")
STEPS = f"""pathways_steptaken.taken_by_id = (SELECT access_actor())
  OR {in_area_of("pathways_steptaken.area_id", PARTNERSHIP)}"""
CLOCKS = f"""pathways_deadline.owner_id = (SELECT access_actor())
  OR pathways_deadline.team_id = ANY ((SELECT access_holders())::uuid[])
  OR {in_area_of("pathways_deadline.area_id", PARTNERSHIP)}"""
OWN = f"""pathways_deadline.owner_id = (SELECT access_actor()) AND NOT EXISTS (
  SELECT 1 FROM unnest(pathways_deadline.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})"""


class Migration(migrations.Migration):
    """A step is open to its taker, a clock to its owner and its team, both to the partnership's roles in the area."""

    dependencies = [("pathways", "0008_area_of_steps"), ("access", "0007_areas_of_roles")]

    operations = [
        protect_again("pathways_steptaken", people="child_ids", of_no_child=STEPS),
        protect_again("pathways_deadline", people="child_ids", also=OWN, of_no_child=CLOCKS),
    ]
