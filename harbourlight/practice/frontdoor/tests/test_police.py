"""Police notifications: a file is checked in words, loaded whole and once, or not at all."""

import csv
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Person, Relationship
from harbourlight.practice.frontdoor import actions
from harbourlight.practice.frontdoor.forms.police import COLUMNS, checked_rows, table_of, template_csv
from harbourlight.practice.frontdoor.models import Contact, PoliceBatch

ROW = {
    "notification_number": "N-1", "occurred_at": "20/03/2026 16:10", "officer": "PC 1234", "risk": "high",
    "domestic_abuse": "yes", "circumstances": "Shouting heard; children upstairs.", "child_first_name": "Isla",
    "child_last_name": "Breakwater", "child_date_of_birth": "09/05/2017", "child_sex": "F",
    "adult_1_first_name": "Moira", "adult_1_last_name": "Breakwater", "adult_1_relation": "mother",
}  # fmt: skip


def sheet(*rows, columns=COLUMNS, delimiter=","):
    """Return rows as CSV text."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def errors_of(moment, **changes):
    """Return what is wrong in one row."""
    return checked_rows(table_of(sheet({**ROW, **changes}).encode()), moment)[0]["errors"]


def test_the_template_itself_has_nothing_wrong(moment):
    [row] = checked_rows(table_of(template_csv().encode()), moment)
    assert row["errors"] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_file_of_any_spreadsheet_is_read(moment, encoding, delimiter):
    text = sheet({**ROW, "child_last_name": "Élan"}, delimiter=delimiter)
    [row] = checked_rows(table_of(text.encode(encoding)), moment)
    assert row["errors"] == []
    assert row["values"]["child"]["last_name"] == "Élan"


def zip_bomb():
    """Return a small file that unpacks to a large one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 20_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zip_bomb(), "cannot read this workbook"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "not a CSV file"),
        (b"%PDF-1.7 something", "not a CSV file"),
        (b"\x1f\x8b\x08\x00" + b"x" * 40, "not a CSV file"),
        (b"\x7fELF" + bytes(range(1, 200)), "not"),
        (b"a,b\x00,c\n", "not text"),
        (b"", "The file is empty"),
        (b"x" * (5 * 1024 * 1024 + 1), "smaller than 5MB"),
        (b"name,colour\nA,red\n", "No row names the columns"),
        (sheet(ROW).replace("risk", "hazard").encode(), "these are missing: risk"),
        (sheet().encode(), "no notifications"),
        (sheet(*[ROW] * 10_001).encode()[: 5 * 1024 * 1024], "10,000 rows"),
        (sheet(ROW).replace("PC 1234", '"' + "x" * 140_000).encode(), "cannot read the file as CSV"),
    ],
)
def test_a_file_that_is_none_says_so_in_words(moment, content, words):
    with pytest.raises(ValidationError) as refusal:
        checked_rows(table_of(content), moment)
    assert words in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"officer": "=HYPERLINK(1)"}, "officer begins with “=”"),
        ({"circumstances": "\u200b＝cmd"}, "circumstances begins with “=”"),
        ({"child_first_name": "+1"}, "child_first_name begins with “+”"),
        ({"child_date_of_birth": "31/02/2017"}, "child_date_of_birth is no date: write it like 21/03/2017"),
        ({"child_date_of_birth": "09/05/2099"}, "lies in the future"),
        ({"occurred_at": "yesterday"}, "write it like 20/03/2026 16:10"),
        ({"risk": "enormous"}, "risk is not one of standard, medium, high"),
        ({"circumstances": ""}, "circumstances is empty"),
        ({"adult_1_relation": "friend"}, "adult_1_relation is not one of"),
        ({"child_expected_on": "01/01/2027"}, "keep one of them"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_with_how_to_put_it_right(moment, changes, words):
    assert any(words in error for error in errors_of(moment, **changes))


def test_an_unborn_child_a_partial_birth_date_and_no_name_are_good(moment):
    assert not errors_of(moment, child_date_of_birth="", child_expected_on="01/01/2027", child_first_name="")
    assert not errors_of(moment, child_date_of_birth="2017")
    assert not errors_of(moment, child_date_of_birth="05/2017", child_last_name="", child_first_name="")


def upload(client, cast, *rows, name="notifications.csv"):
    """Upload rows and return the answer."""
    file = SimpleUploadedFile(name, sheet(*rows).encode(), content_type="text/csv")
    return client.post("/front-door/police/", {"area": str(cast.area.id), "file": file})


def stored(model=Contact):
    """Return every row, whoever asks."""
    with as_system("the test looks at what was stored"):
        return list(model.objects.all())


@pytest.mark.django_db
def test_a_sergeant_loads_a_file_once(cast, client_for):
    client = client_for(cast.sergeant)
    assert client.get("/front-door/police/").status_code == 200
    sibling = {**ROW, "child_first_name": "Rory", "child_date_of_birth": "2020"}
    place = upload(client, cast, ROW, sibling, {**ROW, "notification_number": "N-2", "risk": "standard"}).url
    assert "2 notifications, nothing wrong" in client.get(place).content.decode()
    assert not stored()
    client.post(f"{place}load/")
    client.post(f"{place}load/")
    first, second = sorted(stored(), key=lambda contact: contact.external_reference)
    assert (len(first.child_ids), first.urgency, second.urgency) == (2, "today", "routine")
    assert first.referrer_agency == cast.police
    assert "PC 1234" in first.referrer_name
    assert set(second.child_ids) < set(first.child_ids)
    assert len(stored(Person)) == 3
    assert {row.kind for row in stored(Relationship)} == {"sibling", "mother"}
    assert stored(PoliceBatch)[0].rows == []
    again = upload(client, cast, ROW, sibling, {**ROW, "notification_number": "N-2", "risk": "standard"}).url
    assert "was loaded before" in client.post(f"{again}load/", follow=True).content.decode()
    assert len(stored()) == 2


@pytest.mark.django_db
def test_one_wrong_row_keeps_the_whole_file_out(cast, client_for):
    client = client_for(cast.alice)
    place = upload(client, cast, ROW, {**ROW, "risk": "enormous"}).url
    page = client.get(place).content.decode()
    assert "1 row to put right" in page
    assert "risk is not one of" in page
    client.post(f"{place}load/")
    assert not stored()


@pytest.mark.django_db
def test_a_discarded_file_is_forgotten(cast, client_for):
    client = client_for(cast.alice)
    place = upload(client, cast, ROW).url
    client.post(f"{place}discard/")
    [batch] = stored(PoliceBatch)
    assert batch.rows == []
    client.post(f"{place}load/")
    assert not stored()


@pytest.mark.django_db
def test_a_colleague_cannot_open_the_file_and_a_school_not_even_the_page(cast, client_for):
    place = upload(client_for(cast.alice), cast, ROW).url
    assert client_for(cast.manager).get(place).status_code == 404
    assert client_for(cast.bob).get("/front-door/police/").status_code == 403


@pytest.mark.django_db
def test_a_month_of_notifications_is_loaded_whole_and_once(cast, moment, as_user):
    rows = [
        {
            **ROW, "notification_number": f"N-{number}", "child_first_name": f"Child{number % 1100}",
            "child_last_name": f"Quay{number % 97}",
            "child_date_of_birth": f"{number % 28 + 1:02}/05/{2010 + number % 14}",
        }
        for number in range(1440)
    ]  # fmt: skip
    with as_user(cast.sergeant):
        checked = checked_rows(table_of(sheet(*rows).encode()), moment)
        batch = actions.preview_batch(
            area=cast.area, file_name="month.csv", digest="d", rows=checked, by=cast.sergeant, at=moment
        )
        contacts = actions.load_batch(batch=batch, by=cast.sergeant, at=moment)
        with pytest.raises(StepNotAllowed):
            actions.load_batch(batch=batch, by=cast.sergeant, at=moment)
    assert len(contacts) == 1440
    assert len(stored(Deadline)) == 1440
