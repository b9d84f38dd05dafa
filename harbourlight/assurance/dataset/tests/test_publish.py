"""A published month stays as it was; what changes later shows with its reason."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from harbourlight.assurance.dataset.actions import import_sheet, read_sheet
from harbourlight.assurance.dataset.actions.export import indicators_csv, values_csv
from harbourlight.assurance.dataset.actions.publish import explain, freeze, notice, publish, read_reason, read_words
from harbourlight.assurance.dataset.actions.releases import MARK, public_releases, release
from harbourlight.assurance.dataset.models import Comment, MethodNote, Publication, PublishedValue, Revision, Value
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.cells import csv_text
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .factories import value
from .test_pages import page
from .test_pages import text_of as words_of

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).resolve().parents[4] / "examples" / "scorecard"
OCTOBER = Month(date(2018, 10, 1))


@pytest.fixture
def sheet(area, moment):
    """Bring the example sheet in."""
    read = read_sheet(EXAMPLE / "indicators.csv", EXAMPLE / "values.csv", comments=EXAMPLE / "commentary.csv")
    import_sheet(area=area, sheet=read, at=moment)
    return read


@pytest.fixture
def frozen(sheet, area, cast, moment):
    """Freeze October 2018 for everybody."""
    return freeze(area=area, month=OCTOBER, title="October", is_public=True, by=cast.business, at=moment)


def line_of(found, ref):
    return next(line for line in found.lines if line.indicator.ref == ref)


def change(area, ref, number, month=OCTOBER):
    row = Value.objects.get(area=area, ref=ref, first=month.first)
    row.number = Decimal(number)
    row.save()


def published(frozen, cast, moment):
    """Let a second person read the words, and publish."""
    read_words(publication=frozen, by=cast.board, at=moment)
    return publish(publication=frozen, by=cast.business, at=moment)


def test_a_release_keeps_to_the_order_of_the_sheet(frozen):
    assert [line.indicator.ref for line in release(frozen).lines] == list(registry.INDICATORS)


def test_a_frozen_month_keeps_figures_comments_and_definitions(frozen, area):
    assert PublishedValue.objects.filter(publication=frozen).count() == 58 * 13
    assert frozen.definitions["M1"]["declared"]["definition"].startswith("Everything that reached the front door")
    change(area, "M1", 9999)
    Comment.objects.filter(ref="M1").update(text="Other words.")
    line = line_of(release(frozen), "M1")
    assert line.now.text == "1620"
    assert "Other words" not in PublishedValue.objects.get(publication=frozen, ref="M1", first=OCTOBER.first).comment


def test_a_month_is_frozen_once_and_only_when_it_has_ended(frozen, area, cast, moment):
    with pytest.raises(StepNotAllowed, match="frozen already"):
        freeze(area=area, month=OCTOBER, title="Again", is_public=True, by=cast.business, at=moment)
    with pytest.raises(StepNotAllowed, match="not ended"):
        freeze(area=area, month=Month.of(moment.date()), title="Now", is_public=True, by=cast.business, at=moment)
    with pytest.raises(StepNotAllowed, match="no figures"):
        freeze(area=area, month=OCTOBER.back(40), title="Then", is_public=True, by=cast.business, at=moment)


def test_no_output_holds_a_small_number_or_an_average_with_a_gap(frozen):
    found = release(frozen)
    assert found.left_out > 100
    for line in found.lines:
        for cell in line.cells:
            small = line.indicator.unit == "count" and cell.number is not None and cell.number < 6
            assert not small, (line.indicator.ref, cell)
        if any(cell.is_left_out for cell in line.cells[1:]):
            assert (line.average, line.maximum) == (MARK, MARK)
            assert line.comment == ""
        if line.now.is_left_out or line.cells[-2].is_left_out:
            assert line.on_month == ""
        if line.now.is_left_out or line.cells[0].is_left_out:
            assert line.on_year == ""


def test_a_comment_that_names_a_small_number_is_left_out(area, cast, moment):
    for ref, words in (("M1", "Three of them came twice."), ("M2", "Up by a third.")):
        value(area, ref, number="90", at=moment)
        Comment.objects.create(
            area=area, ref=ref, first=OCTOBER.first, text=words, reporter=cast.business, written_at=moment
        )
    made = freeze(area=area, month=OCTOBER, title="x", is_public=True, by=cast.business, at=moment)
    found = release(made)
    assert (line_of(found, "M1").comment, line_of(found, "M2").comment) == ("", "Up by a third.")


def test_words_are_read_by_somebody_who_wrote_none_of_them(frozen, area, cast, moment):
    with pytest.raises(StepNotAllowed, match="Somebody else reads"):
        publish(publication=frozen, by=cast.business, at=moment)
    Comment.objects.filter(area=area, ref="M1", first=OCTOBER.first).update(reporter=cast.board)
    for somebody in (cast.business, cast.board):
        with pytest.raises(StepNotAllowed, match="wrote none"):
            read_words(publication=frozen, by=somebody, at=moment)
    read_words(publication=frozen, by=cast.senior, at=moment)
    assert publish(publication=frozen, by=cast.business, at=moment).state == "published"


@pytest.mark.parametrize("words", ["Both were counted twice.", "Nil return.", "There were three.", "The twins."])
def test_a_reason_or_a_title_that_tells_a_number_is_refused(words, frozen, area, cast, moment):
    change(area, "M1", 1633)
    notice(area=area, at=moment)
    with pytest.raises(StepNotAllowed, match="left out could be told"):
        explain(revision=Revision.objects.get(), reason=words, by=cast.business, at=moment)
    with pytest.raises(StepNotAllowed, match="left out could be told"):
        freeze(area=area, month=OCTOBER.back(1), title=words, is_public=True, by=cast.business, at=moment)


def test_a_reason_tells_no_number_that_is_left_out_though_it_is_not_small(frozen, area, cast, moment):
    hidden = frozen.values.filter(suppression="secondary", ref__in=("CP2", "LAC1", "CP6B", "M2")).first()
    change(area, "M1", 1633)
    notice(area=area, at=moment)
    with pytest.raises(StepNotAllowed, match=f"{int(hidden.number)}"):
        explain(revision=Revision.objects.get(), reason=f"It was {int(hidden.number)}.", by=cast.business, at=moment)


def test_a_note_that_tells_a_number_is_left_out(sheet, area, cast, moment):
    for words in ("From July the hub counts.", "From July the four are counted."):
        MethodNote.objects.create(
            area=area, ref="M1", from_on=date(2018, 7, 1), text=words, recorded_by=cast.business, recorded_at=moment
        )
    made = freeze(area=area, month=OCTOBER, title="x", is_public=True, by=cast.business, at=moment)
    assert [note["text"] for note in line_of(release(made), "M1").notes] == ["From July the hub counts."]


def test_a_later_change_is_noticed_once_and_shown_with_its_reason(frozen, area, cast, moment):
    assert notice(area=area, at=moment) == []
    change(area, "M1", 1633)
    assert len(notice(area=area, at=moment)) == 1
    assert notice(area=area, at=moment) == []
    explain(revision=Revision.objects.get(), reason="Recorded late.", by=cast.business, at=moment)
    found = release(frozen)
    assert (line_of(found, "M1").now.text, line_of(found, "M1").revisions) == ("1620", [])
    read_reason(revision=Revision.objects.get(), by=cast.board, at=moment)
    revised = line_of(release(frozen), "M1").revisions[0]
    assert (revised.text, revised.reason) == ("1633", "Recorded late.")
    with pytest.raises(StepNotAllowed):
        explain(revision=Revision.objects.get(), reason="Another reason.", by=cast.business, at=moment)
    change(area, "M1", 1640)
    assert len(notice(area=area, at=moment + timedelta(minutes=1))) == 1


def test_a_revision_tells_no_small_number_either(frozen, area, cast, moment):
    shown = line_of(release(frozen), "CP1").now.text
    assert shown.isdigit()
    change(area, "CP1", 3)
    notice(area=area, at=moment)
    explain(revision=Revision.objects.get(ref="CP1"), reason="Counted again.", by=cast.business, at=moment)
    read_reason(revision=Revision.objects.get(ref="CP1"), by=cast.board, at=moment)
    assert [each.text for each in line_of(release(frozen), "CP1").revisions] == [MARK]


def test_bringing_a_sheet_in_notices_changes_by_itself(frozen, area, moment):
    change(area, "M1", 1633)
    import_sheet(area=area, sheet=read_sheet(EXAMPLE / "indicators.csv", EXAMPLE / "values.csv"), at=moment)
    assert Revision.objects.get().ref == "M1"


def test_what_an_earlier_month_shows_stays_shown(frozen, area, cast, moment):
    published(frozen, cast, moment)
    earlier = freeze(area=area, month=OCTOBER.back(1), title="September", is_public=True, by=cast.business, at=moment)
    before = set(frozen.values.filter(suppression="").values_list("ref", "first"))
    after = set(earlier.values.exclude(suppression="").values_list("ref", "first"))
    assert not before & after


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_publications_together_tell_no_small_number(order, area, cast, moment):
    """What stood in one and what came and went in the other would give a number that both leave out."""
    for back in range(14):
        month = OCTOBER.back(back).first
        for ref, number in (("LAC1", 500 + back), ("LAC2", 3 if back == 12 else 20), ("LAC3", 30)):
            value(area, ref, month, number=str(number), at=moment)
    shown = set()
    for back in order:
        made = freeze(area=area, month=OCTOBER.back(back), title="x", is_public=True, by=cast.business, at=moment)
        shown |= set(made.values.filter(suppression="").values_list("ref", "first"))
    small, before = OCTOBER.back(12).first, OCTOBER.back(13).first
    assert ("LAC2", small) not in shown
    assert not {("LAC1", before), ("LAC1", small), ("LAC3", small)} <= shown


def test_only_the_business_unit_freezes_publishes_and_explains(frozen, area, cast, moment, client_for):
    change(area, "M1", 1633)
    notice(area=area, at=moment)
    places = [
        reverse("dataset:freeze"), reverse("dataset:publish", args=[frozen.pk]),
        reverse("dataset:explain", args=[Revision.objects.get().pk]),
    ]  # fmt: skip
    for somebody in (cast.senior, cast.manager, cast.board, cast.councillor, cast.auditor, cast.charlie):
        client = client_for(somebody)
        assert [client.post(place, {"reason": "x"}).status_code for place in places] == [403, 403, 403]
    client = client_for(cast.business)
    assert client.get(places[1]).status_code == 405
    assert "Somebody else reads" in client.post(places[1], follow=True).content.decode()
    assert client_for(cast.board).post(reverse("dataset:read_words", args=[frozen.pk])).status_code == 302
    client = client_for(cast.business)
    assert client.post(places[1]).status_code == 302
    assert client.post(places[2], {"reason": "Recorded late."}).status_code == 302
    assert list(public_releases()) == [frozen]
    client_for(cast.board).post(reverse("dataset:read_reason", args=[Revision.objects.get().pk]))
    words = words_of(page(client_for(cast.board), "dataset:publication", frozen.pk))
    assert "M1 October 2018 1620 1633" in words
    assert "Recorded late. (Gwen Capstan)" in words


def test_the_business_unit_freezes_a_month_from_its_page(sheet, area, cast, client_for):
    client = client_for(cast.business)
    sent = {"month": "2018-10", "title": "Scorecard", "is_public": "no", "small_number": "6"}
    assert client.post(reverse("dataset:freeze"), sent | {"small_number": "3"}).status_code == 200
    assert client.post(reverse("dataset:freeze"), sent | {"month": "October"}).status_code == 200
    assert client.post(reverse("dataset:freeze"), sent).status_code == 302
    assert Publication.objects.get().is_public is False
    assert "frozen already" in client.post(reverse("dataset:freeze"), sent).content.decode()
    assert "Scorecard" in page(client, "dataset:publications")


def test_another_areas_publication_is_not_there(frozen, cast, client_for):
    from harbourlight.foundations.agencies.models import AgencyArea

    AgencyArea.objects.filter(agency=cast.health).update(ended_on="2011-01-01")
    assert client_for(cast.board).get(reverse("dataset:publication", args=[frozen.pk])).status_code == 404


def test_figures_survive_the_way_out_and_in_again(sheet, area, moment, tmp_path):
    (tmp_path / "indicators.csv").write_text(indicators_csv(), "utf-8")
    (tmp_path / "values.csv").write_text(values_csv(area), "utf-8")
    other = Area.objects.create(name="Farshore", code="farshore", started_on=date(2010, 1, 1))
    report = import_sheet(area=other, sheet=read_sheet(tmp_path / "indicators.csv", tmp_path / "values.csv"), at=moment)
    assert report.is_loaded
    assert report.figures_new == 58 * 13
    fields = ("ref", "first", "number", "missing")
    assert set(Value.objects.filter(area=other).values_list(*fields)) == set(
        Value.objects.filter(area=area).values_list(*fields)
    )
    assert values_csv(other) == values_csv(area)


def test_a_cell_that_leaves_runs_no_formula():
    text = csv_text(("a",), [["=1+1"], ["@SUM(A1)"], ["\t=1"], ["＝1"], ["plain"], ["-5"]])
    assert text.splitlines()[1:] == ["'=1+1", "'@SUM(A1)", "'\t=1", "'＝1", "plain", "'-5"]


def test_only_the_business_unit_takes_the_whole_series_out(sheet, cast, client_for):
    place = reverse("dataset:export", args=["values"])
    assert client_for(cast.board).get(place).status_code == 403
    assert client_for(cast.business).get(place).content.startswith(b"ref,month,value\r\n")
