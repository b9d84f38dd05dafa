"""A history that somebody changes, shortens or adds to shows, by the seals of the read log."""

from datetime import timedelta

import pytest

from harbourlight.foundations.access import seals
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Agency

from .factories import as_superuser

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TABLE = "agencies_agencyevent"


@pytest.fixture
def sealed(cast, moment):
    """Seal the histories of two hours: an agency that was made, then renamed twice, and is renamed a third time."""
    with as_system("a test"):
        agency = Agency.objects.create(name="Farshore Trust", sector="health", kind="relevant_agency",
                                       started_on=moment.date())  # fmt: skip
        seals.seal_now(moment + timedelta(hours=2), with_histories=True)
        for name in ("Nearshore Trust", "Farshore Trust"):
            agency.name = name
            agency.save()
        seals.seal_now(moment + timedelta(hours=3), with_histories=True)
        agency.name = "Midshore Trust"
        agency.save()
    return agency


def faults():
    """Return what a verification finds about the table, as one text."""
    return "; ".join(f"{fault.seal}: {fault.what}" for fault in seals.verify().faults)


def change(words):
    """Do something to the history as somebody who may do everything in the database, and see nothing of it kept."""
    as_superuser(words.format(table=TABLE, middle=f"(SELECT max(pgh_id) - 2 FROM {TABLE})"))


def test_an_untouched_history_is_whole_and_what_is_young_waits_for_its_hour(sealed):
    verdict = seals.verify()
    assert verdict.faults == []
    assert verdict.seals == 2
    change("UPDATE {table} SET name = 'Another' WHERE pgh_id > {middle} + 1")
    assert faults() == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("UPDATE {table} SET name = 'Another' WHERE pgh_id = {middle}", "were changed"),
        ("UPDATE {table} SET pgh_created_at = '2020-01-01' WHERE pgh_id = {middle}", "were changed"),
        ("DELETE FROM {table} WHERE pgh_id = {middle}", "were deleted"),
        ("UPDATE access_historyseal h SET digest = sha256('x') WHERE h.table = '{table}'", "its root does not"),
        ("DELETE FROM access_historyseal h WHERE h.table = '{table}' AND number = 1", "is missing before number"),
        ("DELETE FROM access_seal WHERE number = 2", "its histories are left"),
    ],
)  # fmt: skip
def test_what_is_changed_afterwards_shows(sealed, words, said):
    change(words)
    assert said in faults()


def test_a_row_moved_out_of_its_place_shows_until_it_is_back(sealed):
    change("UPDATE {table} SET pgh_id = -pgh_id WHERE pgh_id = {middle}")
    assert "were deleted" in faults()
    change("UPDATE {table} SET pgh_id = -pgh_id WHERE pgh_id < 0")
    assert faults() == ""


def test_a_column_that_a_later_version_adds_changes_nothing_and_one_it_drops_is_noted(sealed):
    change("ALTER TABLE {table} ADD COLUMN motto text NOT NULL DEFAULT 'none'")
    assert faults() == ""
    change("ALTER TABLE {table} DROP COLUMN phone")
    verdict = seals.verify()
    assert verdict.faults == []
    assert {f"{TABLE} lost phone since, and cannot be compared"} == {note.what for note in verdict.notes}
