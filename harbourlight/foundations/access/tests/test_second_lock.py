"""The database answers nothing to a view that forgets the first lock, and nobody changes the log."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.http import HttpResponse
from django.urls import path

from harbourlight.foundations.access.actions import bar, break_glass, end, give
from harbourlight.foundations.access.checks import UnsafeStart, refuse_unsafe_start
from harbourlight.foundations.access.choices import BarrierKind, Basis, Scope
from harbourlight.foundations.access.guard import as_system, ask_as
from harbourlight.foundations.access.models import Grant, Reading
from harbourlight.foundations.agencies.models import TeamMembership
from harbourlight.foundations.people.models import Address, Person

from .factories import as_superuser, child

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def forgetful_view(request):
    """Forget visible_to: list every person."""
    return HttpResponse(",".join(str(person) for person in Person.objects.all()))


urlpatterns = [path("forgetful/", forgetful_view)]


@pytest.fixture
def sees(as_user):
    """Return a function that says whether somebody sees a person, asking without the first lock."""

    def asked(professional, person):
        with as_user(professional):
            return Person.objects.filter(pk=person.pk).exists()

    return asked


@pytest.mark.urls(__name__)
def test_a_view_that_forgets_visible_to_answers_nothing_to_charlie(cast, moment, client_for):
    child(cast, moment, to=[cast.alice])
    assert client_for(cast.charlie).get("/forgetful/").content == b""
    assert client_for(cast.alice).get("/forgetful/").content == b"Robin Seagrove"


@pytest.mark.urls(__name__)
def test_a_view_that_forgets_visible_to_answers_nothing_to_a_stranger(cast, moment, client):
    child(cast, moment, to=[cast.alice])
    assert client.get("/forgetful/").content == b""


# Tables about people that have no policies of their own, and why.
EXCEPTIONS = {
    "access_barrier": "holds no words; the policies of all other tables read it for everybody who asks",
}
ABOUT_PEOPLE = """
SELECT DISTINCT c.relname, c.relrowsecurity AND c.relforcerowsecurity, c.relispartition
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT a.attisdropped AND a.attname IN (
  'person_id', 'child_ids', 'child_id', 'person_ids', 'kept_id', 'dropped_id', 'merged_into_id', 'contact_id')
