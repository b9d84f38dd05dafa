"""The code sets and the glossary."""

from datetime import date

import pytest

from harbourlight.statute.codes import all_code_sets, code_set
from harbourlight.statute.errors import UnknownCode
from harbourlight.statute.glossary import TERMS


@pytest.mark.parametrize("known", all_code_sets(), ids=lambda known: known.name)
def test_every_code_of_a_set_is_there_once_with_a_label(known):
    codes = [code.code for code in known.codes]
    assert codes
    assert len(codes) == len(set(codes))
    assert all(code.label for code in known.codes)
    assert known.choices() == tuple((code.code, code.label) for code in known.codes)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("referral_source", 22),
        ("ethnicity", 20),
        ("disability", 13),
        ("primary_need", 10),
        ("closure_reason", 9),
        ("abuse_category", 5),
    ],
)
def test_a_set_is_complete(name, count):
    assert len(code_set(name).choices()) == count


def test_a_day_is_offered_the_codes_of_that_day():
    sex = code_set("sex")
    assert [code for code, _ in sex.choices(date(2024, 3, 31))] == ["1", "2", "0", "9"]
    assert [code for code, _ in sex.choices(date(2024, 4, 1))] == ["M", "F", "U"]
    factors = dict(code_set("assessment_factor").choices(date(2024, 4, 1)))
    assert "18A" not in factors
    assert "18B" in factors


def test_an_old_code_is_still_understood():
    assert code_set("assessment_factor").get("18A").label == "Physical abuse"
    with pytest.raises(UnknownCode):
        code_set("sex").get("X")
    with pytest.raises(UnknownCode):
        code_set("shoe_size")


def test_every_word_is_explained_and_points_to_words_that_are():
    terms = [term for term, _, _ in TERMS]
    assert terms == sorted(terms, key=str.lower)
    assert len(terms) == len(set(terms))
    for term, meaning, see in TERMS:
        assert meaning.endswith(".")
        assert term not in see
        assert set(see) <= set(terms)
