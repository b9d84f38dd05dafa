"""Where Harbourlight keeps its files on this machine."""

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


def secret_key() -> str:
    """Give the key that signs sessions: the one given, else one that is generated and kept for the demonstration."""
    given = os.environ.get("HARBOURLIGHT_SECRET_KEY")
    if given:
        return given
    kept = data() / "secret_key"
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        return kept.read_text() or sys.exit(f"{kept} is empty; remove it.")
    return kept.read_text()
