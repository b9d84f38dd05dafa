"""Looking for viruses in what people upload, by a ClamAV daemon where one runs (HARBOURLIGHT_CLAMD).

The daemon gets the bytes and no name. Where one is set up and does not answer, nothing is taken: a file that nobody
looked at is not better because the scanner is down.
"""

import socket
import struct
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

PATIENCE = 30  # seconds for each answer of the daemon
PIECE = 1 << 16
LONGEST = 4096  # bytes of an answer
NOT_LOOKED_AT = "This system does not look for viruses in files. Send only what you have checked."
FOUND = "The file holds a virus. Do not open it, and tell the people who look after your computer"
NO_ANSWER = "The file could not be checked for viruses, so it was not taken. Try again in a few minutes"
TOO_LARGE = "The file is too large to be checked for viruses, so it was not taken. Send it in parts"


def is_set_up() -> bool:
    """Say whether files are looked at."""
    return bool(settings.HARBOURLIGHT_CLAMD)


def refuse_viruses(file: Iterable[bytes]) -> None:
    """Raise ValidationError where a file (its pieces) holds a virus, or cannot be looked at."""
    if not is_set_up():
        return
    try:
        verdict = asked(settings.HARBOURLIGHT_CLAMD, file)
    except OSError as fault:
        raise ValidationError(NO_ANSWER) from fault
    if verdict == "stream: OK":
        return
    if verdict.endswith(" FOUND"):
        raise ValidationError(FOUND)
    raise ValidationError(TOO_LARGE if "size limit exceeded" in verdict else NO_ANSWER)


def asked(address: str, file: Iterable[bytes]) -> str:
    """Return what the daemon at an address (unix:/path or tcp://host:port) says of some bytes; raise OSError."""
    with line_to(address) as line:
        line.sendall(b"zINSTREAM\0")
        try:
            for piece in pieces(file):
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough, and says so
        answer = b""
        while len(answer) < LONGEST and (more := line.recv(LONGEST)):
            answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def line_to(address: str) -> socket.socket:
    """Return a connection to the daemon."""
    parts = urlsplit(address)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=PATIENCE)


def pieces(file: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a file in pieces that the daemon takes."""
    for some in file:
        for start in range(0, len(some), PIECE):
            yield some[start : start + PIECE]
