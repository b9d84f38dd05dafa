"""Who a child of a file is: never one number alone; a contradicting birth or sex always asks a person."""

import copy
from datetime import date
from pathlib import Path

import pytest

from harbourlight.exchange.cincensus import making
from harbourlight.exchange.cincensus.years import named
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.people.actions import retoken
from harbourlight.foundations.people.models import Identifier, Person
from harbourlight.practice.childinneed.models import Episode

from ..loading import load_file
from ..loading.pairs import decide
from ..loading.whose import AuthorityAsked
from ..models import CensusChild, ImportRun, Pair
from .conftest import YEAR

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was written"
INPUTS = Path(__file__).parent / "inputs"
BEFORE, NEXT = named("2024-25"), named("2026-27")


def a_boy(number="K88", *, born=date(2012, 5, 6), sex="M", upn=True):
    """Return a child of the file with one referral."""
    child = next(making.children(1, YEAR))
    who = child["ChildIdentifiers"] | {"LAchildID": number, "PersonBirthDate": born, "Sex": sex}
    if not upn:
        who.pop("UPN", None)
        who["UPNunknown"] = "UN4"
    return child | {"ChildIdentifiers": who}


def seen():
    """Return (birth, number of episodes) of every child on file."""
    with as_system(WHY):
        return sorted(
            (person.born_on, Episode.objects.filter(person=person).count()) for person in Person.objects.all()
        )


def test_two_councils_one_number_two_children(loaded):
    run = loaded(INPUTS / "m5_first_boy_2022.xml", authority="909")
    assert run.added == 1
    run = loaded(INPUTS / "m7_other_boy_2011_same_number.xml")
    assert (run.added, run.changed, run.pairs) == (1, 0, 0)
    assert seen() == [(date(2011, 1, 5), 1), (date(2022, 2, 2), 1)]


@pytest.mark.parametrize(
    ("other", "pairs"),
    [
        ({"born": date(2011, 1, 5)}, 1),
        ({"sex": "F"}, 1),
        ({"born": date(2012, 5, 7)}, 1),
        ({"born": date(2011, 1, 5), "sex": "F"}, 1),
        ({"sex": "U"}, 0),
        ({}, 0),
    ],
)
def test_a_known_number_with_another_birth_or_sex_asks_a_person(made, loaded, other, pairs):
    loaded(made([a_boy()]))
    before = seen()
    later = a_boy(**other)
    later["CINdetails"][0]["PrimaryNeedCode"] = "N9"
    run = loaded(made([later], name="later.xml"))
    assert (run.pairs, run.changed, run.added) == (pairs, 1 - pairs, 0)
    assert seen() == before


def test_a_number_typed_by_hand_is_not_enough_without_birth(made, loaded, cast, moment):
    with as_system(WHY):
        person = Person.objects.create(first_name="Jory", area=cast.area, sex="M", recorded_at=moment)
        issuer = f"Children's services, {cast.area.name}"
        Identifier.objects.create(person=person, kind="local", value="K88", issuer=issuer, recorded_at=moment)
        retoken(person)
    assert loaded(made([a_boy(upn=False)])).pairs == 1


def test_one_number_of_two_children_stays_two_and_is_not_asked_again(made, loaded, cast, moment, as_user):
    loaded(made([a_boy()]))
    other = a_boy(born=date(2011, 1, 5), upn=False)
    loaded(made([other], name="other.xml"))
    with as_system(WHY):
        pair = Pair.objects.get()
    decide(pair=pair, person_id=None, note="Another family.", by=None, at=moment)
    assert [born for born, _ in seen()] == [date(2011, 1, 5), date(2012, 5, 6)]
    with as_system(WHY):
        assert CensusChild.objects.filter(number="K88").count() == 2
    later = copy.deepcopy(other)
    later["CINdetails"][0]["PrimaryNeedCode"] = "N9"
    run = loaded(made([later], year=NEXT, name="next.xml"))
    assert (run.pairs, run.changed) == (0, 1)
    with as_system(WHY):
        assert set(Episode.objects.filter(primary_need="N9").values_list("person__born_on", flat=True)) == {
            date(2011, 1, 5)
        }


def test_two_who_wait_under_one_number_both_wait(made, loaded):
    loaded(made([a_boy()]))
    for number, born in enumerate((date(2010, 1, 1), date(2009, 1, 1), date(2009, 1, 1))):
        loaded(made([a_boy(born=born)], name=f"{number}.xml"))
    with as_system(WHY):
        assert Pair.objects.filter(state="waiting").count() == 2


def test_the_authority_before_gave_the_number_so_a_person_says_whether_it_is_the_same_child(made, cast, moment):
    def load(child, year, authority, name):
        path = made([child], year=year, name=name)
        path.write_text(path.read_text().replace("<LEA>201</LEA>", f"<LEA>{authority}</LEA>"))
        return load_file(path=path, area=cast.area, team=cast.social_work, at=moment).run

    cumbria, own = named("2022-23"), a_boy(upn=False)
    load(own, cumbria, "909", "old.xml")
    run = load(a_boy(upn=False), YEAR, "942", "new.xml")
    assert (run.pairs, run.added) == (1, 0)
    run = load(a_boy(born=date(2011, 1, 5), upn=False), YEAR, "942", "other.xml")
    assert (run.pairs, run.added) == (0, 1)


@pytest.mark.parametrize("spelled", ["00K88", "k88", "K-88"])
def test_zeros_and_signs_lost_before_a_number_ask_a_person(made, loaded, spelled):
    run = loaded(made([a_boy(spelled, upn=False), a_boy(upn=False)]))
    assert (run.added, run.pairs, run.children) == (1, 1, 2)
    run = loaded(made([a_boy(f"0{spelled}", upn=False)], year=NEXT, name="next.xml"))
    assert (run.added, run.pairs) == (0, 1)


def with_authority(path, code):
    path.write_text(path.read_text().replace("<LEA>201</LEA>", f"<LEA>{code}</LEA>" if code else ""))
    return path


@pytest.mark.parametrize(
    ("code", "words"),
    [("909", "ended on 31 March 2023"), ("837", "839 Bournemouth"), ("999", "no authority"), ("", "does not say")],
)
def test_loading_asks_whose_numbers_a_file_has(made, loaded, code, words):
    path = with_authority(made([a_boy()]), code)
    with pytest.raises(AuthorityAsked) as asked:
        loaded(path)
    assert words.lower() in str(asked.value).lower()
    with as_system(WHY):
        assert not ImportRun.objects.exists()
        assert not Person.objects.exists()
    assert loaded(path, authority=code or "942").added == 1
    with pytest.raises(AuthorityAsked):
        loaded(path, authority="998")


def test_a_file_of_another_authority_than_the_areas_asks(made, loaded, cast):
    loaded(made([a_boy()]))
    with pytest.raises(AuthorityAsked, match="330 Birmingham"):
        loaded(with_authority(made([a_boy("B1")], name="other.xml"), "330"))
    cast.area.authority_code = "330"
    cast.area.save()
    assert loaded(with_authority(made([a_boy("B1")], name="again.xml"), "330")).children == 1
