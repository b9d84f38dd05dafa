"""One table of what was uploaded: found by its heading, wherever it stands; what is left out is named."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from .apart import sheets_apart, tables_apart
from .errors import UnreadableFile
from .grid import Grid, grids_of

LOOKED_AT = 40  # rows of each sheet among which a heading is looked for
SHOWN = 8
WORD = b"word/document.xml"  # the name of its main part stands unpacked in a Word document
BEYOND = "Row {line} has more cells than the heading, from “{text}” on. Put text with a comma into quotation marks."
_BETWEEN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Row:
    """One row below the heading: its line in the file, and its cells by column; a column it lacks is empty.

    ``beyond`` is what stands in the first cell that has no heading, as where a comma cut a text in two.
    """

    line: int
    cells: Mapping[str, str]
    sheet: str = ""
    beyond: str = ""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def place(self, column: str = "") -> str:
        """Return where a cell stands, in words."""
        words = f"row {self.line}" + (f", column {column}" if column else "")
        return f"{self.sheet}, {words}" if self.sheet else words


@dataclass(frozen=True)
class Table:
    """A table: its columns by the names asked for, its rows, and in words what was left out."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    left: tuple[str, ...] = field(default=())

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


def name_of(text: str) -> str:
    """Return the heading of a column as columns are asked for: small letters, one line between words."""
    folded = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return _BETWEEN.sub("_", folded.replace("%", " percent ")).strip("_")


def read_table(
    content: bytes, needed: Collection[str], known: Collection[str] = (), also: Mapping[str, str] | None = None,
    keeps: str = "", is_strict: bool = True,
) -> Table:  # fmt: skip
    """Return the table of a CSV file, workbook or Word document that has the columns needed. Raises UnreadableFile.

    ``known`` are further columns that are read where they are there, ``also`` other words for columns {word: column};
    ``keeps`` is a pattern of further headings to be kept. All other columns are left and named. Where the reading
    is not strict, a row with more cells than the heading is for the caller to judge.
    """
    asked, words = {*needed, *known}, also or {}
    grids, trouble = (packed_grids(content), None) if content.startswith(b"PK") else grids_of(content)
    best: tuple[int, Grid, int, list[str]] | None = None
    for grid in grids:
        for place, (_, cells) in enumerate(grid.rows[:LOOKED_AT]):
            names = [words.get(name, name) for name in map(name_of, cells)]
            hits = len(set(names) & set(needed))
            if hits == len(set(needed)):
                return table_below(grid, place, names, asked, keeps, left_above(grids, grid, place), is_strict)
            if best is None or hits > best[0]:
                best = (hits, grid, place, names)
    raise trouble or no_heading(best, needed)


def packed_grids(content: bytes) -> list[Grid]:
    """Return the sheets of a workbook, or the tables of a Word document. Raises UnreadableFile."""
    return tables_apart(content) if WORD in content else sheets_apart(content)


def no_heading(best: tuple[int, Grid, int, list[str]] | None, needed: Collection[str]) -> UnreadableFile:
    """Return why a file has no table: no row names the columns, or which are missing in the row that comes nearest."""
    if best is None:
        return UnreadableFile("The file is empty.")
    hits, grid, place, names = best
    if not hits:
        return UnreadableFile(
            f"No row names the columns {in_words(needed)}. Name them in one row, as the template does."
        )
    lacking = in_words([column for column in needed if column not in names])
    line = grid.rows[place][0]
    return UnreadableFile(f"Row {line} names the columns, and these are missing: {lacking}. Add them.")


def left_above(grids: list[Grid], grid: Grid, place: int) -> list[str]:
    """Return in words what stands above the heading, and the sheets that are not read."""
    left = []
    if place:
        lines = [line for line, _ in grid.rows[:place]]
        left.append(f"row {lines[0]}" if len(lines) == 1 else f"rows {lines[0]} to {lines[-1]}")
    return left + [each.name for each in grids if each is not grid and each.name]


def table_below(
    grid: Grid, place: int, names: list[str], asked: Collection[str], keeps: str, left: list[str], is_strict: bool
) -> Table:  # fmt: skip
    """Return the table below a heading. Raises UnreadableFile for a column that is named twice."""
    kept = {number: name for number, name in enumerate(names) if name in asked or (keeps and re.fullmatch(keeps, name))}
    twice = sorted({name for name in kept.values() if list(kept.values()).count(name) > 1})
    if twice:
        raise UnreadableFile(
            f"Row {grid.rows[place][0]} names a column twice: {in_words(twice)}. Take one of them out."
        )
    heading = grid.rows[place][1]
    others = [heading[number] for number, name in enumerate(names) if number not in kept and heading[number]]
    if others:
        left.append(f"column{'s' * (len(others) > 1)} {in_words(each[:40] for each in others)}")
    rows = []
    for line, cells in grid.rows[place + 1 :]:
        beyond = next((cell for cell in cells[len(names) :] if cell), "")
        if beyond and is_strict:
            raise UnreadableFile(BEYOND.format(line=line, text=beyond[:20]))
        found = {name: cells[number] for number, name in kept.items() if number < len(cells)}
        if any(found.values()):
            rows.append(Row(line, found, grid.name, beyond))
    return Table(tuple(kept.values()), tuple(rows), tuple(left))


def in_words(names: Collection[str] | Iterator[str]) -> str:
    """Return some names as a list in words, the last ones counted where there are many."""
    found = list(names)
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return ", ".join(found[:SHOWN]) + more
