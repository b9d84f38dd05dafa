"""The test database, the cast, and what every test may use.

Tables are made by the owning role and used by the serving role, as in production: row-level security
is on in every test.
"""

import os
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from harbourlight.config import roles, testing

LONG_AGO = date(2010, 1, 1)
APP, OWNER = roles.APP, roles.OWNER


def act_as(connection, role):
    """Make the connection, and those opened after it, act as a role of the database."""
    from harbourlight.config.settings import PREPARED

    connection.close()
    connection.settings_dict["OPTIONS"] = PREPARED | ({"assume_role": role} if role else {})


def make_database(admin, name, like=None):
    """Make a database anew: empty, or like another one to which nobody is connected."""
    from psycopg import sql

    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    made = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER))
    admin.execute(made + sql.SQL(" TEMPLATE {}").format(sql.Identifier(like)) if like else made)


def migrate_as_owner(connection):
    """Bring an empty database to its shape, as the owner, and let go of it."""
    from django.core.management import call_command

    from harbourlight.config.migrating import quick_where_empty

    act_as(connection, "")
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SCHEMA public OWNER TO {OWNER}")
    act_as(connection, OWNER)
    with quick_where_empty():
        call_command("migrate", verbosity=0)
    connection.close()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Share the tests out by the module."""
    from tests.sharing_out import ByModule

    return ByModule(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Let what takes long begin early, where several processes share the tests out."""
    from tests.sharing_out import turn_of, unit_of

    if os.environ.get("PYTEST_XDIST_WORKER"):
        items.sort(key=lambda item: turn_of(unit_of(item.nodeid)))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """Make a test database of this process's own, as the owner, and hand it to the serving role.

    Migrating takes many times as long as copying: the first process that needs a shape makes it, the others copy.
    """
    import psycopg
    from django.db import connection
    from psycopg import sql

    url = os.environ["HARBOURLIGHT_TEST_SUPERUSER_URL"]
    name, like = f"test_harbourlight_{os.getpid()}", testing.template()
    with psycopg.connect(url, autocommit=True) as admin, django_db_blocker.unblock():
        admin.execute("SELECT pg_advisory_lock(hashtext('harbourlight tests'))")
        roles.prepare(url, {}, for_tests=True)
        admin.execute("SELECT pg_advisory_unlock(hashtext('harbourlight tests'))")
        admin.execute("SELECT pg_advisory_lock(hashtext(%s))", [like])
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [like]).fetchone():
            make_database(admin, name)
            connection.settings_dict["NAME"] = name
            migrate_as_owner(connection)
            make_database(admin, like, like=name)
        make_database(admin, name, like=like)
        connection.settings_dict["NAME"] = name
        act_as(connection, APP)
    yield
    with django_db_blocker.unblock():
        connection.close()
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


LEFT_AS_MIGRATED = ("django_migrations", "django_content_type", "auth_permission")
TABLES = """
SELECT quote_ident(tablename) FROM pg_tables
WHERE schemaname = 'public' AND NOT tablename = ANY (%s) ORDER BY tablename
"""


@pytest.fixture(autouse=True, scope="session")
def _tables_are_emptied(django_db_setup):
    """Empty after a test that commits what it filled; the serving role may not, and Django would empty every table."""
    from django.db import connection
    from django.test import TransactionTestCase

    plain, tables = TransactionTestCase._fixture_teardown, []

    def empty(self):
        import psycopg

        connection.close()
        database = {"dbname": connection.settings_dict["NAME"], "autocommit": True}
        with psycopg.connect(os.environ["HARBOURLIGHT_TEST_SUPERUSER_URL"], **database) as admin:
            if not tables:
                tables.extend(name for (name,) in admin.execute(TABLES, [list(LEFT_AS_MIGRATED)]))
            asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables)  # noqa: S608
            filled = [name for (name,) in admin.execute(asked)]
            admin.execute("SET session_replication_role = replica")
            for name in filled:
                admin.execute(f"DELETE FROM {name}")  # noqa: S608

    TransactionTestCase._fixture_teardown = empty
    yield
    TransactionTestCase._fixture_teardown = plain


@pytest.fixture
def moment():
    """Return this moment, read once for the test, and no later than the start of its transaction.

    It is London's, so that its date, and that of so many days before it, are those of the product: also in the hour
    before midnight of summer, and across the day on which the clocks are put back.
    """
    from harbourlight.statute.clocks import LONDON

    return datetime.now(LONDON) - timedelta(seconds=20)  # noqa: TID251 - a test reads the clock once


@contextmanager
def asking(professional):
    """Ask the database as a professional inside the test's transaction."""
    from django.db import connection, transaction

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('harbourlight.actor', true)")
            before = cursor.fetchone()[0] or ""
            cursor.execute(
                "SELECT set_config('harbourlight.actor', %s, true), set_config('harbourlight.holders', '', true)",
                [str(professional.id)],
            )
        yield professional
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('harbourlight.actor', %s, true)", [before])


