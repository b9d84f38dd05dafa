"""A table that somebody uploads is read, or refused in words; nothing in it runs."""

import io
import zipfile
from contextlib import suppress

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as some

from harbourlight.foundations.ui.uploads import MOST_UNPACKED, table_of


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


GOOD = workbook([["ref", "value"], ["CP1", 42], ["CP2", "7"], ["", 2.5]])


@pytest.mark.parametrize(
    "content",
    [b"ref,value\nCP1,42\n", b"\xef\xbb\xbfref;value\r\nCP1;42\r\n", "ref\tvalue\nCP1\t42".encode("utf-16")],
)
def test_a_csv_file_is_read_as_spreadsheets_write_it(content):
    assert table_of(content) == [["ref", "value"], ["CP1", "42"]]


def test_a_workbook_is_read():
    assert table_of(GOOD) == [["ref", "value"], ["CP1", "42"], ["CP2", "7"], ["", "2.5"]]


BOMB = b"<worksheet>" + b"0" * (MOST_UNPACKED + 100)
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
        (b"," * 200, "too large"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(content, words):
    with pytest.raises(ValidationError) as refusal:
        table_of(content)
    assert words in refusal.value.messages[0]


def test_a_bomb_that_lies_about_its_size_is_refused():
    bomb = bytearray(with_member(GOOD, "xl/worksheets/sheet1.xml", BOMB))
    true_size = len(BOMB).to_bytes(4, "little")
    while (place := bomb.find(true_size)) >= 0:
        bomb[place : place + 4] = (100).to_bytes(4, "little")
    with pytest.raises(ValidationError):
        table_of(bytes(bomb))


@given(some.binary(max_size=400) | some.binary(max_size=400).map(lambda tail: GOOD[:900] + tail))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_table_or_refused(content):
    with suppress(ValidationError):
        assert isinstance(table_of(content), list)
