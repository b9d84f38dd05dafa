"""The files of the test server, kept between runs, so that a second run starts without migrating.

Each run works on a copy of its own, so that two may go at once. What is kept is never changed: it is named after the
shape of the database and the server's version, laid down whole by the first run that made it, and removed when
another shape is laid down.
"""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harbourlight.config.embedded import Place, give, write_private

PASSWORDS = "passwords.json"


@contextmanager
def locked(kept: Path, how: int) -> Iterator[None]:
    """Let several read what is kept, or one change it."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with (kept.parent / "lock").open("w") as lock:
        fcntl.flock(lock, how)
        yield


def restore(kept: Path, data: Path) -> None:
    """Let a new server's data folder begin as what was kept, if anything was."""
    with locked(kept, fcntl.LOCK_SH):
        if not kept.exists():
            return
        place = Place.of(data)
        known = json.loads((data / "postgres.json").read_text())
        known["passwords"] = json.loads((kept / PASSWORDS).read_text())
        write_private(data / "postgres.json", json.dumps(known))
        shutil.copytree(kept / "cluster", place.cluster)
        if place.user is not None:
            give(place.cluster, place.user)


def keep(kept: Path, place: Place) -> None:
    """Keep the files of a server that has stopped, in place of those of another shape."""
    with locked(kept, fcntl.LOCK_EX):
        if kept.exists():
            return
        for older in (path for path in kept.parent.iterdir() if path.is_dir()):
            shutil.rmtree(older)
        unfinished = kept.with_name("unfinished")
        shutil.copytree(place.cluster, unfinished / "cluster")
        write_private(unfinished / PASSWORDS, json.dumps(place.passwords))
        unfinished.rename(kept)
