"""A parent's own record opens with the child's, except to those whom a barrier on the parent keeps away."""

import pytest

from harbourlight.foundations.access.actions import bar, lift
from harbourlight.foundations.people import actions, search
from harbourlight.foundations.people.models import Person

from .factories import known

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def mother(cast, moment):
    """Return Moira, whose child Alice and Bob both work with."""
    child = known(cast, moment, "Isla", "Fairwind", seen_by=[cast.alice, cast.bob])
    moira = known(cast, moment, "Moira", "Fairwind", None, is_child=False)
    actions.add_relationship(person=child, other=moira, kind="mother", by=None, at=moment)
    return moira


@pytest.fixture
def reaches(as_user, moment):
    """Return a function that says whether somebody sees a person, and what search says of opening the record."""

    def asked(professional, person):
        with as_user(professional):
            sees = Person.objects.filter(pk=person.pk).exists()
            found = search.find(search.Query("Moira Fairwind"), professional, moment)
            return sees, [match.may_open for match in found if match.person_id == person.pk]

    return asked


def test_a_mothers_record_opens_with_the_childs(cast, mother, reaches):
    assert reaches(cast.alice, mother) == (True, [True])
    assert reaches(cast.charlie, mother) == (False, [False])


def test_somebody_excluded_from_the_mother_does_not_reach_her_through_the_child(cast, mother, reaches, moment):
    bar(person_id=mother.pk, kind="excluded", professionals=[cast.bob], reason="Her cousin", by=cast.manager, at=moment)
    assert reaches(cast.bob, mother) == (False, [])
    assert reaches(cast.alice, mother) == (True, [True])


def test_a_restriction_on_the_mother_leaves_out_those_it_does_not_name(cast, mother, reaches, moment):
    bar(person_id=mother.pk, kind="restricted", professionals=[cast.alice], reason="A colleague's family",
        by=cast.manager, at=moment)  # fmt: skip
    assert reaches(cast.bob, mother) == (False, [False])
    assert reaches(cast.alice, mother) == (True, [True])


def test_two_restrictions_must_both_name_somebody(cast, mother, reaches, moment):
    for named in ([cast.alice], [cast.bob]):
        bar(person_id=mother.pk, kind="restricted", professionals=named, reason="In the story", by=cast.manager,
            at=moment)  # fmt: skip
    assert reaches(cast.alice, mother) == (False, [False])


@pytest.mark.parametrize("kind", ["restricted", "excluded"])
def test_a_mother_whose_existence_is_hidden_is_not_told_of_through_the_child(kind, cast, mother, reaches, moment):
    named = {"restricted": [cast.alice], "excluded": [cast.charlie]}[kind]
    bar(person_id=mother.pk, kind=kind, professionals=named, reason="Police operation", by=cast.manager, at=moment,
        hides_existence=True)  # fmt: skip
    assert reaches(cast.bob, mother) == (False, [])
    assert reaches(cast.alice, mother) == ((True, [True]) if kind == "restricted" else (False, []))
    assert reaches(cast.charlie, mother) == (False, [])


def test_a_barrier_that_was_lifted_closes_nothing(cast, mother, reaches, moment):
    barrier = bar(person_id=mother.pk, kind="excluded", professionals=[cast.bob], reason="Her cousin", by=cast.manager,
                  at=moment)  # fmt: skip
    lift(barrier=barrier, reason="Another Bob", by=cast.manager, at=moment)
    assert reaches(cast.bob, mother) == (True, [True])
