"""A relative's record does not open through a child where a barrier on it stands against the asker."""

from importlib import import_module

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, closed_to_asker, condition

FIRST_FIND = import_module("harbourlight.foundations.people.migrations.0003_search").FIND

RELATED_ADULT = f"""NOT people_person.is_child AND NOT {closed_to_asker("people_person.id")} AND EXISTS (
  SELECT 1 FROM people_relationship r WHERE r.other_id = people_person.id)"""
MAY_SEE = condition("people_person", person="id", also=RELATED_ADULT, whole_record=False)

LAST_COLUMN = "NOT p.is_child AND EXISTS ("
HIDDEN = "b.hides_existence\n        AND b.ended_at IS NULL) OR ({}))"


def find():
    """Return the search function with the same door as the policy, for its last column and for hidden people."""
    own = condition("p", person="id", whole_record=False)
    childs = condition("r", person="person_id")
    related = f"""NOT p.is_child AND NOT {closed_to_asker("p.id")} AND EXISTS (
      SELECT 1 FROM people_relationship r WHERE r.other_id = p.id AND ({childs}))"""
    changes = (
        ("CREATE FUNCTION people_find(", "CREATE OR REPLACE FUNCTION people_find("),
        (LAST_COLUMN, f"NOT p.is_child AND NOT {closed_to_asker('p.id')} AND EXISTS ("),
        (HIDDEN.format(own), HIDDEN.format(f"{own} OR ({related})")),
    )
    text = FIRST_FIND
    for before, after in changes:
        if text.count(before) != 1:
            raise ValueError("The search function is not as this migration knows it")
        text = text.replace(before, after)
    return text


class Migration(migrations.Migration):
    """Deny beats allow, for relatives as well."""

    dependencies = [("people", "0003_search"), ("access", "0005_drafts_lock")]

    operations = [
        migrations.RunSQL(
            f"""
            DROP POLICY asker_sees ON people_person;
            CREATE POLICY asker_sees ON people_person TO {SERVING_ROLE} USING ({MAY_SEE}) WITH CHECK (true);
            """,
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(find(), migrations.RunSQL.noop),
    ]