@pytest.fixture
def as_user():
    """Return the context manager that asks the database as somebody."""
    return asking


@pytest.fixture
def client_for(client):
    """Return a function that signs somebody in and gives the client."""

    def signed_in(professional):
        client.force_login(professional, backend="harbourlight.foundations.access.signed_in.AuthenticationBackend")
        return client

    return signed_in


def professional(name, agency, *held, team=None, manages=False, area=None):
    """Make a professional with roles and, if given, a place in a team."""
    rows = []
    person = described(rows, name, agency, *held, team=team, manages=manages, area=area)
    write(rows)
    return person


def described(rows, name, agency, *held, team=None, manages=False, area=None):
    """Return a professional who is not written yet, and add to the rows to write."""
    from harbourlight.foundations.agencies.models import Professional, RoleHolding, TeamMembership

    person = Professional(
        name=name, email=f"{name.split()[0].lower()}@harbourlight.example", agency=agency, started_on=LONG_AGO
    )
    person.set_unusable_password()
    rows.append(person)
    rows += [RoleHolding(professional=person, role=role, area=area, started_on=LONG_AGO) for role in held]
    if team:
        rows.append(TeamMembership(professional=person, team=team, is_manager=manages, started_on=LONG_AGO))
    return person


def write(rows):
    """Write new rows, those of a kind at once: nearly every test begins with the cast."""
    kinds = {}
    for row in rows:
        kinds.setdefault(type(row), []).append(row)
    for kind, some in kinds.items():
        kind.objects.bulk_create(some)


@pytest.fixture
def area(db):
    """Return an invented area."""
    from harbourlight.foundations.agencies.models import Area

    return Area.objects.create(name="Harbourhaven", code="harbourhaven", started_on=LONG_AGO)


@pytest.fixture
def cast(area):
    """Return the people of every story: Alice is allocated, Bob is in the network, Charlie has no business here."""
    from harbourlight.foundations.agencies.models import Agency, AgencyArea, Team

    rows = []

    def agency(name, sector, kind):
        made = Agency(name=name, sector=sector, kind=kind, started_on=LONG_AGO)
        rows.extend([made, AgencyArea(agency=made, area=area, started_on=LONG_AGO)])
        return made

    council = agency("Harbourhaven Council", "council", "statutory_partner")
    police = agency("Southern Shore Police", "police", "statutory_partner")
    health = agency("Harbourhaven Integrated Care", "health", "statutory_partner")
    school = agency("Lantern Street Primary School", "education", "relevant_agency")
    elsewhere = agency("Wickmoor College", "education", "relevant_agency")

    def team(name, kind, of):
        rows.append(Team(name=name, agency=of, area=area, kind=kind, started_on=LONG_AGO))
        return rows[-1]

    mash = team("Harbourhaven MASH", "mash", council)
    assessment = team("Assessment team one", "assessment", council)
    social_work = team("Children's team one", "social_work", council)
    conferencing = team("Conference and reviewing team", "conferencing", council)
    early_help = team("Early help team", "early_help", council)
    told = SimpleNamespace(
        area=area,
        council=council,
        police=police,
        health=health,
        school=school,
        elsewhere=elsewhere,
        mash=mash,
        assessment=assessment,
        social_work=social_work,
        conferencing=conferencing,
        early_help=early_help,
        worker=described(rows, "Wanda Sheerwater", council, "social_worker", team=assessment),
        colleague=described(rows, "Connie Plimsoll", council, "social_worker", team=social_work),
        team_manager=described(rows, "Tamsin Yardarm", council, "team_manager", team=assessment, manages=True),
        conference_chair=described(rows, "Chandra Gunwale", council, "conference_chair", team=conferencing),
        helper=described(rows, "Hettie Mooring", council, "practitioner", team=early_help),
        chair=described(rows, "Ines Lodestar", council, "partnership_chair"),
        alice=described(rows, "Alice Marlow", council, "mash_worker", team=mash),
        manager=described(rows, "Morag Tideswell", council, "mash_manager", team=mash, manages=True),
        senior=described(rows, "Senga Fairlead", council, "senior_manager"),
        bob=described(rows, "Bob Lanyard", school, "safeguarding_lead"),
        charlie=described(rows, "Charlie Driftwood", elsewhere, "practitioner"),
        sergeant=described(rows, "Pat Halyard", police, "mash_partner"),
        nurse=described(rows, "Nell Bowline", health, "practitioner"),
        officer=described(rows, "Desmond Keel", council, "designated_officer"),
        board=described(rows, "Bea Mainsail", health, "board_member"),
        councillor=described(rows, "Col Rudder", council, "councillor"),
        auditor=described(rows, "Audrey Spinnaker", council, "auditor"),
        guardian=described(rows, "Guy Anchor", council, "information_guardian"),
        administrator=described(rows, "Andrew Bollard", council, "administrator"),
        business=described(rows, "Gwen Capstan", council, "business_unit"),
    )
    write(rows)
    return told
