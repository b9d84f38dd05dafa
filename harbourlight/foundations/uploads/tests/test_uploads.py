"""A table or a document that somebody uploads is read, or refused in words; nothing in it runs."""

import io
import zipfile
from contextlib import suppress

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as some

from harbourlight.foundations.ui.uploads import document_text, table_in

from ..packed import DOCUMENT, WORKBOOK


def workbook(rows, *, formula=""):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
        if formula:
            sheet.write_formula(9, 0, formula)
    return made.getvalue()


def with_member(content, name, data):
    """Return a workbook with one member more or another in its place."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, data)
    return made.getvalue()


def rows_of(content):
    """Return the rows of an uploaded table of figures."""
    return [dict(row.cells) for row in table_in(content, ("ref", "value"))]


GOOD = workbook([["ref", "value"], ["CP1", 42], ["CP2", "7"], ["", 2.5]])


@pytest.mark.parametrize(
    "content",
    [b"ref,value\nCP1,42\n", b"\xef\xbb\xbfref;value\r\nCP1;42\r\n", "ref\tvalue\nCP1\t42".encode("utf-16")],
)
def test_a_csv_file_is_read_as_spreadsheets_write_it(content):
    assert rows_of(content) == [{"ref": "CP1", "value": "42"}]


def test_a_workbook_is_read():
    assert [list(row.values()) for row in rows_of(GOOD)] == [["CP1", "42"], ["CP2", "7"], ["", "2.5"]]


BOMB = b"<worksheet>" + b"0" * (WORKBOOK.most_unpacked + 100)
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * (5 * 1024 * 1024 + 1), "smaller than 5MB"),
        (b"%PDF-1.7 rest", "not a CSV file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 300, "not a CSV file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet or a zip"),
        (b"ref,value\nCP1,\x00\x01", "not text"),
        (b"PK\x03\x04 nothing of the kind", "cannot read this workbook"),
        (GOOD[:-200], "cannot read this workbook"),
        (workbook([["ref"]], formula="=1+1"), "formulas"),
        (with_member(GOOD, "xl/vbaProject.bin", b"x"), "macros"),
        (with_member(GOOD, "xl/externalLinks/externalLink1.xml", b"<x/>"), "macros or links"),
        (with_member(GOOD, "xl/worksheets/sheet1.xml", BOMB), "too large once unpacked"),
        (with_member(GOOD, "xl/worksheets/sheet1.xml", LAUGHS), "cannot read this workbook"),
        (with_member(GOOD, "xl/sharedStrings.xml", b"<sst/>"), "cannot read this workbook"),
        (b"a\n" * 10_002, "more than 10,000 rows"),
        (b"," * 200 + b"x", "too large"),
        (b"", "is empty"),
        (b"name,colour\nA,red\n", "No row names the columns ref"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(content, words):
    with pytest.raises(ValidationError) as refusal:
        table_in(content, ("ref",))
    assert words in refusal.value.messages[0]


def test_a_bomb_that_lies_about_its_size_is_refused():
    bomb = bytearray(with_member(GOOD, "xl/worksheets/sheet1.xml", BOMB))
    true_size = len(BOMB).to_bytes(4, "little")
    while (place := bomb.find(true_size)) >= 0:
        bomb[place : place + 4] = (100).to_bytes(4, "little")
    with pytest.raises(ValidationError):
        table_in(bytes(bomb), ("ref",))


@given(some.binary(max_size=400) | some.binary(max_size=400).map(lambda tail: GOOD[:900] + tail))
@settings(max_examples=40, deadline=None)
def test_any_bytes_are_a_table_or_refused(content):
    with suppress(ValidationError):
        assert table_in(content, ("ref",)).columns


def report():
    """Return a Word document with headings, a list and a table, one cell of which spans two columns."""
    made = Document()
    made.add_heading("What we found", level=1)
    made.add_paragraph("Children wait.\tToo long.")
    made.add_paragraph("Ask sooner", style="List Bullet")
    table = made.add_table(rows=2, cols=3)
    for place, text in enumerate(("Ward", "Children", "Share", "North | East", "", "40%")):
        table.cell(place // 3, place % 3).text = text
    table.cell(1, 0).merge(table.cell(1, 1))
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


REPORT = report()
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def written_as(body):
    """Return a Word document with this body."""
    return with_member(
        REPORT, "word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    )


def test_a_document_is_read_with_its_headings_lists_and_tables():
    assert [line for line in document_text(REPORT).split("\n") if line] == [
        "## What we found", "Children wait.\tToo long.", "- Ask sooner", "Ward | Children | Share |",
        "North / East |  | 40% |",
    ]  # fmt: skip


def test_a_document_reads_as_it_does_with_its_changes_accepted():
    struck = "<w:del><w:r><w:delText>old </w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
    added = "<w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
    framed = f"<w:sdt><w:sdtContent><w:p><w:r><w:t>The </w:t></w:r>{struck}{added}</w:p></w:sdtContent></w:sdt>"
    assert document_text(written_as(framed)) == "The new"


CELL = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>'
WIDE = f"<w:tbl><w:tr>{CELL}</w:tr></w:tbl>"
LARGE = b"<w:document>" + b" " * (DOCUMENT.most_unpacked + 100)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "cannot be read aloud"),
        (b"PK\x03\x04 nonsense", "cannot read this document"),
        (REPORT[:-300], "cannot read this document"),
        (GOOD, "cannot read this document"),
        (b"x" * (2 * DOCUMENT.most_bytes), "too long"),
        (b"PK" + b"x" * DOCUMENT.most_bytes, "smaller than 10MB"),
        (b"   \n", "holds no text"),
        (b"a\0b", "cannot read"),
        (with_member(REPORT, "word/vbaProject.bin", b"x"), "macros"),
        (with_member(REPORT, "word/embeddings/sheet.xlsx", b"x"), "macros or other files"),
        (with_member(REPORT, "word/document.xml", LARGE), "too large once unpacked"),
        (with_member(REPORT, "word/document.xml", LAUGHS), "cannot read this document"),
        (written_as("<w:p/>"), "holds no text"),
        (written_as("<w:p>" * 2000 + "</w:p>" * 2000), "cannot read this document"),
    ],
)
def test_what_is_no_document_is_refused_in_words(content, words):
    with pytest.raises(ValidationError) as refusal:
        document_text(content)
    assert words in refusal.value.messages[0]


def test_a_cell_that_claims_a_monstrous_width_is_kept_narrow():
    assert len(document_text(written_as(WIDE))) < 1000


def test_a_document_that_lies_about_its_size_is_refused():
    bomb = bytearray(with_member(REPORT, "word/document.xml", LARGE))
    true_size = len(LARGE).to_bytes(4, "little")
    while (place := bomb.find(true_size)) >= 0:
        bomb[place : place + 4] = (100).to_bytes(4, "little")
    with pytest.raises(ValidationError):
        document_text(bytes(bomb))


@given(some.binary(max_size=400) | some.binary(max_size=400).map(lambda tail: REPORT[:900] + tail))
@settings(max_examples=40, deadline=None)
def test_any_bytes_are_a_document_or_refused(content):
    with suppress(ValidationError):
        assert isinstance(document_text(content), str)
