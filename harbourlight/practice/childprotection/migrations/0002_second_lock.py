"""Row-level security on this room's tables; their history is only added to."""

from django.db import migrations

from harbourlight.foundations.access.guard import closed_to_asker, index_of_people, only_added_to, protect

TABLES = (
    "strategydiscussion", "enquiry", "emergencymeasure", "conference", "conferencechild", "chairconcern",
    "protectionplan", "planoutcome", "categorychange", "coregroup", "chronologyrefresh", "visit", "areatransfer",
    "legalstage",
)  # fmt: skip
FOUND_BY_CHILD = (
    "strategydiscussion", "enquiry", "emergencymeasure", "conference", "conferencechild", "protectionplan",
    "coregroup", "visit", "areatransfer", "legalstage",
)  # fmt: skip

# The agency whose work was questioned reads that much after its sight has ended; the independent chair reads what was
# taken as far as the partnership.
CONCERN = f"""(childprotection_chairconcern.agency_id = ANY ((SELECT access_holders())::uuid[])
  OR childprotection_chairconcern.level = '3' AND EXISTS (
    SELECT 1 FROM agencies_roleholding r
    WHERE r.professional_id = (SELECT access_actor()) AND r.role = 'partnership_chair'
      AND r.started_on <= current_date AND (r.ended_on IS NULL OR r.ended_on >= current_date)))
  AND NOT EXISTS (
  SELECT 1 FROM unnest(childprotection_chairconcern.child_ids) AS child(id) WHERE {closed_to_asker("child.id")})"""


def locks():
    """Give the operations that guard each table and its history."""
    for name in TABLES:
        table = f"childprotection_{name}"
        yield protect(table, people="child_ids", also=CONCERN if name == "chairconcern" else "")
        yield protect(f"{table}event", people="child_ids")
    for name in FOUND_BY_CHILD:
        yield index_of_people(f"childprotection_{name}")


class Migration(migrations.Migration):
    """The second lock."""

    dependencies = [("childprotection", "0001_initial"), ("people", "0002_second_lock")]

    operations = [
        *locks(),
        only_added_to(*(f"childprotection_{name}event" for name in TABLES)),
    ]
