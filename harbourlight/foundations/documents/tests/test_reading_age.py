"""How old a reader must be."""

from decimal import Decimal

import pytest

from ..reading_age import reading_age, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("home", 1), ("table", 2), ("family", 3), ("helped", 1), ("decided", 3), ("the", 1)],
)
def test_syllables_are_counted(word, count):
    assert syllables(word) == count


def test_a_plain_text_is_younger_than_an_official_one():
    plain = "We will ring you soon. We want to help. You can say no."
    official = (
        "Notwithstanding the aforementioned considerations, multidisciplinary professionals will undertake "
        "comprehensive assessments regarding developmental circumstances."
    )
    assert reading_age(plain) < Decimal(9)
    assert reading_age(official) > Decimal(20)


def test_a_known_sentence_has_its_known_grade():
    # 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59 = -1.45, and never below the youngest.
    assert reading_age("The cat sat on the mat.") == Decimal(5)
    # 5 words, 11 syllables: 0.39 * 5 + 11.8 * 2.2 - 15.59 = 12.32, five years on.
    assert reading_age("A family remembers all holidays.") == Decimal("17.3")


def test_no_words_have_no_age():
    assert reading_age(" \n 123 ") is None
