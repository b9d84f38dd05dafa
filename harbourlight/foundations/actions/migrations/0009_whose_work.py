"""Actions about no child are for those whose work they are, not for whoever has the address."""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, in_area_of, protect_again

PARTNERSHIP = ("auditor", "board_member", "business_unit", "partnership_chair", "senior_manager")
WORKING = (
    "practitioner", "safeguarding_lead", "mash_worker", "mash_partner", "mash_manager", "social_worker",
    "team_manager", "conference_chair", "out_of_hours", "designated_officer", *PARTNERSHIP,
)  # fmt: skip
OWN = f"""(actions_action.owner_id = (SELECT access_actor())
  OR actions_action.owner_id IS NULL AND actions_action.owner_agency_id = ANY ((SELECT access_holders())::uuid[]))
AND NOT EXISTS (SELECT 1 FROM unnest(actions_action.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})"""
THEIRS = f"""{in_area_of("actions_action.area_id", PARTNERSHIP)}
  OR actions_action.owner_id = (SELECT access_actor())
  OR actions_action.given_by_id = (SELECT access_actor())
  OR actions_action.owner_agency_id = (SELECT access_agency_as('{{{",".join(WORKING)}}}'))"""


class Migration(migrations.Migration):
    """The owner, the owner's agency, the giver, and the partnership's roles in the area of the action."""

    dependencies = [("actions", "0008_barred_challengers"), ("access", "0007_areas_of_roles")]

    operations = [protect_again("actions_action", people="child_ids", also=OWN, of_no_child=THEIRS)]