"""


def test_every_table_about_a_person_is_locked_by_force():
    with connection.cursor() as cursor:
        cursor.execute(ABOUT_PEOPLE)
        found = cursor.fetchall()
    assert {"people_person", "people_personevent", "access_grant"} <= {name for name, _, _ in found}
    open_tables = {name for name, locked, is_part in found if not locked and not is_part}
    assert open_tables <= set(EXCEPTIONS)


def is_about_a_person(model):
    """Say whether the rows of a model, or the rows whose history it keeps, are about a person."""
    kept = getattr(model, "pgh_tracked_model", model)
    marks = {"person_id", "child_ids", "child_id", "person_ids"}
    return kept is Person or bool(marks & {field.attname for field in kept._meta.concrete_fields})


def test_every_model_about_a_person_and_its_history_is_locked():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        locked = {row[0] for row in cursor.fetchall()}
    ours = [model for model in apps.get_models() if model.__module__.startswith("harbourlight.")]
    about = {model._meta.db_table for model in ours if is_about_a_person(model)}
    assert {"people_person", "people_personevent", "people_addressevent"} <= about
    assert about - locked <= set(EXCEPTIONS)


def test_partitions_of_the_log_are_closed_to_the_serving_role():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'access_reading'::regclass "
            "AND (has_table_privilege(inhrelid, 'SELECT') OR has_table_privilege(inhrelid, 'UPDATE') "
            "OR has_table_privilege(inhrelid, 'DELETE') OR has_table_privilege(inhrelid, 'INSERT'))"
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_reading SET verb = 'listed'",
        "DELETE FROM access_reading",
        "TRUNCATE access_reading",
        "UPDATE access_seal SET rows = 0",
        "DELETE FROM access_seal",
        "DELETE FROM access_grant",
        "DELETE FROM access_review",
        "DELETE FROM access_barrier",
        "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE access_reading DISABLE TRIGGER access_hash_reading",
    ],
)
def test_the_serving_role_cannot_change_the_log_or_the_lock(statement):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_row_cannot_be_written_as_sealed_or_with_a_leaf_of_its_own(moment, cast, as_user):
    Reading.objects.bulk_create(
        [Reading(at=moment, professional_id=cast.alice.id, verb="read", place="x", leaf=b"mine", seal_number=7)]
    )
    with as_user(cast.alice):
        written = Reading.objects.get()
    assert written.seal_number is None
    assert bytes(written.leaf) != b"mine"


def test_who_asks_does_not_outlive_the_transaction(transactional_db, cast, moment):
    person = child(cast, moment, to=[cast.alice])
    with transaction.atomic():
        ask_as(cast.alice.id)
        with as_system("the test looks at everything"):
            assert Person.objects.filter(pk=person.pk).exists()
        assert Person.objects.filter(pk=person.pk).exists()
    with transaction.atomic():
        assert not Person.objects.filter(pk=person.pk).exists()
    with transaction.atomic():
        ask_as(cast.charlie.id)
        assert not Person.objects.filter(pk=person.pk).exists()


def test_the_products_own_sight_ends_with_its_block_even_when_it_fails(cast, moment, as_user, sees):
    person = child(cast, moment)
    with as_user(cast.charlie):
        with pytest.raises(LookupError), as_system("the test fails in the middle"):
            raise LookupError
        assert not Person.objects.filter(pk=person.pk).exists()


def test_the_products_own_sight_needs_a_reason():
    with pytest.raises(ValueError, match="why"), as_system(""):
        pass


def test_deny_beats_allow(cast, moment, sees):
    person = child(cast, moment, to=[cast.alice, cast.bob])
    bar(person_id=person.id, kind=BarrierKind.EXCLUDED, professionals=[cast.alice], reason="Her niece",
        by=cast.manager, at=moment)  # fmt: skip
    assert not sees(cast.alice, person)
    assert sees(cast.bob, person)


def test_a_restriction_closes_a_record_to_everybody_it_does_not_name(cast, moment, sees):
    person = child(cast, moment, to=[cast.alice, cast.bob])
    bar(person_id=person.id, kind=BarrierKind.RESTRICTED, professionals=[cast.bob], reason="Police operation",
        by=cast.manager, at=moment)  # fmt: skip
    assert not sees(cast.alice, person)
    assert sees(cast.bob, person)
    assert not sees(cast.charlie, person)


def test_break_glass_passes_a_restriction(cast, moment, sees):
    person = child(cast, moment, to=[cast.bob])
    bar(person_id=person.id, kind=BarrierKind.RESTRICTED, professionals=[cast.bob], reason="Police operation",
        by=cast.manager, at=moment)  # fmt: skip
    assert break_glass(person_id=person.id, reason="At the hospital door now", by=cast.nurse, at=moment)
    assert sees(cast.nurse, person)


def test_exclusion_beats_break_glass_before_and_after(cast, moment, sees):
    person = child(cast, moment)
    assert break_glass(person_id=person.id, reason="At the hospital door now", by=cast.nurse, at=moment)
    bar(person_id=person.id, kind=BarrierKind.EXCLUDED, professionals=[cast.nurse], reason="Her own child",
        by=cast.manager, at=moment)  # fmt: skip
    assert not sees(cast.nurse, person)
    assert break_glass(person_id=person.id, reason="At the hospital door now", by=cast.nurse, at=moment) is None
    assert not sees(cast.nurse, person)


@pytest.mark.parametrize(
    ("starts", "ends", "is_open"),
    [(-60, None, True), (-60, 60, True), (-60, -1, False), (60, None, False), (60, 120, False)],
)
def test_a_grant_counts_only_in_its_time(cast, moment, sees, starts, ends, is_open):
    person = child(cast, moment)
    at = moment + timedelta(minutes=starts)
    until = None if ends is None else moment + timedelta(minutes=ends)
    give(person_ids=[person.id], basis=Basis.ALLOCATED, reason="Works with the child", by=cast.manager, at=at,
         professional=cast.alice, until=until)  # fmt: skip
    assert sees(cast.alice, person) is is_open


@pytest.mark.parametrize(("ended", "is_open"), [(None, True), (1, True), (0, True), (-1, False)])
def test_a_team_opens_a_record_only_to_its_present_members(cast, moment, sees, ended, is_open):
    person = child(cast, moment)
    give(person_ids=[person.id], basis=Basis.NETWORK, reason="The hub screens it", by=cast.manager, at=moment,
         team=cast.mash)  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_date")
        today: date = cursor.fetchone()[0]
    last = None if ended is None else today + timedelta(days=ended)
    TeamMembership.objects.filter(professional=cast.alice).update(ended_on=last)
    assert sees(cast.alice, person) is is_open
    assert not sees(cast.bob, person)


def test_what_was_read_of_an_askers_teams_serves_no_other_asker(cast, moment):
    person = child(cast, moment)
    give(person_ids=[person.id], basis=Basis.NETWORK, reason="The hub screens it", by=cast.manager, at=moment,
         team=cast.mash)  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        ask_as(cast.alice.id)
        assert Person.objects.filter(pk=person.pk).exists()
        cursor.execute("SELECT set_config('harbourlight.actor', %s, true)", [str(cast.charlie.id)])
        assert not Person.objects.filter(pk=person.pk).exists()
        ask_as(cast.charlie.id)
        assert not Person.objects.filter(pk=person.pk).exists()
        ask_as(None)
        assert not Person.objects.filter(pk=person.pk).exists()


def test_an_agency_opens_a_record_to_its_people_alone(cast, moment, sees):
    person = child(cast, moment)
    give(person_ids=[person.id], basis=Basis.ASKED, reason="Asked what it holds", by=cast.manager, at=moment,
         agency=cast.school)  # fmt: skip
    assert sees(cast.bob, person)
    assert not sees(cast.charlie, person)


def test_a_grant_of_identity_opens_the_name_and_nothing_more(cast, moment, as_user, sees):
    person = child(cast, moment)
    Address.objects.bulk_create([Address(person=person, lines="1 Quay Street", recorded_at=moment)])
    give(person_ids=[person.id], basis=Basis.ASKED, reason="Asked what it holds", by=cast.manager, at=moment,
         agency=cast.school, scope=Scope.IDENTITY)  # fmt: skip
    assert sees(cast.bob, person)
    with as_user(cast.bob):
        assert not Address.objects.filter(person=person).exists()


def test_a_colleague_ends_somebody_elses_grant(cast, moment, as_user, sees):
    person = child(cast, moment, to=[cast.bob])
    with as_user(cast.alice):
        end(person_ids=[person.id], holder_id=cast.bob.id, by=cast.alice, at=moment)
    assert not sees(cast.bob, person)


def test_nobody_reads_the_grants_of_others(cast, moment, as_user):
    child(cast, moment, to=[cast.alice])
    with as_user(cast.charlie):
        assert not Grant.objects.exists()


def test_the_product_starts_as_the_serving_role(cast):
    refuse_unsafe_start(connection, production=True)


def test_production_refuses_demonstration_users(cast):
    type(cast.alice).objects.filter(pk=cast.alice.pk).update(is_demonstration=True)
    refuse_unsafe_start(connection, production=False)
    with pytest.raises(UnsafeStart, match="1 demonstration users"):
        refuse_unsafe_start(connection, production=True)


def test_the_product_refuses_to_start_as_a_superuser():
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            with pytest.raises(UnsafeStart, match="superuser"):
                refuse_unsafe_start(connection, production=False)
        finally:
            cursor.execute("SET ROLE harbourlight_app")


def test_the_product_refuses_to_start_as_the_owner():
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SET ROLE harbourlight_owner")
        try:
            with pytest.raises(UnsafeStart, match="owns the table"):
                refuse_unsafe_start(connection, production=False)
        finally:
            cursor.execute("SET ROLE harbourlight_app")


def test_the_product_refuses_to_start_with_the_lock_off():
    as_superuser("ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY")
    with pytest.raises(UnsafeStart, match="switched off on people_person"):
        refuse_unsafe_start(connection, production=False)


def test_no_function_that_runs_as_its_owner_lacks_a_search_path():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' "
            "AND prosecdef AND NOT EXISTS ("
            "SELECT 1 FROM unnest(coalesce(proconfig, '{}')) c WHERE c LIKE 'search_path=%')"
        )
        assert cursor.fetchall() == []


def test_no_view_reads_past_the_policies():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND (c.relkind = 'm' OR c.relkind = 'v' "
            "AND NOT coalesce(c.reloptions, '{}') && ARRAY['security_invoker=true', 'security_invoker=on'])"
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize(
    "table", ["people_personevent", "people_addressevent", "frontdoor_contactevent", "pathways_steptaken"]
)
@pytest.mark.parametrize("right", ["UPDATE", "DELETE"])
def test_nobody_rewrites_history(db, table, right):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('harbourlight_app', %s, %s)", [table, right])
        assert cursor.fetchone() == (False,)
