"""Row-level security on meetings and on whatever belongs to them."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, closed_to_asker, guard_with, index_of_people, protect

# Those who may see a meeting though they hold no grant to its children: who is invited (or came as the
# deputy of an invitee) for as long as the invitation says, and the chair until the meeting is closed.
OPEN_TO_ASKER = f"""
CREATE FUNCTION meetings_open_to_asker() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(m.id), '{{}}') FROM meetings_meeting m
  WHERE m.id IN (
    SELECT i.meeting_id FROM meetings_invitation i
    WHERE i.professional_id = access_actor() AND i.left_out_reason = '' AND i.sees_until > now()
    UNION
    SELECT i.meeting_id FROM meetings_attendance a JOIN meetings_invitation i ON i.id = a.invitation_id
    WHERE a.deputy_id = access_actor() AND i.left_out_reason = '' AND i.sees_until > now()
    UNION
    SELECT c.id FROM meetings_meeting c WHERE c.chair_id = access_actor() AND c.state IN ('planned', 'held'))
  AND NOT EXISTS (SELECT 1 FROM unnest(m.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})
$$;
REVOKE ALL ON FUNCTION meetings_open_to_asker() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION meetings_open_to_asker() TO {SERVING_ROLE};
"""

INVITED = "meetings_meeting.id = ANY ((SELECT meetings_open_to_asker())::uuid[])"
OPEN_TO_ALL = "cardinality(meetings_meeting.child_ids) = 0 AND (SELECT access_actor()) IS NOT NULL"

OF_MEETING = (
    "invitation", "attendance", "agendaitem", "decision", "ballot", "dissent", "minutes", "receipt", "dispute",
)  # fmt: skip

# A paper is its agency's own and the arrangers' until it is shared; a restricted one is for its named readers.
PAPER = """(SELECT access_is_system()) OR EXISTS (
  SELECT 1 FROM meetings_meeting m WHERE m.id = meetings_paper.meeting_id AND (
    m.chair_id = (SELECT access_actor()) OR meetings_paper.given_by_id = (SELECT access_actor())
    OR (SELECT access_actor()) = ANY (meetings_paper.reader_ids)
    OR NOT meetings_paper.is_restricted AND (
      meetings_paper.shared_at IS NOT NULL
      OR meetings_paper.agency_id = ANY ((SELECT access_holders())::uuid[])
      OR m.team_id = ANY ((SELECT access_holders())::uuid[])
      OR m.planned_by_id = (SELECT access_actor())
      OR EXISTS (
        SELECT 1 FROM access_grant g
        WHERE g.person_id = ANY (m.child_ids) AND g.basis = 'allocated'
          AND g.holder_id = ANY ((SELECT access_holders())::uuid[])
          AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now())))))"""


def through_meeting(model):
    """Return the SQL that is true where the asker may see the meeting that a row belongs to."""
    return (
        "(SELECT access_is_system()) OR EXISTS "
        f"(SELECT 1 FROM meetings_meeting m WHERE m.id = meetings_{model}.meeting_id)"
    )


class Migration(migrations.Migration):
    """The second lock: the meeting says who may see it, and what belongs to it asks the meeting."""

    dependencies = [("meetings", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        migrations.RunSQL(OPEN_TO_ASKER, "DROP FUNCTION meetings_open_to_asker()"),
        protect("meetings_meeting", people="child_ids", also=f"({INVITED}) OR ({OPEN_TO_ALL})"),
        *(guard_with(f"meetings_{model}", through_meeting(model)) for model in OF_MEETING),
        guard_with("meetings_paper", PAPER),
        index_of_people("meetings_meeting"),
    ]
