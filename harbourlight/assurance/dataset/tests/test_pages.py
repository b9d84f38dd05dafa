"""The sheet and the page of an indicator: who sees what, and what they say."""

import io
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from harbourlight.assurance.dataset.actions import comment, compute, import_sheet, read_sheet
from harbourlight.assurance.dataset.models import Comment, MethodNote, Question, Scorecard, SheetImport
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures.months import Month
from harbourlight.practice.frontdoor.tests.stories import told

from .factories import value

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).resolve().parents[4] / "examples" / "scorecard"
OCTOBER = Month(date(2018, 10, 1))


@pytest.fixture
def published(area, moment):
    """Return the import of the example sheet."""
    names = {"comments": "commentary.csv", "derived": "published_derived.csv", "populations": "populations.csv"}
    files = {name: EXAMPLE / file for name, file in names.items()}
    sheet = read_sheet(
        EXAMPLE / "indicators.csv", EXAMPLE / "values.csv", year="2016-17", updated=date(2017, 11, 1), **files
    )
    return import_sheet(area=area, sheet=sheet, at=moment)


def page(client, name="dataset:sheet", *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(html):
    """Return what stands on a page without its marks, spaces made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def row_of(html, ref):
    """Return one row of the sheet as text."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.S)
    return text_of(next(row for row in rows if f"/{ref}/?" in row))


def test_the_sheet_shows_what_was_printed(published, cast, client_for):
    client = client_for(cast.board)
    html = page(client, month="2018-10")
    assert "Dataset: Harbourhaven, October 2018" in html
    m1 = row_of(html, "M1")
    for shown in ("1620", "1441", "12% ↑", "18% ↑", "1439", "1754", "local measure", "Brought in"):
        assert shown in m1
    m8 = row_of(html, "M8-QL")
    for shown in ("76.0%", "-22% ↓ ! Negative", "-13% ↓ ! Negative", "91.3%", "98.0%", "higher is better"):
        assert shown in m8
    assert "England 354" in row_of(html, "M2")
    assert "To be confirmed" in row_of(html, "LAC16")
    assert "nothing to count" in row_of(html, "CP2b%20%25")
    assert "brought in 58" in html
    assert len(re.findall(r"<svg ", html)) == 58


def test_the_last_month_and_its_changes_stand_beside_the_title_and_older_months_are_folded(published, cast, client_for):
    client = client_for(cast.board)
    html = page(client, month="2018-10")
    heads = re.findall(r"<th scope=.col.[^>]*>(?:<a[^>]*>)?([^<]+)", html)
    assert heads[:5] == ["Indicator", "Oct 18", "Line", "On the month before", "On the year before"]
    assert heads[-12:] == [f"{month.first:%b %y}" for month in Month(date(2018, 9, 1)).last_of(12)]
    assert "sheet--folded" in html
    assert "sheet--folded" not in page(client, month="2018-10", past="shown")
    assert "sheet--folded" not in page(client, month="2018-10", view="full")
    assert "England 354 (2016-17)" in text_of(row_of(html, "M2"))


def test_without_a_month_the_last_with_figures_is_shown(published, cast, client_for):
    assert "October 2018" in page(client_for(cast.councillor))


def test_an_area_without_figures_says_why_there_are_none(cast, client_for):
    html = page(client_for(cast.auditor))
    assert "not asked 60" in html
    later = page(client_for(cast.auditor), month="2090-01")
    assert "not yet due 60" in later
    for nonsense in ("0001-01", "9999-12", "2018-13", "x", "２０１８-10"):
        assert "not asked 60" in page(client_for(cast.auditor), month=nonsense)


def test_a_theme_a_scorecard_and_an_order_can_be_asked_for(published, cast, area, moment, client_for):
    client = client_for(cast.board)
    assert page(client, month="2018-10", theme="early_help").count('<th scope="row">') == 4
    Scorecard.objects.create(area=area, slug="met", title="Missing children", refs=["EH5-QL", "M4"], made_at=moment)
    assert page(client, month="2018-10", card="met").count('<th scope="row">') == 2
    ordered = page(client, month="2018-10", sort="-year")
    refs = re.findall(r'<th scope="row"><a href="/dataset/([^/]+)/', ordered)
    assert refs[0] == "LAC6%20(val)"
    assert 'aria-sort="descending"' in ordered
    assert page(client, month="2018-10", sort="nonsense", theme="nonsense", view="full").count('<th scope="row">') == 60


def test_a_break_in_the_series_is_shown_as_one(published, cast, moment, client_for):
    MethodNote.objects.create(
        ref="M8-QL", from_on=date(2018, 7, 4), text="One working day.", is_break=True, recorded_at=moment
    )
    assert "Counted another way since 4 July 2018" in row_of(page(client_for(cast.board), month="2018-10"), "M8-QL")
    html = page(client_for(cast.board), "dataset:indicator", "M8-QL", month="2018-10")
    assert "a break in the series" in html


def test_charlie_sees_no_figures(published, cast, client_for):
    client = client_for(cast.charlie)
    for name, args in (("sheet", ()), ("indicator", ("M1",)), ("comment", ("M1",)), ("ask", ("M1",)), ("imports", ())):
        assert client.get(reverse(f"dataset:{name}", args=args)).status_code == 403


def test_another_areas_sheet_is_not_there(published, cast, client_for):
    from harbourlight.foundations.agencies.models import AgencyArea

    AgencyArea.objects.filter(agency=cast.health).update(ended_on="2011-01-01")
    client = client_for(cast.board)
    assert client.get(reverse("dataset:sheet")).status_code == 404
    assert client.get(reverse("dataset:import", args=[published.pk])).status_code == 404


def test_the_page_of_an_indicator_shows_its_parts_and_its_definition(published, cast, client_for):
    words = text_of(page(client_for(cast.board), "dataset:indicator", "M3", month="2018-10"))
    for shown in ("14.5%", "Numerator 235 ( M2 )", "Denominator 1620 ( M1 )", "M2 out of M1.", "local measure"):
        assert shown in words
    words = text_of(page(client_for(cast.board), "dataset:indicator", "EH3e%", month="2018-10"))
    assert "England 17.1% (2016-17, brought up to date November 2017)" in words
    assert "-92% is printed, the values give 92%; a misprint" in words
    words = text_of(page(client_for(cast.board), "dataset:indicator", "EH3", month="2018-10"))
    assert "It seems to belong to CP1 ; it was not moved." in words


def test_an_unknown_indicator_is_not_there(cast, client_for):
    assert client_for(cast.board).get(reverse("dataset:indicator", args=["FD-04"])).status_code == 404


@pytest.fixture
def last(moment):
    return Month.of(moment.astimezone(LONDON).date()).back(1)


def test_from_the_number_to_the_list(cast, area, moment, last, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood", happened_at=last.span[0] + timedelta(hours=2))
    compute(area=area, months=[last], at=moment)
    words = text_of(page(client_for(cast.board), "dataset:indicator", "M1", month=str(last)))
    assert "1 record stands behind the number. You see the number only." in words
    assert "MASH manager" in words
    assert contact.reference not in words
    html = page(client_for(cast.manager), "dataset:indicator", "M3", month=str(last))
    link = re.search(r'href="(/front-door/[^"]*FD-01[^"]*)"', html)[1].replace("&amp;", "&")
    assert contact.reference in client_for(cast.manager).get(link).content.decode()


def test_a_comment_is_kept_with_its_history_and_marks(published, cast, area, moment, client_for):
    unit = cast.business
    client = client_for(unit)
    address = reverse("dataset:comment", args=["M1"]) + "?month=2018-10"
    assert "The number of contacts rose again" in client.get(address).content.decode()
    assert client.post(address, {"text": "More schools wrote.", "version": 1}).status_code == 302
    words = text_of(page(client, "dataset:indicator", "M1", month="2018-10"))
    assert "More schools wrote." in words
    assert "Gwen Capstan" in words
    assert "Earlier wordings" in words
    assert "The number of contacts rose again" in words
    second = client.post(address, {"text": "Others wrote.", "version": 1}).content.decode()
    assert "Somebody else changed this" in second
    assert "Others wrote." in second
    assert Comment.objects.get(ref="M1").text == "More schools wrote."


def test_a_copied_comment_and_one_older_than_its_figure_are_marked(cast, area, moment, client_for):
    unit = cast.business
    for back, at in ((1, moment - timedelta(days=40)), (0, moment - timedelta(days=9))):
        month = OCTOBER.back(back)
        value(area, "M1", month.first, at=moment)
        comment(area=area, ref="M1", month=month, text="All is  well.", by=unit, at=at)
    words = text_of(page(client_for(cast.board), "dataset:indicator", "M1", month="2018-10"))
    assert "The same words as last month" in words
    assert "Older than its figure" in words
    words = text_of(page(client_for(cast.board), "dataset:indicator", "M1", month="2018-09"))
    assert "The same words" not in words


def test_a_question_asked_at_a_meeting_is_kept_with_its_answer(published, cast, client_for):
    client = client_for(cast.councillor)
    address = reverse("dataset:ask", args=["M8-QL"]) + "?month=2018-10"
    html = client.get(address).content.decode()
    submission = re.search(r'name="submission" value="([^"]+)"', html)[1]
    sent = {
        "meeting": "Councillors' panel", "asked_on-day": "29", "asked_on-month": "11", "asked_on-year": "2018",
        "text": "Why did it fall?", "submission": submission,
    }  # fmt: skip
    for _ in range(3):
        assert client.post(address, sent).status_code == 302
    question = Question.objects.get()
    assert (question.meeting, question.asked_on, question.asked_by) == (
        "Councillors' panel",
        date(2018, 11, 29),
        cast.councillor,
    )
    reply = reverse("dataset:answer", args=[question.pk])
    assert client.get(reply).status_code == 403
    client = client_for(cast.manager)
    assert client.post(reply, {"text": "Two posts are vacant.", "version": 1}).status_code == 302
    words = text_of(page(client, "dataset:indicator", "M8-QL", month="2018-10"))
    assert "Why did it fall? Councillors' panel, 29 November 2018; asked by Col Rudder" in words.replace("&#x27;", "'")
    assert "Two posts are vacant." in words
    assert "Somebody else changed" in client.post(reply, {"text": "No.", "version": 1}).content.decode()


def test_a_board_member_writes_no_comment(cast, client_for):
    assert client_for(cast.board).get(reverse("dataset:comment", args=["M1"])).status_code == 403


def test_what_was_found_in_a_sheet_can_be_read(published, cast, client_for):
    client = client_for(cast.auditor)
    assert reverse("dataset:import", args=[published.pk]) in page(client, "dataset:imports")
    html = page(client, "dataset:import", published.pk)
    assert html.count("A comment that speaks of another row") == 9
    assert html.count("a misprint") == 2
    assert SheetImport.objects.count() == 1


def test_the_words_of_a_misplaced_comment_are_offered_to_their_row(published, cast, client_for):
    client = client_for(cast.business)
    html = page(client, "dataset:indicator", "EH3", month="2018-10")
    link = re.search(r'href="([^"]*CP1/comment/[^"]*from=EH3)"', html)[1].replace("&amp;", "&")
    assert "More section 47 enquiries were started" in client.get(link).content.decode()
    assert not Comment.objects.filter(ref="CP1").exists()
    assert "Use its words" not in page(client_for(cast.board), "dataset:indicator", "EH3", month="2018-10")


def test_the_business_unit_brings_a_sheet_in_and_reads_its_report(cast, client_for):
    address = reverse("dataset:bring_in")
    assert client_for(cast.board).get(address).status_code == 403

    def sent(values):
        files = {"indicators": (EXAMPLE / "indicators.csv").read_bytes(), "values": values}
        named = {name: io.BytesIO(content) for name, content in files.items()}
        for name, file in named.items():
            file.name = f"{name}.csv"
        return client_for(cast.business).post(address, named | {"year": "2016-17"})

    values = (EXAMPLE / "values.csv").read_bytes()
    answer = sent(values)
    assert answer.status_code == 302
    assert "754 figures were read. 754 were new" in text_of(client_for(cast.board).get(answer.url).content.decode())
    refused = sent(values.replace(b"M1,2018-10,1620", b"M1,2018-10,lots"))
    words = text_of(client_for(cast.board).get(refused.url).content.decode())
    assert "Nothing was loaded." in words
    assert "“lots” is not a number" in words
    assert "these are missing: value. Add them. Nothing was loaded." in sent(b"ref,month\n").content.decode()
