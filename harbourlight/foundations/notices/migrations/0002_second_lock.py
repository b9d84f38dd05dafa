"""Row-level security on notices, numbers for their references, and rows that the product cannot rewrite."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, condition, guard_with

KEPT = "notices_notice, notices_delivery, notices_opening, notices_dutyevent, notices_mailboxevent"
TOLD = "notices_delivery.holder_id = ANY ((SELECT access_holders())::uuid[])"
HELD = "notices_waiting.holder_id = ANY ((SELECT access_holders())::uuid[])"


def of_those_told(table, column):
    """Return the SQL that is true where the asker was told of the notice of a row about no child."""
    return f"EXISTS (SELECT 1 FROM notices_delivery d WHERE d.notice_id = {table}.{column})"


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("notices", "0001_initial"), ("access", "0010_grants_row_by_row"), ("people", "0002_second_lock")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE notices_reference", "DROP SEQUENCE notices_reference"),
        guard_with("notices_delivery", condition("notices_delivery", people="child_ids", of_no_child=TOLD)),
        guard_with(
            "notices_notice",
            condition("notices_notice", people="child_ids", of_no_child=of_those_told("notices_notice", "id")),
        ),
        guard_with(
            "notices_opening",
            condition("notices_opening", people="child_ids", of_no_child=of_those_told("notices_opening", "notice_id")),
        ),
        guard_with("notices_waiting", f"(SELECT access_is_system()) OR {HELD}"),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {KEPT} FROM {SERVING_ROLE}", f"GRANT UPDATE, DELETE ON {KEPT} TO {SERVING_ROLE}"
        ),
    ]
