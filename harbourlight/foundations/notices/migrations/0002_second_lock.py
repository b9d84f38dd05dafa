"""Row-level security on notices, numbers for their references, and rows that the product cannot rewrite."""

from django.db import migrations

from harbourlight.foundations.access.guard import guard_with, only_added_to, protect

KEPT = ("notice", "delivery", "opening", "dutyevent", "mailboxevent")
TOLD = "notices_delivery.holder_id = ANY ((SELECT access_holders())::uuid[])"
HELD = "notices_waiting.holder_id = ANY ((SELECT access_holders())::uuid[])"


def of_those_told(table, column):
    """Return the SQL that is true where the asker was told of the notice of a row about no child."""
    return f"EXISTS (SELECT 1 FROM notices_delivery d WHERE d.notice_id = {table}.{column})"


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("notices", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE notices_reference", "DROP SEQUENCE notices_reference"),
        protect("notices_delivery", people="child_ids", of_no_child=TOLD),
        protect("notices_notice", people="child_ids", of_no_child=of_those_told("notices_notice", "id")),
        protect("notices_opening", people="child_ids", of_no_child=of_those_told("notices_opening", "notice_id")),
        guard_with("notices_waiting", f"(SELECT access_is_system()) OR {HELD}"),
        only_added_to(*(f"notices_{name}" for name in KEPT)),
    ]
