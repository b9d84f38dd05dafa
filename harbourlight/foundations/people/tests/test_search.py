"""Whoever searches finds the person, learns why, and learns no more than that the person exists."""

from datetime import date

import pytest

from harbourlight.foundations.access.actions import bar
from harbourlight.foundations.people import actions, search
from harbourlight.foundations.people.search import Query
from harbourlight.foundations.ui.dates import PartialDate

from .factories import known

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def finds(query, who, moment):
    """Return the names found."""
    return [match.display_name for match in search.find(query, who, moment)]


CASES = {
    "as written": (Query("Catherine O'Neill"), "Same name: O'Neill"),
    "as heard": (Query("Kathryn Oneil"), "Same name: O'Neill"),
    "a form of the first name": (Query("Katie O'Neill"), "Form of the same name: Catherine"),
    "last name first": (Query("O’NEILL Catherine"), "Same name: Catherine"),
    "last name as heard": (Query("Catherine Onnell"), "Sounds the same: O'Neill"),
    "in two words": (Query("catherine o neill"), "Same name: O'Neill"),
    "name at birth": (Query("Cathy Brennan"), "Same name: an earlier or other name"),
    "day and month swapped": (Query("Kate Oneill", date(2015, 4, 3)), "Day and month swapped"),
    "date alone": (Query(birth=date(2015, 3, 4)), "Same date of birth"),
    "swapped date alone": (Query(birth=date(2015, 4, 3)), "Day and month swapped"),
    "last name and year": (Query("Oneill", PartialDate(2015)), "Born in the same year"),
    "first name and month": (Query("Kate", PartialDate(2015, 3)), "Born in the same month"),
    "NHS number": (Query(identifier="943 476 5919"), "Same identifier"),
    "NHS number as a name": (Query("9434765919"), "Same identifier"),
    "local number": (Query(identifier="hh/0042"), "Same identifier"),
}


IN_OTHER_SCRIPTS = {
    ("Наталья", "Кузнецова"): ("Natalya Kuznetsova", "Кузнецова", "Natalia Kuznetsova"),
    ("محمد", "حسين"): ("Muhammad Hussain", "محمد حسين", "Mohammed Hussein"),
    ("أحمد", "علي"): ("Ahmed Ali", "احمد علي"),
    ("小明", "王"): ("Wang Xiaoming", "Xiao Ming Wang", "王小明", "小明"),
    ("민수", "김"): ("Gim Minsu", "김민수"),
}


