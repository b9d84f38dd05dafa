"""The files of the test server are kept for the next run, and each run has its own copy."""

from functools import partial

import psycopg
import pytest

from harbourlight.config import embedded, kept_server

pytestmark = pytest.mark.slow


def databases(server):
    """Return the names of a server's databases."""
    with psycopg.connect(server.superuser_url) as admin:
        return {name for (name,) in admin.execute("SELECT datname FROM pg_database")}


def add_database(server, name):
    """Make a database on a server."""
    with psycopg.connect(server.superuser_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")


def test_a_second_run_begins_with_what_the_first_kept_and_two_go_at_once(tmp_path):
    tmp_path.chmod(0o755)
    kept, older = tmp_path / "server" / "shape-1", tmp_path / "server" / "shape-0"
    older.mkdir(parents=True)
    run = partial(embedded.temporary, begin=partial(kept_server.restore, kept), end=partial(kept_server.keep, kept))
    with run() as first:
        add_database(first, "migrated")
    assert not older.exists()
    with run() as one, run() as other:
        assert "migrated" in databases(one) & databases(other)
        add_database(one, "its_own")
        assert "its_own" not in databases(other)
    with run() as last:
        assert "its_own" not in databases(last)
    assert (kept / kept_server.PASSWORDS).stat().st_mode & 0o077 == 0
