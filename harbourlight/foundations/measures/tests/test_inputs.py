"""Sheets as spreadsheets and agencies leave them: months, percentages, marks, and fractions that are asked about."""

from decimal import Decimal
from pathlib import Path

import pytest

from harbourlight.foundations.measures.derive import main
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.reading import ARE_SHARES, AS_PRINTED, FRACTION, read_values

INPUTS = Path(__file__).parent / "inputs"
UNITS = {"M1": "count", "CP6B": "count", "CP4": "percent"}


def read(name, **how):
    """Return what is read of one of the small inputs."""
    return read_values(INPUTS / f"s_{name}_values.csv", UNITS, **how)


def by_text(found):
    """Return the numbers with their months in words."""
    return {(ref, str(month)): number for (ref, month), number in found.numbers.items()}


def test_months_are_read_as_excel_writes_them():
    found = read("excel_mmm_yy")
    assert not found.faults
    assert by_text(found) == {("M1", "2017-10"): 20, ("M1", "2018-09"): 19, ("M1", "2018-10"): 20}


def test_a_percent_sign_is_read():
    assert by_text(read("percent_sign")) == {("CP4", "2018-10"): Decimal("87.1"), ("CP4", "2018-09"): 80}


def test_marks_are_kept_as_what_they_are():
    found = read("marks")
    assert not found.faults
    assert set(found.numbers.values()) == {None}
    marks = {(ref, str(month)): (mark.mark, mark.below) for (ref, month), mark in found.marks.items()}
    assert marks == {
        ("M1", "2018-10"): ("fewer", 5), ("M1", "2018-09"): ("hidden", None), ("CP6B", "2018-10"): ("hidden", None),
        ("CP6B", "2018-09"): ("nothing", None),
    }  # fmt: skip


def test_a_fraction_in_a_percentage_is_asked_about_and_taken_as_somebody_says():
    asked = read("percent_fraction")
    assert [fault.kind for fault in asked.faults] == [FRACTION, FRACTION]
    assert "87.1% or 0.871%" in str(asked.faults[0])
    assert "row 2, column value" in str(asked.faults[0])
    assert not asked.numbers
    assert by_text(read("percent_fraction", fractions=ARE_SHARES))["CP4", "2018-10"] == Decimal("87.1")
    assert by_text(read("percent_fraction", fractions=AS_PRINTED))["CP4", "2018-10"] == Decimal("0.871")


@pytest.mark.parametrize(
    ("others", "value", "is_asked"),
    [
        (("80", "85"), "0.871", True), (("80", "85"), "1", False), (("0.9", "80"), "1", True),
        (("1.2", "1.4"), "0.9", False),
        ((), "0.9", True), ((), "0", False), ((), "0.9%", False), (("0%",), "0.9", True),
    ],
)  # fmt: skip
def test_a_fraction_is_asked_about_where_a_hundred_times_as_much_is_likelier(tmp_path, others, value, is_asked):
    rows = "".join(f"CP4,2018-{month:02},{other}\n" for month, other in enumerate(others, 1))
    path = tmp_path / "values.csv"
    path.write_text(f"ref,month,value\n{rows}CP4,2018-12,{value}\n")
    found = read_values(path, UNITS)
    assert any(fault.month == Month.parse("2018-12") for fault in found.faults) == is_asked


def test_the_command_asks_and_takes_the_answer_and_names_what_it_left(tmp_path, capsys):
    values = tmp_path / "values.csv"
    values.write_text((INPUTS / "s_percent_fraction_values.csv").read_text().replace("value", "value,notes"))
    words = ["--indicators", str(INPUTS / "s_indicators.csv"), "--values", str(values), "--month", "2018-10"]
    out = tmp_path / "out.csv"
    assert main([*words, "--out", str(out)]) == 2
    assert "--fractions shares" in capsys.readouterr().err
    assert not out.exists()
    assert main([*words, "--out", str(out), "--fractions", "shares"]) == 0
    assert "column notes" in capsys.readouterr().out
    assert "87.1%" in out.read_text()
