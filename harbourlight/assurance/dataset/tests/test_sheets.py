"""A published sheet comes in whole or not at all, twice without doubling, with its errors listed."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from harbourlight.assurance.dataset.actions import import_sheet, read_sheet
from harbourlight.assurance.dataset.models import (
    Benchmark,
    Comment,
    Finding,
    Population,
    SheetImport,
    Target,
    Value,
)

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[4]
EXAMPLE = ROOT / "examples" / "scorecard"
PUBLISHED = ROOT.parent / "shared" / "data" / "published" / "scorecard"
OCTOBER = date(2018, 10, 1)
SHIFTED = {
    "M6-QL (val)": "EH3",
    "M6-QL": "EH3a%",
    "M4": "EH3b%",
    "EH1a": "EH3c%",
    "EH1c": "EH3d%",
    "EH1b": "EH3e%",
    "M5": "EH4 (val)",
    "EH2": "EH4-QL",
    "EH3": "CP1",
}


def files(folder=EXAMPLE, *names):
    found = {"indicators": folder / "indicators.csv", "values": folder / "values.csv"}
    more = {"comments": "commentary.csv", "derived": "published_derived.csv", "populations": "populations.csv"}
    return found | {name: folder / more[name] for name in names}


def brought_in(area, at, folder=EXAMPLE, *names, **changes):
    return import_sheet(area=area, sheet=read_sheet(**files(folder, *names) | changes), at=at)


def changed(tmp_path, old, new, name="values.csv"):
    """Return a copy of the example's file with one text replaced."""
    text = (EXAMPLE / name).read_text("utf-8")
    assert old in text
    made = tmp_path / name
    made.write_text(text.replace(old, new, 1), "utf-8")
    return made


def test_the_sheet_comes_in_as_a_real_series(area, moment):
    report = brought_in(area, moment)
    assert (report.figures_read, report.figures_new, report.figures_same) == (754, 754, 0)
    assert report.is_loaded
    assert Value.objects.get(ref="M1", first=OCTOBER).number == 1620
    assert Value.objects.get(ref="M3", first=date(2017, 10, 1)).number == Decimal("22.4")
    empty = Value.objects.filter(ref="CP2b %", number=None)
    assert empty.count() == 6
    assert set(empty.values_list("missing", flat=True)) == {"nothing_to_count"}


def test_the_same_sheet_twice_is_not_doubled(area, moment):
    for _ in range(2):
        report = brought_in(area, moment, EXAMPLE, "comments", "derived", "populations")
    assert (report.figures_new, report.figures_same) == (0, 754)
    assert Value.objects.count() == 754
    assert Comment.objects.count() == 21
    assert Population.objects.count() == 2
    assert not report.findings.filter(kind="changed_past").exists()
    assert SheetImport.objects.count() == 2
    assert {row.events.count() for row in Value.objects.all()[:5]} == {1}


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        ("M1,2018-10,1620", "X9,2018-10,1620", "unknown_reference", "“X9” is not among the indicators"),
        ("M1,2018-10,1620", "M1,2018-00,1620", "impossible_month", "“2018-00” is not a month"),
        ("M1,2018-10,1620", "M1,2081-10,1620", "impossible_month", "2081-10 has not begun yet"),
        ("M1,2018-10,1620", "M1,2018-10,about 1600", "not_a_number", "“about 1600” is not a number"),
        ("M3,2018-10,14.5", "M3,2018-10,145", "over_100", "145% is over 100%"),
        ("M1,2018-10,1620", "M1,2018-09,1620", "twice", "M1 in 2018-09 stands there twice"),
    ],
)
def test_a_faulty_cell_is_listed_and_nothing_is_loaded(old, new, kind, words, area, moment, tmp_path):
    report = brought_in(area, moment, EXAMPLE, "comments", "populations", values=changed(tmp_path, old, new))
    assert not report.is_loaded
    assert [found.kind for found in report.findings.all()] == [kind]
    assert words in report.findings.get().text
    for model in (Value, Comment, Population, Benchmark, Target):
        assert not model.objects.exists()


