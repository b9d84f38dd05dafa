"""A reader chooses what to see of a chronology and takes it away, and nothing that is withheld leaves with it."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Reading
from harbourlight.foundations.people.actions import add_address
from harbourlight.foundations.people.tests.factories import known

from ..actions import add_entry, write_lines

pytestmark = pytest.mark.django_db
PLACE = "4 Kittiwake Row"


@pytest.fixture
def child(cast, moment, as_user):
    """Return a child whom hub and police see, with lines by the hub, the police and the school."""
    person = known(cast, moment, "Juniper", "Halewood", seen_by=[cast.alice])
    known_to(person, cast.sergeant, moment)
    told = (
        ("Hub line", cast.alice, 1, False),
        ("Police line", cast.sergeant, 20, True),
        ("School line", cast.bob, 40, False),
    )
    for what, by, days, matters in told:
        write_lines(
            person_ids=[person.pk], what=what, happened_at=moment - timedelta(days=days), source=person, by=by,
            at=moment, is_significant=matters,
        )  # fmt: skip
    return person


def known_to(person, professional, moment):
    """Put a professional into the network of a child."""
    from harbourlight.foundations.access.actions import give

    give(
        person_ids=[person.pk], basis="network", reason="In the story", by=None, at=moment, professional=professional
    )  # fmt: skip


def chosen(client, child, **asked):
    """Return the words of the lines that were chosen."""
    page = client.post(reverse("chronology:chronology", args=[child.pk]), asked).content.decode()
    return page.partition("What happened</h2>")[2]


def date_of(name, on):
    """Return a date as its three boxes."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def shown(text):
    """Return which of the three lines a page shows."""
    return [name for name in ("Hub", "Police", "School") if f"{name} line" in text]


def test_lines_are_chosen_by_agency_date_significance_source_and_words(child, cast, moment, client_for):
    alice = client_for(cast.alice)
    middle = moment.date() - timedelta(days=30)
    assert shown(chosen(alice, child)) == ["Hub", "Police", "School"]
    assert shown(chosen(alice, child, agency=str(cast.school.pk))) == ["School"]
    assert shown(chosen(alice, child, **date_of("since", middle))) == ["Hub", "Police"]
    assert shown(chosen(alice, child, **date_of("until", middle))) == ["School"]
    assert shown(chosen(alice, child, only_significant="on")) == ["Police"]
    assert shown(chosen(alice, child, kind="people.person")) == ["Hub", "Police", "School"]
    assert shown(chosen(alice, child, words="LINE hub")) == ["Hub"]
    assert shown(chosen(alice, child, words="hub police")) == []


def test_dates_the_wrong_way_round_are_refused(child, cast, moment, client_for):
    today = moment.date()
    asked = date_of("since", today) | date_of("until", today - timedelta(days=1))
    page = client_for(cast.alice).post(reverse("chronology:chronology", args=[child.pk]), asked).content.decode()
    assert "must not be before the first" in page


def test_a_long_chronology_is_read_page_by_page(child, cast, moment, client_for):
    for number in range(60):
        write_lines(
            person_ids=[child.pk], what=f"Visit {number}.", happened_at=moment - timedelta(days=100 + number),
            source=child, by=cast.alice, at=moment,
        )  # fmt: skip
    alice = client_for(cast.alice)
    address = reverse("chronology:chronology", args=[child.pk])
    assert "63 lines" in alice.get(address).content.decode()
    assert "Visit 59." not in alice.get(address).content.decode()
    assert "Visit 59." in alice.get(f"{address}?page=4").content.decode()
    assert "Visit 59." in chosen(alice, child, words="visit", page="4")


@pytest.fixture
def hidden(child, cast, moment, as_user):
    """Return the child with a protected place, which two lines and an agency's entry tell."""
    add_address(person=child, by=None, at=moment, lines=PLACE, postcode="HH1 2AB", phone="", is_hidden=True)
    write_lines(
        person_ids=[child.pk], what=f"Moved to {PLACE}", happened_at=moment, source=child, by=cast.alice, at=moment
    )
    with as_user(cast.alice):
        add_entry(
            person=child, happened_on=moment.date(), what="Seen", source=f"Visit at {PLACE}", is_significant=True,
            why_significant=f"Safe at {PLACE}", by=cast.alice, at=moment,
        )  # fmt: skip
    return child


def file(client, child, to):
    """Return the bytes of a file of a chronology."""
    return client.post(reverse("chronology:chronology", args=[child.pk]), {"to": to})


def workbook(client, child):
    """Return all the text of the workbook."""
    with zipfile.ZipFile(io.BytesIO(file(client, child, "xlsx").content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_a_withheld_place_is_in_no_page_no_search_and_no_file_of_whoever_may_not_know_it(hidden, cast, client_for):
    police = client_for(cast.sergeant)
    page = police.get(reverse("chronology:chronology", args=[hidden.pk])).content.decode()
    assert "Kittiwake" not in page
    assert "Moved to Withheld" in page
    assert "Moved to" not in chosen(police, hidden, words="kittiwake")
    told = workbook(police, hidden)
    assert "Kittiwake" not in told
    assert "Safe at Withheld" in told
    assert "are withheld" in told


def test_nobody_writes_withheld_over_what_others_may_read(child, cast, moment, as_user, client_for):
    with as_user(cast.sergeant):
        line = add_entry(
            person=child, happened_on=moment.date(), what=f"Seen at {PLACE}", source="Patrol", is_significant=False,
            by=cast.sergeant, at=moment,
        )  # fmt: skip
    address = reverse("chronology:correct", args=[line.pk])
    police = client_for(cast.sergeant)
    assert PLACE in police.get(address).content.decode()
    add_address(person=child, by=None, at=moment, lines=PLACE, postcode="HH1 2AB", phone="", is_hidden=True)
    answer = police.get(address, follow=True).content.decode()
    assert "withheld from you" in answer
    assert "Kittiwake" not in answer


def test_whoever_works_with_the_child_reads_the_place(hidden, cast, client_for):
    assert "Kittiwake" in workbook(client_for(cast.alice), hidden)


def test_the_pdf_is_a_pdf_and_each_file_is_logged(hidden, cast, client_for):
    alice = client_for(cast.alice)
    answer = file(alice, hidden, "pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'attachment; filename="chronology.pdf"'
    workbook(alice, hidden)
    with as_system("the test reads the log"):
        assert Reading.objects.filter(person_id=hidden.pk, verb="exported", professional_id=cast.alice.pk).count() == 2


def test_no_line_runs_as_a_formula(child, cast, moment, client_for):
    write_lines(
        person_ids=[child.pk], what='=HYPERLINK("http://somewhere")', happened_at=moment, source=child, by=cast.bob,
        at=moment,
    )  # fmt: skip
    told = workbook(client_for(cast.alice), child)
    assert "'=HYPERLINK" in told.replace("&#39;", "'")
    assert "<f>" not in told


def test_a_file_holds_what_was_chosen(child, cast, client_for):
    alice = client_for(cast.alice)
    address = reverse("chronology:chronology", args=[child.pk])
    with zipfile.ZipFile(io.BytesIO(alice.post(address, {"to": "xlsx", "words": "school"}).content)) as book:
        told = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "School line" in told
    assert "Police line" not in told


def test_charlie_takes_no_file(child, cast, client_for):
    assert file(client_for(cast.charlie), child, "pdf").status_code == 404
