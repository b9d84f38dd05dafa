"""`scorecard derive`: the printed figures of a published sheet, and what it refuses."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from harbourlight.foundations.measures.derive import main

ROOT = Path(__file__).resolve().parents[4]
EXAMPLE = ROOT / "examples" / "scorecard"
PUBLISHED = ROOT.parent / "shared" / "data" / "published" / "scorecard"


def table(path):
    with Path(path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


LISTED = table(Path(__file__).with_name("published_otherwise.csv"))


def derived(folder, out, month="2018-10"):
    words = ["--indicators", folder / "indicators.csv", "--values", folder / "values.csv", "--month", month]
    assert main([str(word) for word in (*words, "--out", out)]) == 0
    return {row["ref"]: row for row in table(out)}


@pytest.mark.parametrize("folder", [EXAMPLE, PUBLISHED], ids=["example", "published"])
def test_every_printed_figure_comes_out_but_those_listed_with_a_reason(folder, tmp_path):
    if not folder.is_dir():
        assert folder is PUBLISHED
        return  # the published files are not beside the project; the example holds the same figures
    found = derived(folder, tmp_path / "out.csv")
    listed = {(row["ref"], row["column"]): (row["printed"], row["ours"]) for row in LISTED}
    assert len(found) == 58
    otherwise = {
        (row["ref"], column): (printed, found[row["ref"]][column])
        for row in table(folder / "published_derived.csv")
        for column, printed in row.items()
        if found[row["ref"]][column] != printed
    }
    assert otherwise == listed


def test_every_exception_has_a_reason():
    assert len(LISTED) == 5
    assert all(row["why"] for row in LISTED)


def test_the_rows_stand_in_the_order_of_the_indicators_with_the_columns_of_the_sheet(tmp_path):
    found = derived(EXAMPLE, tmp_path / "out.csv")
    assert list(found) == [row["ref"] for row in table(EXAMPLE / "indicators.csv")]
    header = (tmp_path / "out.csv").read_text("utf-8").splitlines()[0]
    assert header == "ref,pct_change_prev_month,arrow_prev_month,pct_change_prev_year,arrow_prev_year,avg_12m,max_12m"
    assert list(found["LAC14"].values()) == ["LAC14", "-100%", "↓", "n/a", "", "0", "2"]


def test_an_earlier_month_takes_the_months_before_it_and_leaves_the_year_blank(tmp_path):
    found = derived(EXAMPLE, tmp_path / "out.csv", "2017-12")
    assert found["M1"]["pct_change_prev_month"] == "-18%"
    assert found["M1"]["pct_change_prev_year"] == ""
    assert found["M1"]["avg_12m"] == "1197"


INDICATORS = "ref,unit\nA,count\nB,percent\n"
GOOD = "ref,month,value\nA,2018-10,5\nB,2018-10,50\n"


@pytest.mark.parametrize(
    ("indicators", "values", "month", "words"),
    [
        (INDICATORS, GOOD + "C,2018-10,1\n", "2018-10", "row 4, column ref: “C” is not among the indicators"),
        (INDICATORS, GOOD + "A,2018-13,1\n", "2018-10", "“2018-13” is not a month"),
        (INDICATORS, GOOD + "A,17-Oct,1\n", "2018-10", "row 4, column month: “17-Oct” is not a month"),
        (INDICATORS, GOOD + "A,2018-09,many\n", "2018-10", "row 4, column value: “many” is not a number"),
        (INDICATORS, GOOD + "A,2018-09,NaN\n", "2018-10", "“NaN” is not a number"),
        (INDICATORS, GOOD + "A,2018-09,=1+1\n", "2018-10", "“=1+1” is not a number"),
        (INDICATORS, GOOD + "A,2018-09,-5\n", "2018-10", "“-5” is not a number"),
        (INDICATORS, GOOD + "B,2018-09,100.1\n", "2018-10", "100.1% is over 100%"),
        (INDICATORS, GOOD + "A,2018-10,6\n", "2018-10", "stands there twice"),
        (INDICATORS, "ref,month\nA,2018-10\n", "2018-10", "these are missing: value"),
        (INDICATORS, "", "2018-10", "The file is empty"),
        (INDICATORS, GOOD, "2018-11", "has no figure for 2018-11"),
        (INDICATORS, GOOD, "October", "“October” is not a month"),
        ("ref,unit\nA,tons\n", GOOD, "2018-10", "the unit “tons” is none of"),
        ("ref,unit\nA,count\nA,count\n", GOOD, "2018-10", "stands there twice"),
        ("ref,unit\n=1+1,count\n", GOOD, "2018-10", "“=1+1” is no reference"),
        ("ref,unit\n,count\n", GOOD, "2018-10", "“” is no reference"),
        ("ref,unit\n", GOOD, "2018-10", "has no indicator"),
        (b"ref,unit\n\x01,count\n", GOOD, "2018-10", "signs that are not text"),
        (INDICATORS, GOOD + 'A,2018-09,"5\n', "2018-10", "near row 4"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line_and_nothing_is_written(
    indicators, values, month, words, tmp_path, capsys
):
    (tmp_path / "i.csv").write_bytes(indicators if isinstance(indicators, bytes) else indicators.encode())
    (tmp_path / "v.csv").write_text(values, "utf-8")
    out = tmp_path / "out.csv"
    out.write_text("what was there before\n")
    asked = ["--indicators", tmp_path / "i.csv", "--values", tmp_path / "v.csv", "--month", month, "--out", out]
    assert main([str(word) for word in asked]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "Nothing was written." in said
    assert "Traceback" not in said
    assert out.read_text() == "what was there before\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["i.csv", "out.csv", "v.csv"]


def test_a_missing_file_and_a_missing_folder_are_refused(tmp_path, capsys):
    files = ["--indicators", str(EXAMPLE / "indicators.csv"), "--month", "2018-10"]
    assert main([*files, "--values", str(tmp_path / "none.csv"), "--out", str(tmp_path / "out.csv")]) == 2
    assert "none.csv is not there" in capsys.readouterr().err
    values = ["--values", str(EXAMPLE / "values.csv")]
    assert main([*files, *values, "--out", str(tmp_path / "nowhere" / "out.csv")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_the_command_needs_no_database_and_no_settings(tmp_path):
    without = {name: value for name, value in os.environ.items() if not name.startswith(("HARBOUR", "DJANGO", "DATAB"))}
    words = "scorecard derive --indicators indicators.csv --values values.csv --month 2018-10 --out".split()
    answer = subprocess.run(
        [sys.executable, "-m", "harbourlight.config.commands", *words, tmp_path / "out.csv"],
        cwd=EXAMPLE,
        env={**without, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert "58 rows written" in answer.stdout
