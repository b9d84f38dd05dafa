"""Rows of texts with the line each has in its file, bounded while they are read; and a CSV file as such rows."""

import csv
import io
from dataclasses import dataclass, field

from .decoding import decoded
from .errors import UnreadableFile

MOST_ROWS, MOST_COLUMNS, MOST_SIGNS, MOST_SIGNS_OF_ALL = 10_000, 100, 100_000, 8_000_000
DELIMITERS = ",;\t|"
NOT_CLOSED = (
    "We cannot read the file as CSV near row {line}: a cell there is too long, or a quotation mark is not closed."
)
TOO_LARGE = "The table is too large. Use the template."


@dataclass
class Grid:
    """The rows of one table or sheet that hold anything, each with its line; `name` is the sheet's, if it has one."""

    name: str = ""
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    signs: int = 0

    def add(self, line: int, cells: list[str]) -> None:
        """Take one row. Raises UnreadableFile for a table that is too long or wide, or has a monstrous cell."""
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        if len(cells) > MOST_COLUMNS or any(len(cell) > MOST_SIGNS for cell in cells):
            raise UnreadableFile(TOO_LARGE)
        if len(self.rows) > MOST_ROWS:
            raise UnreadableFile("The file has more than 10,000 rows. Split it into several files.")
        self.signs += sum(map(len, cells))
        if self.signs > MOST_SIGNS_OF_ALL:
            raise UnreadableFile(TOO_LARGE)
        self.rows.append((line, cells))


def grids_of(content: bytes) -> tuple[list[Grid], UnreadableFile | None]:
    """Return a CSV file as rows, once for each delimiter that it may have, the likeliest first; and what failed.

    Raises UnreadableFile where no delimiter gives rows.
    """
    text = decoded(content)
    named = text[:6].lower()
    if named.startswith("sep=") and text[4:5] not in ("", "\n"):
        return [rows_by(text[6:].lstrip("\n"), text[4], skipped=1)], None
    start = text[:20_000]
    likely = sorted((each for each in DELIMITERS if each in start), key=lambda each: -start.count(each))
    grids, troubles = [], []
    for delimiter in likely or [","]:
        try:
            grids.append(rows_by(text, delimiter))
        except UnreadableFile as trouble:
            troubles.append(trouble)
    if not grids:
        raise troubles[0]
    return grids, troubles[0] if troubles else None


def rows_by(text: str, delimiter: str, skipped: int = 0) -> Grid:
    """Return the rows of a CSV text with one delimiter. Raises UnreadableFile."""
    grid = Grid()
    if text.count(delimiter) > MOST_ROWS * MOST_COLUMNS:
        raise UnreadableFile(TOO_LARGE)
    # Strict: a quotation mark that is not closed would swallow all rows after it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            grid.add(line, [cell.replace("\u00a0", " ").strip() for cell in cells])
            line = reader.line_num + skipped + 1
    except csv.Error:
        raise UnreadableFile(NOT_CLOSED.format(line=line)) from None
    return grid
