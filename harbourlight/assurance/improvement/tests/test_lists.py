"""A whole list is brought in, looked at, taken in, and taken back whole while nobody has answered."""

import io
import zipfile
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions
from ..models import Addressee, BroughtList, Recommendation
from .factories import PANEL, recommendation

pytestmark = pytest.mark.django_db
BRING = "/recommendations/lists/bring/"
HEAD = ("Para", "Area for improvement", "Grade", "Lead agency", "By when", "Section", "Part")
LINES = [
    ("2.1", "Files are read, each month.", "Requires improvement", "Southern Shore Police", "Within 3 months", "", ""),
    ("2.2", "Nobody waits.", "Inadequate", "Southern Shore Police; Harbourhaven Council", "immediately", "", ""),
    ("2.3", "Plans are shared.", "", "", "30 June 2019", "Plans", "1"),
]  # fmt: skip
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def csv_of(rows):
    """Return rows as a CSV file."""
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def docx_of(rows):
    """Return rows as the table of a Word document, below a paragraph."""
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    body = f"<w:p><w:r><w:t>What must improve</w:t></w:r></w:p><w:tbl>{cells}</w:tbl>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return made.getvalue()


def told(cast, **more):
    """Return the answers of a list from an inspection of the council."""
    return {
        "submission": uuid4(), "area": cast.area.pk, "body": PANEL["body_key"], "source": "inspection",
        "source_title": "Inspection of the partnership", "published_on-day": 29, "published_on-month": 11,
        "published_on-year": 2018, "timescale": "six_months", "agencies": [cast.health.pk], **more,
    }  # fmt: skip


@pytest.fixture
def unit(cast, moment, client_for):
    """Return the browser of the business unit, whose panel recommended something before."""
    recommendation(cast, moment)
    return client_for(cast.business)


@pytest.mark.parametrize(("name", "made"), [("list.csv", csv_of), ("list.docx", docx_of)])
def test_a_table_is_read_line_by_line_with_paragraph_grade_wording_and_derived_date(unit, cast, name, made):
    answer = unit.post(BRING, told(cast, file=SimpleUploadedFile(name, made([HEAD, *LINES]))))
    brought = BroughtList.objects.get()
    assert answer.headers["Location"] == brought.get_absolute_url()
    assert Recommendation.objects.filter(brought=brought).count() == 0
    page = unit.get(brought.get_absolute_url()).content.decode()
    for words in ("2.1", "Files are read, each month.", "Requires improvement", "28 February 2019", "30 June 2019"):
        assert words in page, words
    unit.post(f"{brought.get_absolute_url()}take-in/", {"submission": uuid4(), "version": 1})
    rows = Recommendation.objects.filter(brought=brought).order_by("paragraph")
    assert [(row.paragraph, row.grade, row.due_on) for row in rows] == [
        ("2.1", "Requires improvement", date(2019, 2, 28)), ("2.2", "Inadequate", date(2018, 11, 29)),
        ("2.3", "", date(2019, 6, 30)),
    ]  # fmt: skip
    assert [sorted(each.who for each in row.addressees.all()) for row in rows] == [
        ["Southern Shore Police"], ["Harbourhaven Council", "Southern Shore Police"], ["Harbourhaven Integrated Care"],
    ]  # fmt: skip
    assert (rows[2].heading, rows[2].part) == ("Plans", "1")


@pytest.mark.parametrize("number", [15, 43])
def test_pasted_lines_that_begin_with_their_number_are_taken_in_and_taken_back_whole(unit, cast, moment, number):
    text = "\n".join(f"{each}. Something\nimproves, number {each}." for each in range(1, number + 1))
    unit.post(BRING, told(cast, pasted=text))
    brought = BroughtList.objects.get()
    assert brought.lines[0]["text"] == "Something improves, number 1."
    actions.take_in(broughtlist=brought, by=cast.business, at=moment)
    rows = Addressee.objects.filter(recommendation__brought=brought)
    assert (rows.count(), set(rows.values_list("due_on", flat=True))) == (number, {date(2019, 5, 29)})
    actions.take_back(broughtlist=brought, reason="The wrong report.", by=cast.business, at=moment)
    assert set(rows.values_list("state", flat=True)) == {"withdrawn"}
    assert not rows.on_list().exists()
    assert StepTaken.objects.filter(step="take_back", subject_kind="improvement.addressee").count() == number


def test_a_list_of_which_one_was_answered_is_not_taken_back_whole(unit, cast, moment):
    unit.post(BRING, told(cast, pasted="1. One thing.\n2. Another."))
    brought = BroughtList.objects.get()
    actions.take_in(broughtlist=brought, by=cast.business, at=moment)
    first = Addressee.objects.filter(recommendation__brought=brought).first()
    actions.respond(addressee=first, answer="accepted", by=cast.board, at=moment)
    with pytest.raises(StepNotAllowed, match="1 of its recommendations were answered"):
        actions.take_back(broughtlist=brought, reason="The wrong report.", by=cast.business, at=moment)


def test_what_nobody_understands_is_shown_and_not_taken_in(unit, cast, moment):
    rows = [HEAD, ("1", "Files are read.", "", "The coastguard", "when it suits", "", "")]
    unit.post(BRING, told(cast, file=SimpleUploadedFile("list.csv", csv_of(rows))))
    brought = BroughtList.objects.get()
    page = unit.get(brought.get_absolute_url()).content.decode()
    assert "no agency here is called The coastguard; “when it suits” is no date" in page
    with pytest.raises(StepNotAllowed, match="Mend 1 of its lines"):
        actions.take_in(broughtlist=brought, by=cast.business, at=moment)
    assert actions.throw_away(broughtlist=brought, by=cast.business, at=moment).state == "thrown_away"


def test_nothing_that_can_be_read_is_said_at_once(unit, cast):
    assert b"Upload the table, or paste it" in unit.post(BRING, told(cast)).content
    assert b"There is a problem" in unit.post(BRING, told(cast, pasted="Just some words.")).content


def test_what_is_made_again_leads_to_the_old_one_and_back(unit, cast, moment):
    old = Recommendation.objects.get()
    page = unit.get(f"/recommendations/to/recommend/?again={old.pk}")
    assert page.context["form"]["text"].value() == old.text
    new = recommendation(cast, moment, text="Destinations, once more.", again_of=old)
    assert old.get_absolute_url() in unit.get(new.get_absolute_url()).content.decode()
    assert new.get_absolute_url() in unit.get(old.get_absolute_url()).content.decode()
