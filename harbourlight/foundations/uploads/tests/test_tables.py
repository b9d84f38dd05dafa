"""One reader of tables takes a file as people and machines leave it, and names what it leaves and where a fault is."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter

from .. import cells
from ..errors import NotSo, UnreadableFile
from ..table import read_table

NEEDED = ("ref", "month", "value")
PLAIN = "ref,month,value\nM1,2018-10,20\n"


def read(content, **how):
    """Return the rows of a file as lists, and what was left."""
    table = read_table(content if isinstance(content, bytes) else content.encode(), NEEDED, **how)
    return [[row[column] for column in NEEDED] for row in table], list(table.left)


@pytest.mark.parametrize(
    "content",
    [
        PLAIN, PLAIN.upper(), PLAIN.replace("ref,month,value", " Ref , MONTH,Value "),
        PLAIN.replace(",", ";"), PLAIN.replace(",", "\t"), PLAIN.replace(",", "|"), PLAIN.replace("\n", "\r"),
        PLAIN.replace("\n", "\r\n"), "sep=;\r\n" + PLAIN.replace(",", ";"), "SEP=,\n" + PLAIN,
        PLAIN.encode("utf-8-sig"), PLAIN.encode("utf-16"), PLAIN.encode("utf-16-le"), PLAIN.encode("utf-16-be"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"), '"ref","month","value"\n"M1","2018-10","20"\n',
        '"ref";"month";"value"\n"M1";"2018-10";"20"\n', "\n\n" + PLAIN + "\n,,\n",
        "ref,month,value,,\nM1,2018-10,20,,\n",
    ],
)  # fmt: skip
def test_the_same_table_is_read_however_it_was_written(content):
    assert read(content) == ([["M1", "2018-10", "20"]], [])


def test_titles_and_further_columns_are_left_and_named():
    rows, left = read("Our figures,,,\nas at March,,,\nRef,Notes,Month,Value,Who\nM1,late,2018-10,20,Sam\n")
    assert rows == [["M1", "2018-10", "20"]]
    assert left == ["rows 1 to 2", "columns Notes, Who"]


def test_the_notes_come_first_and_days_months_and_percentages_are_read_as_they_are_shown():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("Read me").write(0, 0, "How to fill this in")
        sheet = book.add_worksheet("Figures")
        sheet.write_row(2, 0, ["Ref", "Month", "Value", "Remark"])
        formats = [book.add_format({"num_format": each}) for each in ("mmm-yy", "dd/mm/yyyy", "0.0%", "#,##0")]
        for line, (form, number, shown) in enumerate(((0, 0.871, 2), (1, 1378, 3), (1, 0.1, None)), 3):
            sheet.write(line, 0, "M1")
            sheet.write_datetime(line, 1, datetime(2018, 10, 1), formats[form])  # noqa: DTZ001 - a cell has no zone
            sheet.write_number(line, 2, number, formats[shown] if shown else None)
    rows, left = read(made.getvalue())
    assert rows == [["M1", "2018-10", "87.1%"], ["M1", "2018-10-01", "1378"], ["M1", "2018-10-01", "0.1"]]
    assert left == ["sheet “Read me”", "column Remark"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("ref,month\nM1,2018-10\n", "Row 1 names the columns, and these are missing: value"),
        ("a,b\n1,2\n", "No row names the columns ref, month, value"),
        ("ref,month,value,Value\nM1,2018-10,1,2\n", "Row 1 names a column twice: value"),
        ("ref,month,value\nM1,2018-10,1,378\n", "Row 2 has more cells than the heading, from “378” on"),
        ('ref,month,value\nM1,2018-10,"1\nM1,2018-11,2\n', "near row 2"),
        ("ref,month,value\nM1,2018-10," + "x" * 100_001, "too large"),
        ("ref,month,value\nM1,2018-10," + "x" * 140_000, "near row 2"),
    ],
)
def test_a_fault_names_its_row_and_speaks_plain_english(content, words):
    with pytest.raises(UnreadableFile) as refusal:
        read(content)
    assert words in str(refusal.value)
    for foreign in ("Error", "Traceback", "line contains", "delimiter", "codec", "expected after"):
        assert foreign not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("42", 42), ("1,378", 1378), ("1 378", 1378), ("12,345,678", 12345678), ("87.1", "87.1"), ("3.0", "3.0"),
        ("+5", 5), (" 7 ", 7), ("87.1%", "87.1"), ("0.5 %", "0.5"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text, number):
    found = cells.number_in(text)
    assert (found.value, found.is_percent) == (Decimal(number), "%" in text)


@pytest.mark.parametrize(
    ("text", "mark", "below"),
    [
        ("<5", "fewer", 5), ("< 10", "fewer", 10), ("fewer than 6", "fewer", 6), ("Less than 5", "fewer", 5),
        ("≤4", "fewer", 5), ("<=4", "fewer", 5), ("1-4", "fewer", 5), ("1 to 5", "fewer", 6), ("c", "hidden", None),
        ("C", "hidden", None), ("*", "hidden", None), ("[c]", "hidden", None), ("Suppressed", "hidden", None),
        ("n/a", "nothing", None), ("N/A", "nothing", None), ("-", "nothing", None), ("..", "nothing", None),
        ("", "nothing", None), ("[z]", "nothing", None),
    ],
)  # fmt: skip
def test_a_mark_is_what_it_is(text, mark, below):
    found = cells.number_in(text)
    assert (found.value, found.mark, found.below) == (None, mark, below)


@pytest.mark.parametrize("text", ["-5", "NaN", "inf", "1,37", "1,3782", "many", "=1+1", "5 6", "<0", "1e5", "٣"])
def test_what_is_no_number_is_none(text):
    with pytest.raises(NotSo):
        cells.number_in(text)


@pytest.mark.parametrize(("text", "good"), [("3.0", True), ("1,378", True), ("2.5", False), ("50%", False)])
def test_a_count_is_whole_however_it_is_written(text, good):
    if good:
        assert cells.whole_in(text).value == int(cells.number_in(text).value)
    else:
        with pytest.raises(NotSo):
            cells.whole_in(text)


@pytest.mark.parametrize(
    "text",
    ["2018-10", "Oct-18", "oct 18", "October 2018", "Oct-2018", "01/10/2018", "1/10/18", "2018-10-01", "10/2018",
     "2018/10", "31/10/2018", "1 October 2018", "2018-10-01 00:00:00", "Oct '18"],
)  # fmt: skip
def test_a_month_is_read_as_people_write_it(text):
    assert cells.month_in(text) == date(2018, 10, 1)


@pytest.mark.parametrize("text", ["2018-13", "17-Oct", "10/15/2018", "15/10/2018", "October", "", "20181", "Smarch-18"])
def test_what_is_no_month_is_none(text):
    with pytest.raises(NotSo):
        cells.month_in(text)


@pytest.mark.parametrize(
    "text", ["21/03/2017", "2017-03-21", "21.3.2017", "21 March 2017", "21-Mar-17", "21st March 2017", "21/03/17"]
)
def test_a_day_is_read_the_british_way(text):
    assert cells.day_in(text) == date(2017, 3, 21)


@pytest.mark.parametrize("text", ["2026-03-20T16:10", "20/03/2026 16:10", "20 March 2026 16:10:00"])
def test_a_moment_has_its_day_and_its_time(text):
    assert cells.moment_in(text) == datetime(2026, 3, 20, 16, 10)  # noqa: DTZ001 - the caller says in which zone
