"""The command says how a file fares, names no child unless asked, and writes reports that are safe to open."""

import csv
import json
import stat
import subprocess
import sys
import zipfile

import pytest

from harbourlight.exchange.cincensus import making, output, years
from harbourlight.exchange.cincensus.checking import check
from harbourlight.exchange.cincensus.command import main
from harbourlight.exchange.cincensus.made_faults import faulty_children
from harbourlight.exchange.cincensus.sharing import check_shared

THIS = years.named("2025-26")


@pytest.fixture
def sound(tmp_path):
    return making.make(tmp_path / "sound.xml", making.children(60, THIS), THIS)


@pytest.fixture
def faulty(tmp_path):
    made = [child for _, children in faulty_children(THIS) for child in children]
    made += making.children(200, THIS)
    return making.make(tmp_path / "faulty.xml", made, THIS)


def test_a_clean_file_ends_with_0(sound, capsys):
    assert main(["check", str(sound)]) == 0
    assert capsys.readouterr().out == "60 children in the census of 2025-26: 0 findings\n"


def test_findings_end_with_1_and_name_no_child(faulty, capsys):
    assert main(["check", str(faulty)]) == 1
    told = capsys.readouterr()
    assert "8925" in told.out
    for number in ("F001", "F113-A", "HL00", "A201250099999"):
        assert number not in told.out + told.err


def test_children_are_shown_to_those_who_ask(faulty, capsys):
    assert main(["check", str(faulty), "--show-children"]) == 1
    assert "F113-A, line" in capsys.readouterr().out


def test_no_census_ends_with_2_and_one_line(tmp_path, capsys):
    (tmp_path / "letter.xml").write_text("Dear Sir")
    assert main(["check", str(tmp_path / "letter.xml")]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "harbourlight census: line 1: this is not XML\n")
    assert main(["check", str(tmp_path / "letter.xml"), "--year", "1066-67"]) == 2


def test_json_holds_what_was_promised(faulty, tmp_path, capsys):
    assert main(["check", str(faulty), "--json", str(tmp_path / "out.json")]) == 1
    written = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert set(written) == {"children", "findings", "not_run"}
    assert all(
        list(one) == ["rule", "severity", "child", "line", "element", "found", "expected", "message"]
        for one in written["findings"]
    )
    assert all(list(one) == ["rule", "why"] for one in written["not_run"])
    first_content = next(n for n, one in enumerate(written["findings"]) if not one["rule"].startswith("schema."))
    assert not any(one["rule"].startswith("schema.") for one in written["findings"][first_content:])
    capsys.readouterr()
    main(["check", str(faulty), "--json", "-"])
    assert json.loads(capsys.readouterr().out) == written
    assert written == json.loads(json.dumps(output.as_json(check(faulty))))


def test_reports_are_for_their_owner_only(faulty, tmp_path):
    names = ("out.json", "out.csv", "out.xlsx")
    words = [word for name in names for word in (f"--{name.partition('.')[2]}", str(tmp_path / name))]
    main(["check", str(faulty), *words])
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in names} == {0o600}


def test_no_cell_is_a_formula(tmp_path):
    made = list(making.children(40, THIS))
    for number, start in enumerate(("=HYPERLINK(1)", "+1", "-2", "@SUM(A1)", "＝1", "\u200b=1", "\ufeff=1", "%0A")):
        made[number]["ChildIdentifiers"]["LAchildID"] = start
        made[number]["CINdetails"][0]["ReferralSource"] = start
    path = making.make(tmp_path / "made.xml", made, THIS)
    assert main(["check", str(path), "--csv", str(tmp_path / "out.csv"), "--xlsx", str(tmp_path / "out.xlsx")]) == 1
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row if cell]
    assert "'=HYPERLINK(1)" in cells
    assert not any(cell.lstrip("\ufeff\u200b ")[0] in "=+-@%＝" for cell in cells)
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets" in name]
    assert len(sheets) == 4
    assert not any("<f>" in sheet for sheet in sheets)


def test_a_report_that_cannot_be_written_is_said(sound, capsys):
    assert main(["check", str(sound), "--csv", "/nowhere/out.csv"]) == 2
    assert "could not be written" in capsys.readouterr().err


def test_rules_are_listed(capsys):
    assert main(["rules", "--year", "2025-26"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 111
    assert main(["rules", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"code", "fields", "since", "asks"} <= set(listed[0])
    assert len({one["code"] for one in listed}) == 123


def test_made_files_are_as_asked(tmp_path, capsys):
    assert main(["make", str(tmp_path / "a.xml"), "--children", "30", "--year", "2026-27"]) == 0
    assert main(["check", str(tmp_path / "a.xml")]) == 0
    assert main(["make", str(tmp_path / "b.xml"), "--faults"]) == 0
    assert main(["check", str(tmp_path / "b.xml")]) == 1
    assert "2026-27" in capsys.readouterr().out


@pytest.mark.parametrize("shares", [2, 3])
def test_several_processes_find_the_same(faulty, shares):
    alone, together = check(faulty), check_shared(faulty, shares=shares)
    assert sorted(together.findings, key=str) == sorted(alone.findings, key=str)
    assert (together.children, together.not_run) == (alone.children, alone.not_run)


def test_several_processes_refuse_the_same(faulty):
    faulty.write_bytes(faulty.read_bytes()[:-300])
    for shares in (1, 2):
        with pytest.raises(Exception, match="too early"):
            check_shared(faulty, shares=shares)


def test_the_check_needs_no_django(sound):
    code = (
        "import sys; from harbourlight.config.commands import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg')]"
    )
    done = subprocess.run([sys.executable, "-c", code, "census", "check", str(sound)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("60 children")
