"""What the serving role may not do, by rule over the catalogue: today's tables and those of tomorrow."""

import json
import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from harbourlight.foundations.access import catalogue
from harbourlight.foundations.access.checks import UnsafeStart, refuse_unsafe_start
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.people.models import Person

from .factories import as_superuser, child

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def run(statement, *values):
    """Run a statement as the serving role, as somebody who got through to SQL would."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def is_refused(statement, *values):
    """Say whether the database refuses a statement."""
    try:
        run(statement, *values)
    except DatabaseError:
        return True
    return False


def test_the_rules_hold_for_every_table_there_is():
    assert catalogue.faults(connection) == []


NEW = {
    "a table of history": "CREATE TABLE newroom_thingevent (pgh_id serial)",
    "a table of records": "CREATE TABLE newroom_thing (id uuid)",
    "a function": "CREATE FUNCTION newroom_all() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "a table of letters": "CREATE TABLE newroom_letter (sent_at timestamptz, body text)",
    "rights for others": "GRANT INSERT ON people_person TO pg_monitor",
    "history switched off": "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name NAME) RETURNS boolean "
    "LANGUAGE sql STABLE AS $$ SELECT current_setting('pgtrigger.ignore', true) = 'all' $$",
    "who changed what": "ALTER TABLE pghistory_context DISABLE TRIGGER access_context_stays",
}


def become(role):
    """Go on as a role of the database until the transaction ends."""
    run(f"RESET ROLE; SET LOCAL ROLE {role}")


@pytest.mark.parametrize("statement", NEW.values(), ids=NEW)
def test_a_breach_is_found_at_the_start_and_mended_by_migrating(statement):
    become("harbourlight_owner")
    run(statement)
    assert catalogue.faults(connection)
    become("harbourlight_app")
    with pytest.raises(UnsafeStart, match="run `harbourlight migrate`"):
        refuse_unsafe_start(connection, production=False)
    become("harbourlight_owner")
    catalogue.lock(connection)
    assert catalogue.faults(connection) == []
    become("harbourlight_app")


def test_history_cannot_be_switched_off(cast, moment):
    robin = child(cast, moment)
    names = [f"{trigger.name}" for trigger in Person._meta.triggers]
    with as_system("a test looks"):
        run("SELECT set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text FROM pg_trigger "
            "WHERE tgrelid = 'people_person'::regclass), true)")  # fmt: skip
        Person.objects.filter(pk=robin.pk).update(language="Welsh")
        assert names
        assert Person.pgh_event_model.objects.filter(pgh_obj=robin.pk, language="Welsh").exists()


def test_who_changed_what_stays_once_its_transaction_is_over(cast):
    number = uuid.uuid4()
    as_superuser("INSERT INTO pghistory_context VALUES (%s, now() - interval '1 hour', now(), %s)",
                 [number, json.dumps({"by": "alice"})])  # fmt: skip
    assert is_refused("UPDATE pghistory_context SET metadata = '{}' WHERE id = %s", number)
    assert is_refused("DELETE FROM pghistory_context WHERE id = %s", number)
    # Not by the way in which history itself adds to the context of its own transaction either.
    run("SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', '{}', true)",
        str(number))  # fmt: skip
    assert is_refused("SELECT _pgh_attach_context()")


def test_what_was_sent_stays_and_what_is_empty_may_be_filled_in(cast, moment):
    robin = child(cast, moment)
    with as_system("a test writes"):
        letter = Letter.objects.create(
            subject_kind="people.person", subject_id=robin.pk, child_ids=[robin.pk], kind="parents", to_name="Fay",
            heading="About Robin", body="We met.", written_at=moment,
        )  # fmt: skip
        Letter.objects.filter(pk=letter.pk).update(body="We met on Monday.", sent_at=moment)
        assert is_refused("UPDATE documents_letter SET body = 'We never met.' WHERE id = %s", letter.pk)
        assert is_refused("DELETE FROM documents_letter WHERE id = %s", letter.pk)
        assert run("UPDATE documents_letter SET told_by = 'Fay' WHERE id = %s", letter.pk) == 1


def test_a_line_of_the_chronology_that_a_step_wrote_stays(cast, moment):
    robin = child(cast, moment)
    with as_system("a test writes"):
        line = Line.objects.create(
            person=robin, happened_at=moment, recorded_at=moment, what="A visit", source_kind="x"
        )
        assert is_refused("UPDATE chronology_line SET what = 'No visit' WHERE id = %s", line.pk)
        assert is_refused("DELETE FROM chronology_line WHERE id = %s", line.pk)


def test_the_register_of_who_works_where_keeps_its_history():
    assert is_refused("UPDATE agencies_roleholdingevent SET role = 'senior_manager'")
    assert is_refused("DELETE FROM agencies_professionalevent")
