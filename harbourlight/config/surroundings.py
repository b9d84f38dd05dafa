"""What the environment says: every word that is read from it, and what a word must look like.

A system is a partnership's real one as soon as it is given a database; the demonstration runs on its embedded database
only. Whatever is not understood is refused before anything starts, each fault in one line: a real system with a key
that can be guessed, any host's name, links that anybody on the way can read, or mail that goes nowhere does not start.
"""

import difflib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

OURS = "HARBOURLIGHT_"
SHORTEST_KEY, FEWEST_SIGNS = 32, 10
KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
# Set by the product for its own child processes, by tests and by tools.
OWN_USE = {
    "CENSUS_FILES", "EMBEDDED", "NODE_MODULES", "PICTURES", "REQUIRE_BROWSER", "SOAK", "SUPERVISED",
    "TEST_SUPERUSER_URL", "TEST_WORKERS",
}  # fmt: skip
WORDS = {
    "ADDRESS", "ASSETS", "DATA", "HEADS_FILE", "HEADS_MAIL", "HOST", "HOSTS",
    "MAIL_FROM", "MAIL_HOST", "MAIL_PASSWORD", "MAIL_USER", "OPENID",
    "OWNER_DATABASE_URL", "QUESTION_SETS", "SECRET_KEY",
}  # fmt: skip
CHOICES = {"DEMO": ("0", "1"), "ROLE": ("app", "owner"), "MAIL_SECURITY": ("starttls", "tls")}
NUMBERS = {
    "PORT": (1, 65535), "MAIL_PORT": (1, 65535), "POOL": (1, 1000), "PROXIES": (0, 9), "SESSION_HOURS": (1, 24),
    "IDLE_MINUTES": (1, 720),
}  # fmt: skip
PATTERNS = {
    "API_RATE": (r"[1-9]\d{0,6}/(\d+)?[smhd]", "how many in which time, such as 120/m"),
    "CLAMD": (r"unix:/\S+|tcp://[^\s/]+:\d+", "where the virus scanner listens, as unix:/PATH or tcp://HOST:PORT"),
}
KNOWN = OWN_USE | WORDS | set(CHOICES) | set(NUMBERS) | set(PATTERNS)

Words = Mapping[str, str]


def is_demonstration(words: Words = os.environ) -> bool:
    """Tell whether this is a demonstration: told so, or without a database of its own."""
    if said := words.get("HARBOURLIGHT_DEMO"):
        return said == "1"
    is_lent = "HARBOURLIGHT_EMBEDDED" in words or "HARBOURLIGHT_TEST_SUPERUSER_URL" in words
    return is_lent or not words.get("DATABASE_URL")


def refuse(words: Words = os.environ) -> None:
    """End the program with a line for each fault of its environment."""
    if found := list(faults(words)):
        sys.exit("\n".join(found))


def faults(words: Words) -> Iterator[str]:
    """Yield each fault of an environment as a line that says how to put it right."""
    yield from unknown(words)
    yield from unreadable(words)
    if "HARBOURLIGHT_TEST_SUPERUSER_URL" in words:
        return
    if not is_demonstration(words):
        for check in REAL:
            yield from check(words)
    elif words.get("DATABASE_URL") and "HARBOURLIGHT_EMBEDDED" not in words:
        yield (
            "HARBOURLIGHT_DEMO is 1 and DATABASE_URL is set: the demonstration runs on its embedded database only. "
            "Take one of the two away."
        )


def unknown(words: Words) -> Iterator[str]:
    """Yield the words of ours that nothing reads, with what may have been meant."""
    for name in sorted(words):
        if name.startswith(OURS) and name.removeprefix(OURS) not in KNOWN:
            near = difflib.get_close_matches(name.removeprefix(OURS), KNOWN - OWN_USE, 1)
            yield f"{name} is not known. " + (f"Did you mean {OURS}{near[0]}?" if near else "Take it away.")


def unreadable(words: Words) -> Iterator[str]:
    """Yield the words that are none of their choices, no number or outside its limits."""
    for name, given in ((name, words.get(OURS + name, "")) for name in sorted(KNOWN)):
        if not given:
            continue
        if name in CHOICES and given not in CHOICES[name]:
            yield f"{OURS}{name} is {' or '.join(CHOICES[name])}."
        if name in NUMBERS and not is_within(given, *NUMBERS[name]):
            least, most = NUMBERS[name]
            yield f"{OURS}{name} is a number from {least} to {most}."
        if name in PATTERNS and not re.fullmatch(PATTERNS[name][0], given):
            yield f"{OURS}{name} says {PATTERNS[name][1]}."


def is_within(given: str, least: int, most: int) -> bool:
    """Say whether a word is a whole number within limits."""
    return given.isascii() and given.isdigit() and least <= int(given) <= most


def key(words: Words) -> Iterator[str]:
    """Yield what is wrong with the key: none, or one that can be guessed."""
    given = words.get("HARBOURLIGHT_SECRET_KEY", "")
    if not given:
        yield f"HARBOURLIGHT_SECRET_KEY is not set: a real system needs a long random one of its own: {KEY}"
    elif len(given) < SHORTEST_KEY or len(set(given)) < FEWEST_SIGNS:
        yield f"HARBOURLIGHT_SECRET_KEY can be guessed. Make one of {SHORTEST_KEY} random characters or more: {KEY}"


def database(words: Words) -> Iterator[str]:
    """Yield what is wrong with the database's address."""
    if not words.get("DATABASE_URL"):
        yield "DATABASE_URL is not set: a real system needs a PostgreSQL server of its own."
    for name in ("DATABASE_URL", "HARBOURLIGHT_OWNER_DATABASE_URL"):
        if words.get(name) and urlsplit(words[name]).scheme not in ("postgresql", "postgres"):
            yield f"{name} must begin with postgresql://"


def hosts(words: Words) -> Iterator[str]:
    """Yield what is wrong with the names under which the system is reached, and with the address of its links."""
    named = words.get("HARBOURLIGHT_HOSTS", "").split(",")
    if named == [""]:
        yield "HARBOURLIGHT_HOSTS is not set: give the names under which this system is reached, with commas between."
    for each in named if named != [""] else ():
        if not re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9a-f:]+\]", each):
            yield f"HARBOURLIGHT_HOSTS names {each!r}: give whole names of hosts, without * and without https://."
    address = urlsplit(words.get("HARBOURLIGHT_ADDRESS", ""))
    if address.scheme != "https" or not address.hostname:
        yield "HARBOURLIGHT_ADDRESS must be set and begin with https://: it stands in every letter and e-mail."
    elif address.hostname not in named and named != [""]:
        yield f"HARBOURLIGHT_ADDRESS leads to {address.hostname}, which HARBOURLIGHT_HOSTS does not name."


def mail(words: Words) -> Iterator[str]:
    """Yield what is missing for mail."""
    if not words.get("HARBOURLIGHT_MAIL_HOST"):
        yield "HARBOURLIGHT_MAIL_HOST is not set: without mail nobody on duty learns that a child is in danger."
    if "@" not in words.get("HARBOURLIGHT_MAIL_FROM", ""):
        yield "HARBOURLIGHT_MAIL_FROM is not set: give the address that the mail comes from."


REAL: tuple[Callable[[Words], Iterator[str]], ...] = (key, database, hosts, mail)
