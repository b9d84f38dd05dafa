"""Files as councils send them: an authority that ended, zeros lost, and the true cause of what cannot be read."""

from pathlib import Path

import pytest

from harbourlight.exchange.cincensus import making
from harbourlight.exchange.cincensus.checking import check
from harbourlight.exchange.cincensus.errors import NotACensus
from harbourlight.exchange.cincensus.sharing import check_shared
from harbourlight.exchange.cincensus.years import named

INPUTS = Path(__file__).parent / "inputs"
YEAR = named("2025-26")


def own(path):
    """Return (rule, child, found, expected) of what the rules of our own found."""
    return [(one.rule, one.child, one.found, one.expected) for one in check(path).findings if one.rule.startswith("HL")]


def made(tmp_path, children, *, authority="201", year=YEAR):
    """Return a file of children of an authority."""
    path = making.make(tmp_path / "made.xml", children, year)
    path.write_text(path.read_text("utf-8").replace("<LEA>201</LEA>", f"<LEA>{authority}</LEA>"), "utf-8")
    return path


@pytest.mark.parametrize(("number", "words"), [("909", "ended on 31 March 2023"), ("999", "No authority we know")])
def test_an_authority_that_ended_or_never_was_is_a_query_on_the_header(number, words):
    [(rule, child, found, expected)] = own(INPUTS / f"e_header_lea_{number}.xml")
    assert (rule, child, found) == ("HL10Q", None, number)
    assert words in expected


@pytest.mark.parametrize(
    ("authority", "label", "is_told"),
    [
        ("909", "2022-23", False), ("909", "2023-24", True), ("942", "2022-23", True), ("942", "2023-24", False),
        ("928", "2020-21", False), ("928", "2021-22", True), ("837", "2018-19", False), ("837", "2019-20", True),
        ("555", "2025-26", True), ("201", "2025-26", False),
    ],
)  # fmt: skip
def test_an_authority_is_judged_on_the_last_day_of_the_year(tmp_path, authority, label, is_told):
    year = named(label)
    path = made(tmp_path, making.children(1, year), authority=authority, year=year)
    assert bool(own(path)) == is_told


def test_zeros_lost_before_a_number_are_a_query_on_both_children():
    found = own(INPUTS / "k_leading_zero_ids.xml")
    assert [(rule, child) for rule, child, _, _ in found] == [("HL20Q", "000123"), ("HL20Q", "123")]


@pytest.mark.parametrize("shares", [1, 2])
@pytest.mark.parametrize(
    ("numbers", "changes", "told"),
    [
        (("0A1", "A1"), {}, {"0A1", "A1"}), (("A1", "a1"), {}, {"A1", "a1"}),
        (("00A1", "0A1", "A1"), {}, {"00A1", "0A1", "A1"}),
        (("A1", "A1"), {}, set()), (("0A1", "A2"), {}, set()), (("0A1", "A1"), {"Sex": "F"}, set()),
    ],
)  # fmt: skip
def test_numbers_are_alike_only_for_one_birth_and_sex(tmp_path, numbers, changes, told, shares):
    children = []
    for number in numbers:
        child = next(making.children(1, YEAR))
        who = {name: value for name, value in child["ChildIdentifiers"].items() if name != "UPN"}
        children.append(child | {"ChildIdentifiers": who | {"LAchildID": number, "UPNunknown": "UN2", "Sex": "M"}})
    children[-1]["ChildIdentifiers"] |= changes
    report = check_shared(made(tmp_path, children), YEAR, shares=shares)
    assert {one.child for one in report.findings if one.rule == "HL20Q"} == told


TEXT = (INPUTS / "k_leading_zero_ids.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ((INPUTS / "b3_declared_utf16_but_utf8.xml").read_bytes(), "says that it is written in UTF-16, but its bytes"),
        (TEXT.encode("utf-16"), "says that it is written in UTF-8, but its bytes are those of UTF-16"),
        (TEXT.encode("utf-16-le"), "but its bytes are those of UTF-16"),
        (TEXT.replace("UTF-8", "martian").encode(), "“martian”, an encoding that nobody knows"),
        (("\n" + TEXT).encode(), "a blank line or a space stands before “<?xml”"),
        (("\ufeff \r\n" + TEXT).encode(), "a blank line or a space stands before “<?xml”"),
        (TEXT.replace("K88", "é").replace("ABC", "caf\u00e9").encode("cp1252"), "do not fit the encoding it names"),
    ],
)
def test_the_true_cause_is_told(tmp_path, content, words):
    path = tmp_path / "census.xml"
    path.write_bytes(content)
    with pytest.raises(NotACensus) as refusal:
        check(path)
    assert words in str(refusal.value)


@pytest.mark.parametrize("written", ["02/02/2022", "2/2/2022", "02.02.2022", "02-02-22"])
def test_a_british_date_is_told_as_one(tmp_path, written):
    path = tmp_path / "census.xml"
    path.write_text(TEXT.replace("2022-02-02", written), "utf-8")
    told = {one.message for one in check(path).findings if one.rule == "schema.date"}
    assert told == {"The date is written with the day first: write it as year, month, day, here 2022-02-02."}