def test_a_changed_past_figure_is_listed_and_not_overwritten(area, moment, tmp_path):
    brought_in(area, moment)
    report = brought_in(area, moment, values=changed(tmp_path, "M1,2018-03,1376", "M1,2018-03,1377"))
    assert report.is_loaded
    assert (report.figures_new, report.figures_same) == (0, 753)
    found = report.findings.get()
    assert (found.kind, found.ref, found.first) == ("changed_past", "M1", date(2018, 3, 1))
    assert "1377 is printed; 1376 is held" in found.text
    assert Value.objects.get(ref="M1", first=date(2018, 3, 1)).number == 1376


def test_a_later_sheet_adds_its_month_only(area, moment, tmp_path):
    brought_in(area, moment)
    later = tmp_path / "values.csv"
    later.write_text("ref,month,value\nM1,2018-10,1620\nM1,2018-11,1500\n", "utf-8")
    report = brought_in(area, moment, values=later)
    assert (report.figures_new, report.figures_same) == (1, 1)


@pytest.mark.parametrize("folder", [EXAMPLE, PUBLISHED], ids=["example", "published"])
def test_published_errors_are_found_and_kept_as_printed(folder, area, moment):
    if not folder.is_dir():
        assert folder is PUBLISHED
        return
    report = brought_in(area, moment, folder, "comments", "derived")
    assert report.is_loaded
    kinds = Counter(report.findings.values_list("kind", flat=True))
    assert kinds == {"printed_otherwise": 2, "before_rounding": 3, "another_row": 9}
    assert set(report.findings.filter(kind="printed_otherwise").values_list("ref", flat=True)) == {"EH3d%", "EH3e%"}
    assert set(report.findings.filter(kind="before_rounding").values_list("ref", flat=True)) == {"EH3a%", "EH3c%"}
    offered = dict(report.findings.filter(kind="another_row").values_list("ref", "offered_ref"))
    assert offered == SHIFTED
    assert "ingle" in Comment.objects.get(ref="EH1a").text  # not moved


def test_benchmarks_targets_and_populations_come_with_it(area, moment):
    brought_in(area, moment, EXAMPLE, "populations", year="2016-17", updated=date(2017, 11, 1))
    england = Benchmark.objects.get(ref="M2", group="england")
    assert (england.number, england.of_year, england.updated_on) == (354, "2016-17", date(2017, 11, 1))
    assert Target.objects.get(ref="LAC9 (val)", year=2018).is_to_be_confirmed
    assert Target.objects.get(ref="EH1c", year=2017).period == "year"
    assert Target.objects.get(ref="NI147", year=2019).number == 94
    assert Target.objects.get(ref="LAC1", year=2018).period == "month"
    assert Population.objects.series(area) == [(date(2017, 10, 1), 49900), (date(2018, 7, 1), 50300)]


def test_the_command_reports_and_refuses(area, tmp_path, capsys):
    def run(**changes):
        out = StringIO()
        words = [f"--{name}={path}" for name, path in (files(EXAMPLE, "comments", "derived") | changes).items()]
        call_command("scorecard", "import", "--area", area.code, *words, stdout=out)
        return out.getvalue()

    said = run()
    assert "754 figures read for Harbourhaven" in said
    assert "754 are new" in said
    assert "EH3e% 2018-10: EH3e%, pct_change_prev_year: -92% is printed, the values give 92%; a misprint" in said
    assert "Offered: EH3." in said
    assert "0 are new, 754 were held already" in run()
    with pytest.raises(CommandError, match="Nothing was loaded") as refusal:
        run(values=changed(tmp_path, "M1,2018-10,1620", "M1,2018-10,x"))
    assert refusal.value.returncode == 2
    with pytest.raises(CommandError, match="is not there"):
        run(values=tmp_path / "no.csv")
    with pytest.raises(CommandError, match="No area is called"):
        call_command("scorecard", "compute", "--area", "nowhere")


def test_a_sheet_with_an_indicator_the_dataset_does_not_know_is_refused(area, moment, tmp_path):
    strange = changed(tmp_path, "\nM1,", "\nZZ9,", "indicators.csv")
    report = brought_in(area, moment, indicators=strange)
    assert not report.is_loaded
    assert "“ZZ9” in count is not an indicator of the dataset" in " ".join(f.text for f in report.findings.all())


def test_the_findings_of_another_area_stay_there(area, cast, moment):
    brought_in(area, moment, EXAMPLE, "comments", "derived")
    assert Finding.objects.visible_to(cast.board).count() == 14
    now = datetime(2018, 11, 5, tzinfo=UTC)
    assert brought_in(area, now).figures_same == 754
