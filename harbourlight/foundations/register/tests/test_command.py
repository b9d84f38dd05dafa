"""`harbourlight people` on the server: the first administrator of an empty installation, and accounts after that."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from harbourlight.foundations.agencies.models import Agency, Area, Professional

pytestmark = pytest.mark.django_db


def people(*words):
    """Run the command and return what it says."""
    said = StringIO()
    call_command("people", *words, stdout=said)
    return said.getvalue()


@pytest.fixture
def founded(letters):
    """Return what `people first` says in an empty database."""
    return people(
        "first", "--area", "Harbourhaven", "--agency", "Harbourhaven Council", "--name", "Andrew Bollard",
        "--email", "Andrew@harbourlight.example",
    )  # fmt: skip


def test_the_first_administrator_of_an_empty_installation(founded, letters, moment):
    andrew = Professional.objects.get()
    assert andrew.email == "andrew@harbourlight.example"
    assert andrew.roles_on(moment.date()) == {"administrator"}
    assert andrew.agency.areas.get() == Area.objects.get(code="harbourhaven")
    assert letters()[-1]["to"] == andrew.email
    assert "/sign-in/password/reset/key/" in founded


def test_first_is_for_the_first_only(founded):
    with pytest.raises(CommandError, match="areas and agencies already"):
        people("first", "--area", "B", "--agency", "B", "--name", "B", "--email", "b@harbourlight.example")
    assert Agency.objects.count() == 1


def test_inviting_listing_and_ending(founded, moment):
    people("invite", "--name", "Morag Tideswell", "--email", "morag@harbourlight.example", "--agency",
           "Harbourhaven Council", "--role", "mash_manager", "--area", "Harbourhaven")  # fmt: skip
    assert "morag@harbourlight.example\tMorag Tideswell\tHarbourhaven Council\tMASH manager" in people("list")
    assert "at once" in people("end", "--email", "Morag@harbourlight.example")
    assert "morag" not in people("list")
    assert "morag" in people("list", "--ended")
    assert not Professional.objects.get(name="Morag Tideswell").roles_on(moment.date())


def test_an_unknown_agency_is_refused_and_near_names_are_told(founded):
    with pytest.raises(CommandError, match="Names like it: Harbourhaven Council"):
        people("invite", "--name", "A", "--email", "a@harbourlight.example", "--agency", "Harbourhaven City",
               "--role", "practitioner")  # fmt: skip


def test_the_last_administrator_stays(founded):
    with pytest.raises(CommandError, match="last administrator"):
        people("end", "--email", "andrew@harbourlight.example")
