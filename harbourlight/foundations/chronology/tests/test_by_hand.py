"""Every agency writes in the chronology of a child it sees: entries, corrections, marks and analyses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.people.tests.factories import known

from ..actions import NotAllowed, add_entry, correct_entry, mark
from ..models import Entry, Line, Mark

pytestmark = pytest.mark.django_db
MARCH = {"happened_on-day": "21", "happened_on-month": "3", "happened_on-year": "2026"}
TOLD = MARCH | {
    "what": "Came hungry again",
    "source": "School log",
    "is_significant": "yes",
    "why_significant": "Third time",
}


@pytest.fixture
def child(cast, moment):
    """Return a child whom the hub and the school see."""
    return known(cast, moment, "Juniper", "Halewood", seen_by=[cast.alice, cast.bob])


@pytest.fixture
def entry(child, cast, moment, as_user):
    """Return the line of an entry that the school wrote."""
    with as_user(cast.bob):
        return add_entry(
            person=child, happened_on=moment.date() - timedelta(days=9), what="Came hungry", source="School log",
            is_significant=False, by=cast.bob, at=moment - timedelta(days=1),
        )  # fmt: skip


def words(client, child):
    """Return the words of a chronology."""
    return client.get(reverse("chronology:chronology", args=[child.pk])).content.decode()


def test_what_the_school_adds_the_hub_reads_with_its_source_and_why_it_matters(child, cast, client_for):
    address = reverse("chronology:entry_add", args=[child.pk])
    client = client_for(cast.bob)
    assert client.post(address, TOLD).status_code == 302
    text = words(client_for(cast.alice), child)
    for told in ("Came hungry again", "School log", "Why: Third time", "Significant", "21 March 2026<"):
        assert told in text


def test_an_entry_says_when_and_where_it_comes_from(child, cast, client_for):
    address = reverse("chronology:entry_add", args=[child.pk])
    page = client_for(cast.bob).post(address, {"what": "Came hungry"}).content.decode()
    assert "Error:" in page
    assert Line.objects.count() == 0


def test_only_the_agency_that_wrote_an_entry_corrects_it_and_history_stays(
    entry, child, cast, moment, client_for, as_user
):
    address = reverse("chronology:correct", args=[entry.pk])
    assert client_for(cast.alice).get(address).status_code == 404
    bob = client_for(cast.bob)
    assert "Came hungry" in bob.get(address).content.decode()
    sent = TOLD | {"what": "Came without breakfast", "why_corrected": "Misheard", "version": "1"}
    assert bob.post(address, sent).status_code == 302
    text = words(bob, child)
    assert "Came without breakfast" in text
    assert "Came hungry" not in text
    history = client_for(cast.alice).get(reverse("chronology:entry", args=[entry.pk])).content.decode()
    assert "Came hungry" in history
    assert "Misheard" in history
    with as_user(cast.bob), pytest.raises(ProgrammingError), transaction.atomic():
        Entry.objects.update(what="Never said")


def test_whoever_corrects_second_is_told(entry, cast, moment, as_user):
    told = {"happened_on": moment.date(), "source": "School log", "is_significant": False, "why_corrected": "So"}
    with as_user(cast.bob):
        correct_entry(line=entry, what="First", version=1, by=cast.bob, at=moment, **told)
        with pytest.raises(NotAllowed, match="Somebody else corrected"):
            correct_entry(line=entry, what="Second", version=1, by=cast.bob, at=moment, **told)


def test_a_mark_keeps_who_said_why_and_the_newest_holds(entry, child, cast, moment, as_user, client_for):
    address = reverse("chronology:mark", args=[entry.pk])
    alice = client_for(cast.alice)
    assert alice.post(address, {"is_significant": "yes", "reason": ""}).status_code == 200
    assert alice.post(address, {"is_significant": "yes", "reason": "A pattern of neglect"}).status_code == 302
    assert "Why: A pattern of neglect" in words(alice, child)
    with as_user(cast.bob):
        mark(line=entry, is_significant=False, reason="Explained since", by=cast.bob, at=moment + timedelta(hours=1))
        assert not Line.objects.get(pk=entry.pk).is_significant
        assert Mark.objects.filter(line=entry).count() == 2


def test_an_analysis_says_when_it_is_out_of_date(entry, child, cast, client_for):
    bob = client_for(cast.bob)
    assert "Nobody has written an analysis" in words(bob, child)
    assert bob.post(reverse("chronology:analyse", args=[child.pk]), {"text": "Hunger on Mondays."}).status_code == 302
    text = words(bob, child)
    assert "Hunger on Mondays." in text
    assert "out of date" not in text
    bob.post(reverse("chronology:entry_add", args=[child.pk]), TOLD)
    assert "1 line was written or corrected after it" in words(bob, child)


def test_charlie_reads_and_writes_nothing(entry, child, cast, client_for):
    charlie = client_for(cast.charlie)
    for name, pk in (("chronology", child.pk), ("entry_add", child.pk), ("analyse", child.pk), ("entry", entry.pk),
                     ("correct", entry.pk), ("mark", entry.pk)):  # fmt: skip
        address = reverse(f"chronology:{name}", args=[pk])
        assert charlie.get(address).status_code == 404, name
        assert charlie.post(address, TOLD | {"to": "pdf", "text": "x", "reason": "x"}).status_code == 404, name


def test_an_asked_agency_sees_who_the_child_is_and_writes_nothing(entry, child, cast, moment, client_for):
    give(person_ids=[child.pk], basis="asked", scope="identity", reason="Asked", by=None, at=moment, agency=cast.health)
    nurse = client_for(cast.nurse)
    assert "Came hungry" not in words(nurse, child)
    for name in ("entry_add", "analyse"):
        assert nurse.post(reverse(f"chronology:{name}", args=[child.pk]), TOLD).status_code == 404
    assert nurse.get(reverse("chronology:mark", args=[entry.pk])).status_code == 404


def test_the_second_lock_closes_what_is_written_by_hand(entry, cast, as_user):
    with as_user(cast.charlie), connection.cursor() as cursor:
        for table in ("chronology_entry", "chronology_mark", "chronology_analysis", "chronology_line"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)


def test_a_day_is_told_without_a_time(entry, child, cast, client_for):
    assert datetime(2026, 1, 1, tzinfo=UTC) < entry.happened_at
    assert "midnight" not in words(client_for(cast.bob), child)
