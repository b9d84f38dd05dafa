"""What the environment says is refused before anything starts, in one clear line for each fault."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from harbourlight.config import surroundings

ROOT = Path(__file__).resolve().parents[1]
REAL = {
    "HARBOURLIGHT_SECRET_KEY": "8sKq2-vLw0ZpYb7RtXc4NdHe1JmUf6Ga",
    "DATABASE_URL": "postgresql://harbourlight_app:word@db.internal:5432/harbourlight",
    "HARBOURLIGHT_HOSTS": "harbourlight.example.gov.uk,[::1]",
    "HARBOURLIGHT_ADDRESS": "https://harbourlight.example.gov.uk",
    "HARBOURLIGHT_MAIL_HOST": "mail.internal",
    "HARBOURLIGHT_MAIL_FROM": "Harbourlight <no-reply@harbourlight.example.gov.uk>",
}  # fmt: skip


def found(**words):
    """Return the faults of a real system's environment with some words changed; None takes a word away."""
    names = {name if name == "DATABASE_URL" else f"HARBOURLIGHT_{name}": word for name, word in words.items()}
    return list(surroundings.faults({name: word for name, word in (REAL | names).items() if word is not None}))


def test_a_whole_environment_starts_a_real_system():
    assert found() == []
    assert not surroundings.is_demonstration(REAL)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ({"SECRET_KEY": None}, "HARBOURLIGHT_SECRET_KEY is not set"),
        ({"SECRET_KEY": "x"}, "HARBOURLIGHT_SECRET_KEY can be guessed"),
        ({"SECRET_KEY": "x" * 60}, "HARBOURLIGHT_SECRET_KEY can be guessed"),
        ({"DATABASE_URL": None, "DEMO": "0"}, "DATABASE_URL is not set"),
        ({"DATABASE_URL": "mysql://db/harbourlight"}, "DATABASE_URL must begin with postgresql://"),
        ({"OWNER_DATABASE_URL": "db"}, "HARBOURLIGHT_OWNER_DATABASE_URL must begin with postgresql://"),
        ({"HOSTS": None}, "HARBOURLIGHT_HOSTS is not set"),
        ({"HOSTS": "harbourlight.example.gov.uk,*"}, "HARBOURLIGHT_HOSTS names '*'"),
        ({"HOSTS": "harbourlight.example.gov.uk,.gov.uk"}, "HARBOURLIGHT_HOSTS names '.gov.uk'"),
        ({"HOSTS": "harbourlight.example.gov.uk,https://a.uk"}, "HARBOURLIGHT_HOSTS names 'https://a.uk'"),
        ({"HOSTS": "harbourlight.example.gov.uk,"}, "HARBOURLIGHT_HOSTS names ''"),
        ({"ADDRESS": None}, "HARBOURLIGHT_ADDRESS must be set and begin with https://"),
        ({"ADDRESS": "http://harbourlight.example.gov.uk"}, "HARBOURLIGHT_ADDRESS must be set and begin with https://"),
        ({"ADDRESS": "https://elsewhere.uk"}, "HARBOURLIGHT_ADDRESS leads to elsewhere.uk"),
        ({"MAIL_HOST": ""}, "HARBOURLIGHT_MAIL_HOST is not set"),
        ({"MAIL_FROM": None}, "HARBOURLIGHT_MAIL_FROM is not set"),
        ({"MAIL_SECURITY": "ssl"}, "HARBOURLIGHT_MAIL_SECURITY is starttls or tls"),
        ({"ROLE": "admin"}, "HARBOURLIGHT_ROLE is app or owner"),
        ({"DEMO": "no"}, "HARBOURLIGHT_DEMO is 0 or 1"),
        ({"PORT": "http"}, "HARBOURLIGHT_PORT is a number from 1 to 65535"),
        ({"PORT": "0"}, "HARBOURLIGHT_PORT is a number from 1 to 65535"),
        ({"PORT": "65536"}, "HARBOURLIGHT_PORT is a number from 1 to 65535"),
        ({"PORT": "-1"}, "HARBOURLIGHT_PORT is a number from 1 to 65535"),
        ({"PROXIES": "two"}, "HARBOURLIGHT_PROXIES is a number from 0 to 9"),
        ({"API_RATE": "many"}, "HARBOURLIGHT_API_RATE says how many in which time"),
        ({"SESION_HOURS": "12"}, "HARBOURLIGHT_SESION_HOURS is not known. Did you mean HARBOURLIGHT_SESSION_HOURS?"),
        ({"ZZZ": "1"}, "HARBOURLIGHT_ZZZ is not known. Take it away."),
    ],
)  # fmt: skip
def test_each_fault_is_one_line(words, line):
    assert [each[: len(line)] for each in found(**words)] == [line]


def test_a_database_of_its_own_makes_a_real_system():
    assert not surroundings.is_demonstration({"DATABASE_URL": REAL["DATABASE_URL"]})
    assert surroundings.is_demonstration({})


def test_the_demonstration_runs_on_its_embedded_database_only():
    given = {"DATABASE_URL": REAL["DATABASE_URL"], "HARBOURLIGHT_DEMO": "1"}
    assert "the demonstration runs on its embedded database only" in "".join(surroundings.faults(given))
    assert list(surroundings.faults(given | {"HARBOURLIGHT_EMBEDDED": "1"})) == []


def test_a_command_ends_with_the_lines_and_without_a_traceback():
    kept = {name: word for name, word in os.environ.items() if "HARBOURLIGHT" not in name and name != "DATABASE_URL"}
    command = [sys.executable, "-m", "harbourlight.config.commands", "work_queue", "--only-check"]
    own = {"DATABASE_URL": REAL["DATABASE_URL"], "HARBOURLIGHT_HOST": "127.0.0.1"}
    done = subprocess.run(command, cwd=ROOT, env=kept | own, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    starts = ["SECRET_KEY is not set", "HOSTS is not set", "ADDRESS must", "MAIL_HOST is not", "MAIL_FROM is not"]
    lines = done.stderr.splitlines()
    assert [line.startswith(f"HARBOURLIGHT_{start}") for line, start in zip(lines, starts, strict=True)] == [True] * 5


def test_every_word_is_in_the_operators_table_and_is_read():
    table = (ROOT / "docs" / "operations.md").read_text()
    rows = "\n".join(line for line in table.splitlines() if line.startswith("| `"))
    told = set(re.findall(r"HARBOURLIGHT_([A-Z_]+)", rows)) | {
        f"MAIL{each}" for each in re.findall(r"`(_[A-Z]+)`", rows)
    }
    for_operators = surroundings.KNOWN - surroundings.OWN_USE
    assert for_operators <= told
    read = "".join(path.read_text() for path in (ROOT / "harbourlight").rglob("*.py") if path.name != "surroundings.py")
    assert [name for name in sorted(for_operators) if f"HARBOURLIGHT_{name}" not in read] == []
