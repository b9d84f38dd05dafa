"""The sheets of a workbook (XLSX) as rows of texts: dates, months and percentages as they are shown, not as stored."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from .errors import UnreadableFile
from .grid import MOST_COLUMNS, Grid
from .packed import WORKBOOK, Node, Parts, attribute, local, targets, unpacked

MOST_STRINGS, MOST_SIGNS_SHARED = 200_000, 4_000_000
FIRST_DAY = date(1899, 12, 30)  # from which spreadsheets count days
DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})  # the built-in formats of dates
PERCENTS = frozenset({9, 10})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_CELL = re.compile(r"([A-Z]{1,3})[0-9]+")
DAYS_AT_MOST = 2_958_465  # 31 December 9999
FORMULA = "The workbook holds formulas. Paste the figures as values, or save it as CSV."


def sheets_of(content: bytes) -> list[Grid]:
    """Return the sheets of a workbook that hold anything, in their order. Raises UnreadableFile."""
    with unpacked(content, WORKBOOK) as parts:
        strings = shared(parts)
        formats = formats_of(parts)
        found = [
            rows_of(parts, part, Grid(f"sheet “{name}”" if name else ""), strings, formats)
            for name, part in named_sheets(parts)
        ]
        if not found:
            raise UnreadableFile(WORKBOOK.not_read)
        return [grid for grid in found if grid.rows]


def named_sheets(parts: Parts) -> list[tuple[str, str]]:
    """Return (name, part) of each sheet that is not hidden, in the order of the workbook."""
    book = parts.tree("xl/workbook.xml")
    ends = targets(parts.tree("xl/_rels/workbook.xml.rels"), "Id")
    found = []
    for sheet in () if book is None else book.iterfind("{*}sheets/{*}sheet"):
        end = ends.get(attribute(sheet, "id"), "")
        part = end.lstrip("/") if end.startswith("/") else f"xl/{end}"
        if part in parts.names and sheet.get("state", "visible") == "visible":
            found.append((sheet.get("name", "")[:40], part))
    return found or [("", name) for name in ("xl/worksheets/sheet1.xml",) if name in parts.names]


def shared(parts: Parts) -> list[str]:
    """Return the texts that cells share."""
    found: list[str] = []
    signs = 0
    for item in parts.each("xl/sharedStrings.xml", "si"):
        text = "".join(item.itertext("{*}t")).strip()
        found.append(text)
        signs += len(text)
        if len(found) > MOST_STRINGS or signs > MOST_SIGNS_SHARED:
            raise UnreadableFile(WORKBOOK.too_large)
    return found


def formats_of(parts: Parts) -> list[str]:
    """Return for each style of a cell whether it shows a day, a month, a percentage, or nothing of these."""
    tree = parts.tree("xl/styles.xml")
    if tree is None:
        return []
    own = {int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in tree.iterfind("{*}numFmts/{*}numFmt")}
    return [kind_of(int(each.get("numFmtId", "0")), own) for each in tree.iterfind("{*}cellXfs/{*}xf")]


def kind_of(number: int, own: dict[int, str]) -> str:
    """Return what a format shows: day, month, percent, or nothing of these."""
    code = _QUOTED.sub("", own.get(number, "")).lower()
    if number in PERCENTS or "%" in code:
        return "percent"
    if number == 17 or ("m" in code and "y" in code and "d" not in code):
        return "month"
    return "day" if number in DATES or ("d" in code and "m" in code) or "yy" in code else ""


def rows_of(parts: Parts, part: str, grid: Grid, strings: list[str], formats: list[str]) -> Grid:
    """Read the rows of one sheet; a formula is refused."""
    for number, row in enumerate(parts.each(part, "row"), 1):
        cells: dict[int, str] = {}
        for cell in row.iterfind("{*}c"):
            if cell.find("{*}f") is not None:
                raise UnreadableFile(FORMULA)
            place = _CELL.fullmatch(cell.get("r", ""))
            column = column_of(place[1]) if place else len(cells)
            if column >= MOST_COLUMNS:
                text = words_of(cell, strings, formats)
                if text:
                    raise UnreadableFile("The table is too large. Use the template.")
                continue
            cells[column] = words_of(cell, strings, formats)
        line = row.get("r", "")
        values = [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]
        grid.add(int(line) if line.isdecimal() and len(line) < 8 else number, values)
    return grid


def column_of(letters: str) -> int:
    """Return the number of a column: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def words_of(cell: Node, strings: list[str], formats: list[str]) -> str:
    """Return what a cell shows."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(_texts(cell)).strip()
    value: str = (cell.findtext("{*}v") or "").strip()
    if kind == "s":
        return strings[int(value)]
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    style = int(cell.get("s", "0"))
    shows = formats[style] if style < len(formats) else ""
    return number_shown(value, shows) if kind == "n" and value else value


def _texts(cell: Node) -> Iterator[str]:
    return (node.text or "" for node in cell.iter() if local(node) == "t")


def number_shown(value: str, shows: str) -> str:
    """Return a stored number as its format shows it: a day, a month, a percentage, or the number itself."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite():
        return value
    if shows in ("day", "month") and 1 <= number <= DAYS_AT_MOST:
        return day_shown(number, shows)
    number = number * 100 if shows == "percent" else number
    # A spreadsheet keeps 0.1 as 0.10000000000000001: fifteen figures are what it shows at most.
    text = f"{Decimal(f'{number:.15g}'):f}" if abs(number) < Decimal("1e15") else value
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}%" if shows == "percent" else text


def day_shown(number: Decimal, shows: str) -> str:
    """Return a counted day as it is written, with its time where it has one; a month without its day."""
    day = FIRST_DAY + timedelta(days=int(number))
    seconds = round((number - int(number)) * 86_400)
    if shows == "month" and not seconds:
        return f"{day:%Y-%m}"
    if not seconds:
        return day.isoformat()
    return f"{day.isoformat()} {seconds // 3600:02}:{seconds // 60 % 60:02}"
