"""Row-level security on this room's tables; their history is only added to."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, closed_to_asker, index_of_people, protect

TABLES = (
    "strategydiscussion", "enquiry", "emergencymeasure", "conference", "conferencechild", "chairconcern",
    "protectionplan", "planoutcome", "categorychange", "coregroup", "chronologyrefresh", "visit", "areatransfer",
    "legalstage", "reportgrade",
)  # fmt: skip
FOUND_BY_CHILD = (
    "strategydiscussion", "enquiry", "emergencymeasure", "conference", "conferencechild", "protectionplan",
    "coregroup", "visit", "areatransfer", "legalstage",
)  # fmt: skip
EVENTS = ", ".join(f"childprotection_{name}event" for name in TABLES)

# The agency whose report was graded, or whose work was questioned, reads that much after its sight has ended.
OPEN_TO_AGENCY = f"""{{table}}.{{column}} = ANY ((SELECT access_holders())::uuid[])
  AND NOT EXISTS (SELECT 1 FROM unnest({{table}}.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})"""
ALSO = {
    "reportgrade": OPEN_TO_AGENCY.format(table="childprotection_reportgrade", column="agency_id"),
    "chairconcern": OPEN_TO_AGENCY.format(table="childprotection_chairconcern", column="agency_id"),
}


def locks():
    """Give the operations that guard each table and its history."""
    for name in TABLES:
        table = f"childprotection_{name}"
        yield protect(table, people="child_ids", also=ALSO.get(name, ""))
        yield protect(f"{table}event", people="child_ids")
    for name in FOUND_BY_CHILD:
        yield index_of_people(f"childprotection_{name}")


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("childprotection", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        *locks(),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {EVENTS} FROM {SERVING_ROLE}",
            f"GRANT UPDATE, DELETE ON {EVENTS} TO {SERVING_ROLE}",
        ),
    ]
