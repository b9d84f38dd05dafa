"""Row-level security on actions, the notes of their progress, and challenges."""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, guard_with, in_area_of, index_of_people, protect

PARTNERSHIP = ("auditor", "board_member", "business_unit", "partnership_chair", "senior_manager")
WORKING = (
    "practitioner", "safeguarding_lead", "mash_worker", "mash_partner", "mash_manager", "social_worker",
    "team_manager", "conference_chair", "out_of_hours", "designated_officer", *PARTNERSHIP,
)  # fmt: skip

# An exclusion closes a challenge to whoever raised it; a restriction does not, for it would tell that one stands.
RAISED = """actions_challenge.raised_by_id = (SELECT access_actor()) AND NOT EXISTS (
  SELECT 1 FROM access_barrier b WHERE b.person_id = ANY (actions_challenge.child_ids) AND b.kind = 'excluded'
    AND b.ended_at IS NULL AND (SELECT access_actor()) = ANY (b.professional_ids))"""

# Who does an action sees that one, and an agency those without a name.
OWN = f"""(actions_action.owner_id = (SELECT access_actor())
  OR actions_action.owner_id IS NULL AND actions_action.owner_agency_id = ANY ((SELECT access_holders())::uuid[]))
AND NOT EXISTS (SELECT 1 FROM unnest(actions_action.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})"""

# About no child: the owner, the owner's agency, the giver, and the partnership's roles in the area of the action.
THEIRS = f"""{in_area_of("actions_action.area_id", PARTNERSHIP)}
  OR actions_action.owner_id = (SELECT access_actor())
  OR actions_action.given_by_id = (SELECT access_actor())
  OR actions_action.owner_agency_id = (SELECT access_agency_as('{{{",".join(WORKING)}}}'))"""
THROUGH_ACTION = """(SELECT access_is_system())
  OR EXISTS (SELECT 1 FROM actions_action a WHERE a.id = actions_actionnote.action_id)"""


class Migration(migrations.Migration):
    """Whoever sees a child sees its actions; those about no child are for those whose work they are."""

    dependencies = [("actions", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        protect("actions_challenge", people="child_ids", also=RAISED),
        protect("actions_action", people="child_ids", also=OWN, of_no_child=THEIRS),
        guard_with("actions_actionnote", THROUGH_ACTION),
        index_of_people("actions_action"),
    ]