@pytest.fixture
def catherine(cast, moment):
    """Return Catherine O'Neill, born Brennan, among others."""
    known(cast, moment, "Thomas", "Fletcher", date(2014, 9, 9))
    known(cast, moment, "Grace", "Smith", date(2015, 8, 8))
    return known(
        cast, moment,
        names=[{"kind": "birth", "first_name": "", "last_name": "Brennan"}],
        identifiers=[{"kind": "nhs", "value": "9434765919"}, {"kind": "local", "value": "HH-0042"}],
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_catherine_is_found(case, catherine, cast, moment, as_user):
    query, why = CASES[case]
    with as_user(cast.charlie):
        matches = search.find(query, cast.charlie, moment)
    assert [match.person_id for match in matches] == [catherine.id]
    assert why in matches[0].reasons


@pytest.mark.parametrize("query", [Query("Catherine Smith"), Query("Grace O'Neill"), Query("Xavier Quill"), Query()])
def test_other_names_find_nobody(query, catherine, cast, moment, as_user):
    with as_user(cast.alice):
        assert finds(query, cast.alice, moment) == []


@pytest.mark.parametrize("typed", ["Mohammed Hussain", "Muhamad Hussein", "Mohamed Hossein"])
def test_spellings_of_one_name_are_found(typed, cast, moment, as_user):
    known(cast, moment, "Muhammad", "Hussain")
    with as_user(cast.alice):
        assert finds(Query(typed), cast.alice, moment) == ["Muhammad Hussain"]


def test_an_unborn_child_is_found_by_the_expected_date(cast, moment, as_user):
    expected = actions.birth_fields(date(2026, 5, 1), is_expected=True)
    known(cast, moment, "", "Pennant", None, **expected)
    with as_user(cast.alice):
        match = search.find(Query("Pennant", date(2026, 5, 1)), cast.alice, moment)[0]
    assert "Same expected date of birth" in match.reasons
    assert match.birth_year == 2026


def test_a_year_of_birth_alone_on_file_is_found(cast, moment, as_user):
    known(cast, moment, "Ines", "Pennant", PartialDate(2016))
    with as_user(cast.alice):
        assert finds(Query("Pennant", date(2016, 5, 5)), cast.alice, moment) == ["Ines Pennant"]


def test_charlie_learns_only_that_the_child_exists(cast, moment, as_user):
    known(cast, moment, seen_by=[cast.alice])
    query = Query("Catherine O'Neill")
    with as_user(cast.charlie):
        match = search.find(query, cast.charlie, moment)[0]
        assert not match.may_open
        assert (match.birth_year, match.area) == (2015, "Harbourhaven")
    with as_user(cast.alice):
        assert search.find(query, cast.alice, moment)[0].may_open


def test_a_relative_of_a_child_alice_sees_may_be_opened(cast, moment, as_user):
    child = known(cast, moment, seen_by=[cast.alice])
    mother = known(cast, moment, "Maeve", "O'Neill", date(1990, 1, 1), is_child=False)
    actions.add_relationship(person=child, other=mother, kind="mother", by=None, at=moment)
    for who, may_open in ((cast.alice, True), (cast.charlie, False)):
        with as_user(who):
            assert [m.may_open for m in search.find(Query("Maeve O'Neill"), who, moment)] == [may_open]


def test_a_hidden_child_is_found_by_nobody_but_those_who_may_see(cast, moment, as_user):
    child = known(cast, moment, seen_by=[cast.alice])
    bar(person_id=child.id, kind="restricted", professionals=[cast.alice], reason="Police operation",
        by=cast.senior, at=moment, hides_existence=True)  # fmt: skip
    query = Query("Catherine O'Neill", date(2015, 3, 4))
    for who, found in ((cast.charlie, []), (cast.manager, []), (cast.alice, ["Catherine O'Neill"])):
        with as_user(who):
            assert finds(query, who, moment) == found
            assert len(actions.possible_duplicates(by=who, at=moment, name=query.name)) == len(found)


def test_alice_is_not_shown_a_child_she_is_excluded_from(cast, moment, as_user):
    child = known(cast, moment, seen_by=[cast.alice])
    bar(
        person_id=child.id,
        kind="excluded",
        professionals=[cast.alice],
        reason="Her niece",
        by=cast.senior,
        at=moment,
    )
    for who, found in ((cast.alice, []), (cast.charlie, ["Catherine O'Neill"])):
        with as_user(who):
            assert finds(Query("Catherine O'Neill"), who, moment) == found


def test_a_restricted_child_is_found_but_cannot_be_opened(cast, moment, as_user):
    child = known(cast, moment, seen_by=[cast.alice, cast.bob])
    bar(
        person_id=child.id,
        kind="restricted",
        professionals=[cast.bob],
        reason="Known family",
        by=cast.senior,
        at=moment,
    )
    for who, may_open in ((cast.alice, False), (cast.bob, True)):
        with as_user(who):
            assert search.find(Query("Catherine O'Neill"), who, moment)[0].may_open is may_open


def test_nobody_signed_in_may_open_nothing(cast, moment):
    known(cast, moment, seen_by=[cast.alice])
    assert [m.may_open for m in search.find(Query("Catherine O'Neill"), None, moment)] == [False]


def test_a_changed_name_is_found_and_the_old_one_is_not(cast, moment, as_user):
    child = known(cast, moment, seen_by=[cast.alice])
    with as_user(cast.alice):
        actions.edit_person(person=child, by=cast.alice, at=moment, version=1, last_name="Fairweather")
        assert finds(Query("Catherine Fairweather"), cast.alice, moment) == ["Catherine Fairweather"]
        assert finds(Query("Catherine O'Neill"), cast.alice, moment) == []
        actions.add_name(person=child, kind="alias", first_name="Kitty", last_name="Vane", by=cast.alice, at=moment)
        assert finds(Query("Kitty Vane"), cast.alice, moment) == ["Catherine Fairweather"]


def test_fifty_people_are_shown_at_most(cast, moment, as_user):
    for day in range(1, 27):
        known(cast, moment, "Joe", "Common", date(2015, 1, day))
        known(cast, moment, "Joseph", "Common", date(2016, 1, day))
    with as_user(cast.alice):
        matches = search.find(Query("Joe Common", date(2016, 1, 9)), cast.alice, moment)
    assert len(matches) == search.MOST
    assert matches[0].display_name == "Joseph Common"


@pytest.mark.parametrize(
    ("name", "typed"), [(name, typed) for name, asked in IN_OTHER_SCRIPTS.items() for typed in asked]
)
def test_a_name_in_another_script_is_found_in_it_and_in_latin_letters(name, typed, catherine, cast, moment, as_user):
    known(cast, moment, *name)
    with as_user(cast.alice):
        assert finds(Query(typed), cast.alice, moment) == [" ".join(name)]


def test_a_name_in_latin_letters_is_found_by_its_own_script(catherine, cast, moment, as_user):
    known(cast, moment, "Muhammad", "Hussain")
    with as_user(cast.alice):
        assert finds(Query("محمد حسين"), cast.alice, moment) == ["Muhammad Hussain"]
