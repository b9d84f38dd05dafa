"""Numbers are checked when they are typed, and the message says what is wrong."""

import pytest

from harbourlight.foundations.people.identifiers import NotAnIdentifier, checked, pupil_check_letter, shown


@pytest.mark.parametrize("typed", ["9434765919", "943 476 5919", "943-476-5919", "4010232137"])
def test_a_good_nhs_number_is_kept_as_ten_digits(typed):
    assert checked("nhs", typed) == "".join(c for c in typed if c.isdigit())


@pytest.mark.parametrize(
    ("typed", "says"),
    [("9434765918", "not a valid"), ("943476591", "10 numbers"), ("94347659190", "10 numbers"), ("abc", "10 numbers"),
     ("1000000010", "not a valid"), ("٩٤٣٤٧٦٥٩١٩", "10 numbers")],
)  # fmt: skip
def test_a_wrong_nhs_number_is_refused(typed, says):
    with pytest.raises(NotAnIdentifier, match=says):
        checked("nhs", typed)


def test_a_good_pupil_number_is_kept_in_capitals():
    letter = pupil_check_letter("801200001001")
    assert checked("upn", f" {letter.lower()}801200001001") == f"{letter}801200001001"


def test_a_temporary_pupil_number_ends_in_a_letter():
    letter = pupil_check_letter("80120000100A")
    assert checked("upn", f"{letter}80120000100A").endswith("A")


@pytest.mark.parametrize(
    ("typed", "says"),
    [("801200001001", "letter and 12 numbers"), ("A80120000100", "letter and 12 numbers"), ("I801200001001", "never"),
     ("X80120000100O", "never")],
)  # fmt: skip
def test_a_wrong_pupil_number_is_refused(typed, says):
    with pytest.raises(NotAnIdentifier, match=says):
        checked("upn", typed)


def test_a_pupil_number_with_the_wrong_letter_is_refused():
    wrong = "B" if pupil_check_letter("801200001001") == "A" else "A"
    with pytest.raises(NotAnIdentifier, match="not a valid"):
        checked("upn", f"{wrong}801200001001")


def test_an_nhs_number_is_shown_in_groups():
    assert shown("nhs", "9434765919") == "943 476 5919"
