"""Tables that people upload: read as text, and refused in words when they are no such table.

CSV files are decoded as spreadsheets write them. Workbooks are read without running anything: no formula, no
macro, no link to another file, and never more than a fixed amount once unpacked.
"""

import csv
import io
import re
import zipfile
import zlib

import filetype
from django.core.exceptions import ValidationError
from lxml import etree  # type: ignore[attr-defined]

MOST_BYTES, MOST_UNPACKED, MOST_MEMBERS = 5 * 1024 * 1024, 20 * 1024 * 1024, 200
MOST_ROWS, MOST_COLUMNS, MOST_SIGNS = 10_000, 100, 100_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
CELL = re.compile(r"([A-Z]{1,3})[0-9]+")
NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
ACTIVE = ("vbaproject", "externallinks", "embeddings", "activex", "macrosheets", "connections.xml")
UNREADABLE = (
    zipfile.BadZipFile, KeyError, IndexError, etree.XMLSyntaxError, NotImplementedError, RuntimeError, ValueError,
    EOFError, zlib.error,
)  # fmt: skip
NOT_READ = "We cannot read this workbook. Save it again as XLSX, or as CSV."


def decoded(content):
    """Return the text of a CSV file; says in words why it is none."""
    if len(content) > MOST_BYTES:
        raise ValidationError("The file must be smaller than 5MB. Split it into several files.")
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise ValidationError("This is a spreadsheet or a zip file. In the spreadsheet choose “Save as”, then CSV.")
    if filetype.guess(content[:8192]) is not None or content.startswith((b"%PDF", b"\x1f\x8b")):
        raise ValidationError("This is not a CSV file, whatever its name says. Choose the CSV file.")
    text = text_of(content)
    if CONTROL.search(text):
        raise ValidationError("The file holds signs that are not text. Save it again as CSV UTF-8.")
    return text


def text_of(content):
    """Return bytes as text: UTF-8, UTF-16 with its mark, or what older spreadsheets write."""
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError("We cannot read the letters in this file. Save it again as CSV UTF-8.")


def table_of(content):
    """Return the rows of an uploaded CSV file or workbook as lists of texts, the header among them."""
    if content.startswith(b"PK"):
        return sheet_of(content)
    return csv_of(content)


def csv_of(content):
    """Return the rows of an uploaded CSV file as lists of texts, the header among them."""
    text = decoded(content).lstrip()
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    try:
        rows = []
        for row in reader:
            rows.append([cell.strip() for cell in row])
            refuse_size(rows)
    except csv.Error as trouble:
        raise ValidationError(f"We cannot read the file as CSV near line {reader.line_num}: {trouble}.") from None
    return rows


def refuse_size(rows):
    """Raise ValidationError for a table that is too long, too wide, or has a monstrous cell."""
    if len(rows) > MOST_ROWS + 1:
        raise ValidationError("The file has more than 10,000 rows. Split it into several files.")
    if len(rows[-1]) > MOST_COLUMNS or any(len(cell) > MOST_SIGNS for cell in rows[-1]):
        raise ValidationError("The table is too large. Use the template.")


def sheet_of(content):
    """Return the rows of the first sheet of a workbook."""
    if len(content) > MOST_BYTES:
        raise ValidationError("The file must be smaller than 5MB. Split it into several files.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            refuse_members(file)
            strings = shared(file)
            return rows_of(part(file, "xl/worksheets/sheet1.xml"), strings)
    except UNREADABLE:
        raise ValidationError(NOT_READ) from None


def refuse_members(file):
    """Raise ValidationError for what unpacks to too much, or holds more than plain cells."""
    members = file.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise ValidationError("The workbook is too large once unpacked. Use the template.")
    if any(word in member.filename.lower() for member in members for word in ACTIVE):
        raise ValidationError("The workbook holds macros or links to other files. Save it as CSV.")


def part(file, name):
    """Return one part of a workbook as a tree: no entity is resolved, nothing fetched, no more read than allowed."""
    with file.open(name) as stream:
        content = stream.read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED or b"<!DOCTYPE" in content[:4096]:
        raise ValidationError(NOT_READ)
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def shared(file):
    """Return the texts that cells share."""
    if "xl/sharedStrings.xml" not in file.namelist():
        return []
    tree = part(file, "xl/sharedStrings.xml")
    return ["".join(item.itertext(f"{{{NAMES['m']}}}t")) for item in tree.iterfind("m:si", NAMES)]


def rows_of(tree, strings):
    """Return the rows of a sheet; refuse a formula."""
    if tree.find(".//m:f", NAMES) is not None:
        raise ValidationError("The workbook holds formulas. Paste the figures as values, or save it as CSV.")
    rows = []
    for row in tree.iterfind("m:sheetData/m:row", NAMES):
        cells = {}
        for cell in row.iterfind("m:c", NAMES):
            place = CELL.fullmatch(cell.get("r", ""))
            cells[column_of(place[1]) if place else len(cells)] = words_of(cell, strings)
        if cells and max(cells) >= MOST_COLUMNS:
            raise ValidationError("The table is too large. Use the template.")
        rows.append([cells.get(column, "") for column in range(max(cells, default=-1) + 1)])
        refuse_size(rows)
    return rows


def column_of(letters):
    """Return the number of a column: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def words_of(cell, strings):
    """Return what stands in a cell."""
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext(f"{{{NAMES['m']}}}t")).strip()
    value = cell.findtext("m:v", "", NAMES)
    if cell.get("t") == "s":
        return strings[int(value)].strip()
    return value.removesuffix(".0").strip()
