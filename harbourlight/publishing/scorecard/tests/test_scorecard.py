"""Everybody reads what is published, in every form, and nobody reads a small number."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from harbourlight.assurance.dataset.actions import combining, import_sheet, read_sheet
from harbourlight.assurance.dataset.actions.export import indicators_csv
from harbourlight.assurance.dataset.actions.publish import explain, freeze, notice, publish, read_reason, read_words
from harbourlight.assurance.dataset.actions.releases import current, release
from harbourlight.assurance.dataset.models import Comment, Revision, Value
from harbourlight.assurance.dataset.tests.factories import value
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.months import Month
from harbourlight.publishing.scorecard.book import book
from harbourlight.publishing.scorecard.pack import contents, pdf

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).resolve().parents[4] / "examples" / "scorecard"
OCTOBER = Month(date(2018, 10, 1))
FILES = ("scorecard.pdf", "scorecard.xlsx", "figures.csv", "figures.csv-metadata.json")


@pytest.fixture
def sheet(area, moment):
    """Bring in the example sheet."""
    read = read_sheet(EXAMPLE / "indicators.csv", EXAMPLE / "values.csv", comments=EXAMPLE / "commentary.csv")
    return import_sheet(area=area, sheet=read, at=moment)


def freeze_it(area, cast, moment, *, is_public=True):
    title = "Scorecard of October"
    return freeze(area=area, month=OCTOBER, title=title, is_public=is_public, by=cast.business, at=moment)


@pytest.fixture
def frozen(sheet, area, cast, moment):
    """Freeze it for everybody."""
    return freeze_it(area, cast, moment)


@pytest.fixture
def published(frozen, cast, moment):
    """Publish it, when somebody else has read the words."""
    read_words(publication=frozen, by=cast.board, at=moment)
    return publish(publication=frozen, by=cast.business, at=moment)


def file_of(client, name):
    return client.get(f"/published/harbourhaven/2018-10/{name}")


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_a_stranger_reads_the_page_without_signing_in(published, client):
    assert "Scorecard of October" in client.get("/published/").content.decode()
    html = client.get("/published/harbourhaven/2018-10/").content.decode()
    assert "1620" in html
    assert "12% ↑" in html
    assert '<abbr title="left out">c</abbr>' in html
    assert "secondary" not in html


def test_nothing_is_public_before_it_is_published(frozen, client):
    for path in ("", *FILES):
        assert client.get(f"/published/harbourhaven/2018-10/{path}").status_code == 404


def test_what_is_for_the_partnership_is_not_public(sheet, area, cast, moment, client, client_for):
    frozen = freeze_it(area, cast, moment, is_public=False)
    publish(publication=frozen, by=cast.business, at=moment)
    assert client.get("/published/harbourhaven/2018-10/").status_code == 404
    assert "Scorecard of October" not in client.get("/published/").content.decode()
    assert client_for(cast.board).get(reverse("scorecard:pack", args=[frozen.pk, "figures.csv"])).status_code == 200
    assert client_for(cast.charlie).get(reverse("scorecard:pack", args=[frozen.pk, "figures.csv"])).status_code == 403


@pytest.mark.parametrize(
    "path", ["x/2018-10/", "harbourhaven/x/", "harbourhaven/2018-09/", "harbourhaven/2018-10/x.csv"]
)
def test_what_is_not_there_is_not_there(path, published, client):
    assert client.get(f"/published/{path}").status_code == 404


def test_open_data_says_the_same_as_the_page_and_describes_itself(published, client):
    rows = rows_of(file_of(client, "figures.csv"))
    assert len(rows) == 60 * 13
    counts = [float(row["value"]) for row in rows if row["unit"] == "count" and row["value"]]
    assert min(counts) >= 6
    assert {row["status"] for row in rows if not row["value"]} <= {
        "c",
        "Not asked",
        "Nothing to count",
        "Asked, not answered",
    }
    described = json.loads(file_of(client, "figures.csv-metadata.json").content)
    assert [column["name"] for column in described["tableSchema"]["columns"]] == list(rows[0])
    assert described["url"] == "figures.csv"
    assert described["tableSchema"]["primaryKey"] == ["ref", "month"]
    keys = [(row["ref"], row["month"]) for row in rows]
    assert len(set(keys)) == len(keys)


def test_open_data_can_be_brought_in_again(published, area, moment, client, tmp_path):
    (tmp_path / "values.csv").write_bytes(file_of(client, "figures.csv").content)
    other = Area.objects.create(name="Farshore", code="farshore", started_on=date(2010, 1, 1))
    (tmp_path / "indicators.csv").write_text(indicators_csv(), "utf-8")
    read = read_sheet(tmp_path / "indicators.csv", tmp_path / "values.csv")
    report = import_sheet(area=other, sheet=read, at=moment)
    assert report.is_loaded
    fields = ("ref", "first", "number")
    theirs = set(Value.objects.filter(area=other, number__isnull=False).values_list(*fields))
    ours = set(Value.objects.filter(area=area, number__isnull=False).values_list(*fields))
    assert theirs
    assert theirs < ours
    hidden = published.values.exclude(suppression="").filter(number__isnull=False)
    left_out = {(row.ref, row.first) for row in hidden}
    assert {row[:2] for row in ours - theirs} == left_out


def test_the_pdf_is_one_that_a_screen_reader_can_follow(published, client):
    answer = file_of(client, "scorecard.pdf")
    assert answer["Content-Type"] == "application/pdf"
    content = answer.content
    assert content.startswith(b"%PDF-1.7")
    catalog = next(each for each in objects_of(content) if re.search(rb"/Type\s*/Catalog", each))
    said = (
        rb"/StructTreeRoot \d+ 0 R", rb"/MarkInfo\s*<<\s*/Marked true", rb"/Lang\s*\(en-GB\)", rb"/DisplayDocTitle true"
    )  # fmt: skip
    assert [words for words in said if not re.search(words, catalog)] == []
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"Scorecard of October</rdf:li>" in content
    assert re.findall(rb"/BaseFont\s*/(?![A-Z]{6}\+)\S+", content) == []


def test_every_picture_of_the_pdf_has_words_and_every_table_its_headings(published, client):
    content = file_of(client, "scorecard.pdf").content
    themes = contents(current(published))["themes"]
    kinds = re.findall(r"/S\s*/([A-Za-z0-9]+)\b", content.decode("latin-1"))
    drawn = sum(line["picture"] != "" for theme in themes for line in theme["lines"])
    figures = [each for each in objects_of(content) if re.search(rb"/S\s*/Figure\b", each)]
    assert drawn > 40
    assert len(figures) == drawn
    assert [each for each in figures if not re.search(rb"/Alt\s*[(<]", each)] == []
    assert kinds.count("Table") == len(themes) + 1
    assert kinds.count("TH") == 6 * len(themes) + 5
    assert {"Document", "H1", "H2", "P", "TR", "TD", "THead", "TBody", "Caption"} <= set(kinds)


def objects_of(content):
    """Return the objects of a PDF."""
    return re.findall(rb"\d+ 0 obj(.*?)endobj", content, re.S)


def test_words_in_a_pack_are_never_markup(area, cast, moment):
    read = read_sheet(EXAMPLE / "indicators.csv", EXAMPLE / "values.csv")
    import_sheet(area=area, sheet=read, at=moment)
    Comment.objects.create(
        area=area, ref="M1", first=OCTOBER.first, text='#panic("x") = Heading <label> $x', reporter=cast.business,
        written_at=moment,
    )  # fmt: skip
    made = freeze(area=area, month=OCTOBER, title="#panic()", is_public=True, by=cast.business, at=moment)
    assert pdf(release(made)).startswith(b"%PDF")


def test_the_workbook_runs_no_formula(area, cast, moment):
    read = read_sheet(EXAMPLE / "indicators.csv", EXAMPLE / "values.csv")
    import_sheet(area=area, sheet=read, at=moment)
    made = freeze(area=area, month=OCTOBER, title='=HYPERLINK("http://x")', is_public=True, by=cast.business, at=moment)
    with zipfile.ZipFile(io.BytesIO(book(release(made)))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        strings = parts.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 5
    assert not any("<f>" in sheet for sheet in sheets)
    texts = re.findall(r"<t[^>]*>([^<]*)</t>", strings)
    assert "'=HYPERLINK(&quot;http://x&quot;)" in strings or '\'=HYPERLINK("http://x")' in strings
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]


def test_a_revision_shows_in_every_output(published, area, cast, moment, client):
    before = file_of(client, "figures.csv-metadata.json").content
    row = Value.objects.get(area=area, ref="M1", first=OCTOBER.first)
    row.number = 1633
    row.save()
    notice(area=area, at=moment)
    explain(revision=Revision.objects.get(), reason="Recorded late.", by=cast.business, at=moment)
    assert "revised to" not in client.get("/published/harbourhaven/2018-10/").content.decode()
    read_reason(revision=Revision.objects.get(), by=cast.board, at=moment)
    html = client.get("/published/harbourhaven/2018-10/").content.decode()
    assert "revised to 1633" in html
    after = file_of(client, "figures.csv-metadata.json").content
    assert before != after
    assert b"Recorded late." in after
    assert rows_of(file_of(client, "figures.csv"))[12]["value"] == "1620"


def test_quarters_are_made_of_what_is_shown_alone(published, client):
    """The sum of three shown months, with n of N; left out where one month is."""
    release = current(published)
    spans, lines = combining.quarters(release)
    assert spans[-1] == "July to September 2018"
    cells = {line.indicator.ref: line.cells[-1] for line in lines}
    months = {line.indicator.ref: line.cells[-4:-1] for line in release.lines}
    flows = {ref: each for ref, each in months.items() if registry.INDICATORS[ref].kind == "flow"}
    counted = [
        ref for ref, each in flows.items()
        if registry.INDICATORS[ref].unit == "count" and all(cell.number is not None for cell in each)
    ]  # fmt: skip
    assert counted
    for ref in counted:
        assert cells[ref] == f"{sum(cell.number for cell in months[ref]):.0f}"
    hidden = [ref for ref, each in flows.items() if any(cell.is_left_out for cell in each)]
    assert hidden
    assert {cells[ref] for ref in hidden} <= {"c", "Not asked", "Asked, not answered"}
    top, whole = (sum(int(cell.number) for cell in months[ref]) for ref in ("M2", "M1"))
    assert cells["M3"].endswith(f"({top:,} of {whole:,})")
    assert cells["M3"] in client.get("/published/harbourhaven/2018-10/").content.decode()


def test_areas_together_leave_out_what_one_of_them_leaves_out(published, cast, moment, client):
    """The whole without the area that shows its figure would be the figure of the other."""
    other = Area.objects.create(name="Farshore", code="farshore", started_on=date(2010, 1, 1))
    assert client.get("/published/all-areas/2018-10/").status_code == 404
    for ref, number in (("M1", 800), ("M2", 90), ("CP7", 40), ("LAC14", 40)):
        value(other, ref, OCTOBER.first, number=str(number), at=moment)
    made = freeze(area=other, month=OCTOBER, title="Farshore", is_public=True, by=cast.business, at=moment)
    read_words(publication=made, by=cast.board, at=moment)
    publish(publication=made, by=cast.business, at=moment)
    areas, _, lines = combining.joint(OCTOBER)
    told = {line.indicator.ref: line.cells[-1] for line in lines}
    ours = {line.indicator.ref: line.now for line in current(published).lines}
    assert len(areas) == 2
    assert told["M1"] == str(int(ours["M1"].number) + 800)
    assert told["M3"].endswith(f"({int(ours['M2'].number) + 90:,} of {int(told['M1']):,})")
    assert ours["LAC14"].is_left_out
    assert told["LAC14"] == "c"
    assert told["M1"] in client.get("/published/all-areas/2018-10/").content.decode()
    assert "All areas, October 2018" in client.get("/published/").content.decode()
