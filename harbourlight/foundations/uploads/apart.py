"""Reads packed files in a process of its own, with limits on its time and its memory.

Whatever such a file does to the reader, it does not do it to the pages. This module, run with the word `workbook`,
`tables` or `document`, reads the file from its input and writes what it found, or why not, as JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .errors import UnreadableFile
from .grid import Grid

SECONDS, SECONDS_OF_WORK = 20, 10
MEMORY = 700 * 1024 * 1024  # of addresses, of which the libraries take a third before anything is read
TOO_MUCH = "The file takes too long to read, or too much memory. Save it again without what is not needed, or as CSV."
REFUSED = 3
HERE = "harbourlight.foundations.uploads.apart"
ROOT = str(Path(__file__).resolve().parents[3])


def sheets_apart(content: bytes) -> list[Grid]:
    """Return the sheets of a workbook. Raises UnreadableFile."""
    return [Grid(name, [(line, cells) for line, cells in rows]) for name, rows in apart("workbook", content)]


def tables_apart(content: bytes) -> list[Grid]:
    """Return the tables of a Word document. Raises UnreadableFile."""
    return [Grid(name, [(line, cells) for line, cells in rows]) for name, rows in apart("tables", content)]


def docx_apart(content: bytes) -> str:
    """Return the text of a Word document. Raises UnreadableFile."""
    return str(apart("document", content))


def apart(word: str, content: bytes) -> Any:
    """Return what the process finds in a file. Raises UnreadableFile in its words, or where it came to a limit."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", HERE, word], input=content, capture_output=True, timeout=SECONDS, check=False,
            cwd="/", env=kept | {"PYTHONPATH": ROOT, "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise UnreadableFile(TOO_MUCH) from None
    if done.returncode == REFUSED:
        raise UnreadableFile(json.loads(done.stdout))
    if done.returncode:
        raise UnreadableFile(TOO_MUCH)
    return json.loads(done.stdout)


def limit() -> None:
    """Set the limits of this process."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_WORK, SECONDS_OF_WORK))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(word: str) -> int:
    """Read the file that comes in, and write what was found; REFUSED with the words where it is refused."""
    limit()
    content = sys.stdin.buffer.read()
    try:
        found: Any
        if word == "workbook":
            from .workbook import sheets_of

            found = [(grid.name, grid.rows) for grid in sheets_of(content)]
        elif word == "tables":
            from .document import docx_tables

            found = [(grid.name, grid.rows) for grid in docx_tables(content)]
        else:
            from .document import docx_text

            found = docx_text(content)
    except UnreadableFile as refusal:
        sys.stdout.write(json.dumps(str(refusal)))
        return REFUSED
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
