"""Files that people upload: tables and documents, read as text, and refused in words when they are none.

CSV files are decoded as spreadsheets write them. Workbooks (XLSX) and documents (DOCX) are opened behind one guard:
nothing in them runs, no entity is resolved, nothing is fetched, and never more than a fixed amount is unpacked.
"""

import csv
import io
import re
import zipfile
import zlib
from contextlib import contextmanager
from typing import NamedTuple

import filetype
from django.core.exceptions import ValidationError
from lxml import etree  # type: ignore[attr-defined]

MOST_BYTES, MOST_UNPACKED = 5 * 1024 * 1024, 20 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_SIGNS = 10_000, 100, 100_000
MOST_SIGNS_OF_DOCUMENT = 400_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
CELL = re.compile(r"([A-Z]{1,3})[0-9]+")
NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
ACTIVE = ("vbaproject", "externallinks", "embeddings", "activex", "macrosheets", "connections.xml")
UNREADABLE = (
    zipfile.BadZipFile, KeyError, IndexError, etree.XMLSyntaxError, NotImplementedError, RuntimeError, ValueError,
    EOFError, zlib.error,
)  # fmt: skip
DOCUMENT_KINDS = ("docx", "txt")
PDF = "A PDF cannot be read aloud to everybody. Upload the Word document (DOCX) that it was made from."


class Packed(NamedTuple):
    """A kind of packed file: how much of it is taken, and in which words it is refused."""

    most_bytes: int
    most_unpacked: int
    most_members: int
    too_big: str
    too_large: str
    is_active: str
    not_read: str


WORKBOOK = Packed(
    MOST_BYTES, MOST_UNPACKED, 200,
    "The file must be smaller than 5MB. Split it into several files.",
    "The workbook is too large once unpacked. Use the template.",
    "The workbook holds macros or links to other files. Save it as CSV.",
    "We cannot read this workbook. Save it again as XLSX, or as CSV.",
)  # fmt: skip
DOCUMENT = Packed(
    10 * 1024 * 1024, 50 * 1024 * 1024, 500,
    "The file must be smaller than 10MB. Make its pictures smaller.",
    "The document is too large once unpacked.",
    "The document holds macros or other files. Save it without them.",
    "We cannot read this document. Save it again as DOCX in your word processor.",
)  # fmt: skip


@contextmanager
def unpacked(content, kind):
    """Open a packed file behind the guard: gives the function that reads one of its parts as a tree.

    Raises ValidationError, in the words of the kind, for what is no such file, what unpacks to too much, whatever
    size it claims, and what holds more than text.
    """
    if len(content) > kind.most_bytes:
        raise ValidationError(kind.too_big)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            refuse_members(file.infolist(), kind)
            yield lambda name: part(file, name, kind)
    except UNREADABLE:
        raise ValidationError(kind.not_read) from None


def refuse_members(members, kind):
    """Raise ValidationError for what unpacks to too much, or holds more than text."""
    if len(members) > kind.most_members or sum(member.file_size for member in members) > kind.most_unpacked:
        raise ValidationError(kind.too_large)
    if any(word in member.filename.lower() for member in members for word in ACTIVE):
        raise ValidationError(kind.is_active)


def part(file, name, kind):
    """Return one part of a packed file as a tree, or None for one that it lacks."""
    if name not in file.namelist():
        return None
    with file.open(name) as stream:
        content = stream.read(kind.most_unpacked + 1)
    if len(content) > kind.most_unpacked or b"<!DOCTYPE" in content[:4096]:
        raise ValidationError(kind.not_read)
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def decoded(content):
    """Return the text of a CSV file; says in words why it is none."""
    if len(content) > MOST_BYTES:
        raise ValidationError(WORKBOOK.too_big)
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
    with unpacked(content, WORKBOOK) as read:
        strings, sheet = shared(read("xl/sharedStrings.xml")), read("xl/worksheets/sheet1.xml")
        if sheet is None:
            raise ValidationError(WORKBOOK.not_read)
        return rows_of(sheet, strings)


def shared(tree):
    """Return the texts that cells share."""
    if tree is None:
        return []
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


def document_text(content):
    """Return the text of an uploaded document, plain or DOCX; headings, lists and tables are marked by plain signs."""
    if content.startswith(b"%PDF"):
        raise ValidationError(PDF)
    text = docx_text(content) if content.startswith(b"PK") else text_of(content)
    if "\0" in text:
        raise ValidationError(DOCUMENT.not_read)
    if not text.strip():
        raise ValidationError("The document holds no text.")
    if len(text) > MOST_SIGNS_OF_DOCUMENT:
        raise ValidationError("The document is too long. Bring a shorter one.")
    return text.strip()


def docx_text(content):
    """Return the text of a Word document."""
    with unpacked(content, DOCUMENT) as read:
        main = target(read("_rels/.rels"), "/officeDocument") or "word/document.xml"
        tree = read(main.lstrip("/"))
        body = None if tree is None else tree.find("{*}body")
        if body is None:
            raise ValidationError(DOCUMENT.not_read)
        styles = styles_in(read("word/styles.xml"))
        return "\n".join(line for block in blocks_of(body) for line in lines_of(block, styles))


def target(tree, kind):
    """Return the part to which a list of relations points with a kind of them, or None."""
    found = () if tree is None else tree.iterfind("{*}Relationship")
    return next((each.get("Target") for each in found if each.get("Type", "").endswith(kind)), None)


def local(node):
    """Return the name of a node without its namespace; empty for a comment."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def value(node, name):
    """Return an attribute of a node, whatever its namespace, or an empty text; also where there is no node."""
    found = {} if node is None else node.attrib
    return next((words for key, words in found.items() if etree.QName(key).localname == name), "")


def styles_in(tree):
    """Return {id: name in small letters} of the styles of a document."""
    found = () if tree is None else tree.iterfind("{*}style")
    return {value(each, "styleId"): value(each.find("{*}name"), "val").lower() for each in found}


def blocks_of(node):
    """Give the paragraphs and tables of a body in order, those inside frames and insertions among them."""
    for child in node:
        name = local(child)
        if name in ("p", "tbl"):
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins"):
            yield from blocks_of(child)


def lines_of(block, styles):
    """Return the lines of a paragraph or a table."""
    if local(block) == "tbl":
        return ["", *(" | ".join(cells_of(row)) + " |" for row in block.iterfind("{*}tr")), ""]
    text, kept = "".join(written(block)).strip(), block.find("{*}pPr")
    style = "" if kept is None else styles.get(value(kept.find("{*}pStyle"), "val"), "")
    if not text:
        return [""]
    if style.startswith(("heading", "title")):
        return ["", f"## {text}", ""]
    is_listed = style.startswith("list") or (kept is not None and kept.find("{*}numPr") is not None)
    return [f"- {text}"] if is_listed else [text, ""]


def cells_of(row):
    """Give the texts of a row's cells, each on one line; a cell over several columns leaves the others empty."""
    for cell in row.iterfind("{*}tc"):
        words = " ".join("".join(written(each)) for each in cell.iterfind("{*}p"))
        yield " ".join(words.split()).replace("|", "/")
        columns = int(value(cell.find("{*}tcPr/{*}gridSpan"), "val") or 1)
        yield from [""] * (min(columns, MOST_COLUMNS) - 1)


SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NOT_WRITTEN = ("pPr", "rPr", "del", "moveFrom", "Fallback")  # looks, what was struck out, what stands there twice


def written(node):
    """Give the pieces of text in a paragraph, as it reads with its changes accepted."""
    for child in node:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        elif name not in NOT_WRITTEN:
            yield from written(child)
