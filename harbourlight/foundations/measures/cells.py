"""Cells of files that come in or leave: no text may run as a formula in a spreadsheet, by one rule for all."""

import csv
import io
import unicodedata
from collections.abc import Iterable

OPENERS = "=+-@|%\t\r\n"


def opener(text: str) -> str:
    """Return the sign with which a text opens a formula, whatever unseen signs stand before it; nothing for others."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    first = bare.lstrip(" ")[:1]
    return first if first in tuple(OPENERS) else ""


def plain(value: object) -> str:
    """Return a value as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return "'" + text if opener(text) else text


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as CSV, no cell of which runs as a formula."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return sheet.getvalue()
