"""The database's roles, extensions and rights, laid down by a superuser.

`docs/deploy.md` gives the same statements for a real server.
"""

from collections.abc import Mapping

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

OWNER = "harbourlight_owner"
APP = "harbourlight_app"
DATABASE = "harbourlight"
ONE_AT_A_TIME = 7_264_911  # any number, the same for all who prepare
EXTENSIONS = ("pg_trgm", "unaccent", "fuzzystrmatch", "btree_gist", "citext")


def prepare(superuser_url: str, passwords: Mapping[str, str], *, for_tests: bool = False) -> None:
    """Create what is missing of the two roles, the database, its extensions and its rights.

    `passwords` maps a role to its password; a role that exists already keeps its own. For tests the
    owner may create databases, and rights and extensions reach every new one through `template1`.
    """
    with psycopg.connect(superuser_url, autocommit=True) as lock:
        # Two programs that prepare one server at once would change the same rows of its catalogue.
        lock.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        _prepare(superuser_url, passwords, for_tests=for_tests)


def _prepare(superuser_url: str, passwords: Mapping[str, str], *, for_tests: bool) -> None:
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for role in (OWNER, APP):
            create_role(connection, role, passwords.get(role))
        if for_tests:
            connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))
    prepare_database(make_conninfo(superuser_url, dbname="template1"))
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        create_database(connection)
    prepare_database(make_conninfo(superuser_url, dbname=DATABASE))


def create_role(connection: psycopg.Connection, role: str, password: str | None) -> None:
    """Create a role that may sign in and nothing else."""
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        return
    statement = "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION"
    connection.execute(sql.SQL(statement).format(sql.Identifier(role)))
    if password is not None:
        statement = "ALTER ROLE {} PASSWORD {}"
        connection.execute(sql.SQL(statement).format(sql.Identifier(role), sql.Literal(password)))


def create_database(connection: psycopg.Connection) -> None:
    """Create the database, closed to every role but its owner and the serving one."""
    names = {"owner": sql.Identifier(OWNER), "app": sql.Identifier(APP), "database": sql.Identifier(DATABASE)}
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {database} OWNER {owner}").format(**names))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {database} FROM PUBLIC").format(**names))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {database} TO {app}").format(**names))


def prepare_database(superuser_url: str) -> None:
    """Give one database its extensions, and the serving role its rights on what the owner will make.

    TRUNCATE is never granted: it ignores row-level security.
    """
    owner, app = sql.Identifier(OWNER), sql.Identifier(APP)
    granted = (
        "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES",
        "GRANT USAGE, SELECT ON SEQUENCES",
        "GRANT EXECUTE ON FUNCTIONS",
    )
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(app))
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        for right in granted:
            statement = "ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public " + right + " TO {}"
            connection.execute(sql.SQL(statement).format(owner, app))
