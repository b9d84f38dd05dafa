"""Where Harbourlight keeps its files on this machine, and which kind of start this is."""

import os
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def data() -> Path:
    """Give the data folder: HARBOURLIGHT_DATA, or `var` beside the code."""
    folder = Path(os.environ.get("HARBOURLIGHT_DATA") or ROOT / "var").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def is_demonstration() -> bool:
    """Tell whether this is a demonstration, not a partnership's real system."""
    return os.environ.get("HARBOURLIGHT_DEMO", "1") != "0"


def secret_key() -> str:
    """Give the key that signs sessions: a generated one for a demonstration, else the one given."""
    given = os.environ.get("HARBOURLIGHT_SECRET_KEY")
    if given:
        return given
    if not is_demonstration():
        sys.exit("HARBOURLIGHT_SECRET_KEY is not set: a real system needs a long random one of its own.")
    kept = data() / "secret_key"
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        return kept.read_text() or sys.exit(f"{kept} is empty; remove it.")
    return kept.read_text()


def refuse_production_without_database() -> None:
    """End with one line when a real system is started without a database of its own."""
    if not is_demonstration() and not os.environ.get("DATABASE_URL"):
        sys.exit("DATABASE_URL is not set: a real system needs a PostgreSQL server of its own.")
