"""Telling of a child and then searching for the name says nothing of what is on file."""

from datetime import date

import pytest

from harbourlight.foundations.access.actions import bar
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.people import search
from harbourlight.foundations.people.actions import record_person
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.people.search import Query
from harbourlight.practice.frontdoor.actions import ReportedChild, decide
from harbourlight.practice.frontdoor.choices import Outcome

from .factories import receive

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BORN = date(2017, 3, 9)


def tell_of(cast, moment, first_name, team=None):
    """Tell the front door of one child, alone."""
    told = ReportedChild(first_name=first_name, last_name="Quillfeather", born_on=BORN)
    return receive(cast, moment, children=[told], adults=[])


def found(cast, who, moment, as_user, first_name):
    """Return the names somebody's search finds."""
    with as_user(who):
        return [match.display_name for match in search.find(Query(f"{first_name} Quillfeather", BORN), who, moment)]


@pytest.fixture
def hidden(cast, moment):
    """Return a child whose existence is hidden from all but the senior manager."""
    with as_system("the test puts a hidden child on file"):
        child = record_person(by=cast.senior, at=moment, first_name="Juniper", last_name="Quillfeather", born_on=BORN)
        bar(
            person_id=child.pk, kind="restricted", professionals=[cast.senior], hides_existence=True,
            reason="Adopted", by=cast.senior, at=moment,
        )  # fmt: skip
    return child


def test_a_hidden_child_and_one_never_heard_of_look_the_same_to_whoever_told(cast, moment, as_user, hidden):
    tell_of(cast, moment, "Juniper")
    tell_of(cast, moment, "Aspen")
    assert found(cast, cast.bob, moment, as_user, "Juniper") == found(cast, cast.bob, moment, as_user, "Aspen") == []
    assert found(cast, cast.charlie, moment, as_user, "Aspen") == []


def test_the_hub_finds_a_child_it_was_told_of(cast, moment, as_user):
    tell_of(cast, moment, "Aspen")
    assert found(cast, cast.alice, moment, as_user, "Aspen") == ["Aspen Quillfeather"]


def test_a_child_whom_a_team_takes_on_is_found_by_everybody(cast, moment, as_user):
    contact = tell_of(cast, moment, "Aspen")
    with as_user(cast.manager):
        decide.decide(
            contact=contact, outcome=Outcome.REFERRAL, tier="", rationale="Needs an assessment.", by=cast.manager,
            at=moment, team=cast.assessment,
        )  # fmt: skip
    assert found(cast, cast.charlie, moment, as_user, "Aspen") == ["Aspen Quillfeather"]


def test_a_child_nobody_takes_on_stays_unfound_by_others(cast, moment, as_user):
    contact = tell_of(cast, moment, "Aspen")
    with as_user(cast.manager):
        decide.decide(
            contact=contact,
            outcome=Outcome.NO_ACTION,
            tier="",
            rationale="No worry stands.",
            by=cast.manager,
            at=moment,
        )
    assert found(cast, cast.charlie, moment, as_user, "Aspen") == []
    with as_system("the test looks at what was stored"):
        assert Person.objects.get(first_name="Aspen").only_told
