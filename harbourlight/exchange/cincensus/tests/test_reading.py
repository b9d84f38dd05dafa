"""A file is read as it stands: any encoding, namespaces or none, several blocks, damaged records, the right lines."""

import zipfile
from datetime import date

import pytest

from harbourlight.exchange.cincensus import making, source, years
from harbourlight.exchange.cincensus.checking import check
from harbourlight.exchange.cincensus.records import census_in
from harbourlight.exchange.cincensus.structure import every_field

THIS = years.named("2025-26")
HEAD = (
    "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>"
    "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header><Children>\n"
)
TAIL = "</Children></Message>"
WHO = (
    "<ChildIdentifiers><LAchildID>A1</LAchildID><UPNunknown>UN1</UPNunknown>"
    "<PersonBirthDate>2022-05-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>"
    "<ChildCharacteristics><Ethnicity>WBRI</Ethnicity>"
    "<Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>"
)
CASE = (
    "<CINdetails><CINreferralDate>2026-03-02</CINreferralDate><ReferralSource>6</ReferralSource>"
    "<PrimaryNeedCode>N1</PrimaryNeedCode>{}<ReferralNFA>0</ReferralNFA>{}</CINdetails>"
)
PLAN = (
    "<ChildProtectionPlans><CPPstartDate>2026-03-10</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>"
    "<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP>{}"
    "</ChildProtectionPlans>"
)


def given(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "given.xml"
    path.write_bytes(text.encode(encoding))
    return path


def child(*, before="", after="", who=WHO):
    return "<Child>" + who + CASE.format(before, after) + "</Child>"


def found(report):
    """Return the rules and lines of the findings about children."""
    return [(one.rule, one.line, one.element) for one in report.findings if one.line is not None]


def test_a_child_becomes_a_plain_record(tmp_path):
    plan = PLAN.format("<Reviews><CPPreviewDate>2026-03-20</CPPreviewDate></Reviews>")
    with census_in(given(tmp_path, HEAD + child(after=plan) + TAIL)) as census:
        (one,) = census.children
    assert census.year is THIS
    assert one["ChildIdentifiers"]["PersonBirthDate"] == date(2022, 5, 1)
    assert one["ChildCharacteristics"]["Disability"] == ["NONE"]
    episode = one["CINdetails"][0]
    assert episode["ReferralNFA"] is False
    assert episode["ChildProtectionPlans"][0]["CPPreviewDate"] == [date(2026, 3, 20)]
    assert (one["line"], episode["line"], episode["ChildProtectionPlans"][0]["line"]) == (2, 2, 2)
    assert not any("@" in name for name in (*one, *episode))


def test_records_written_and_read_again_are_the_same(tmp_path):
    made = list(making.children(60, THIS))
    with census_in(making.make(tmp_path / "made.xml", made, THIS)) as census:
        again = [without_lines(one) for one in census.children]
    assert again == [without_lines(one) for one in made]


def without_lines(value):
    """Return a record without its lines and empty lists."""
    if isinstance(value, dict):
        return {name: without_lines(one) for name, one in value.items() if name != "line" and one != []}
    return [without_lines(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "iso-8859-1", "windows-1252", "ascii"]
)
def test_any_encoding_is_read(encoding, tmp_path):
    name = encoding.removesuffix("-sig").removesuffix("-be")
    text = f'<?xml version="1.0" encoding="{name}"?>' + HEAD + child().replace("A1", "A1\n") + TAIL
    if encoding in ("iso-8859-1", "windows-1252", "utf-8", "utf-16"):
        text = text.replace("A1", "Zoë")
    if encoding == "utf-16-be":
        text = "\ufeff" + text
    report = check(given(tmp_path, text, encoding))
    assert report.children == 1
    assert {one.child for one in report.findings if one.line} <= {"Zoë"}


@pytest.mark.parametrize("space", ['xmlns="urn:census"', 'xmlns:c="urn:census"'])
def test_namespaces_make_no_difference(space, tmp_path):
    text = HEAD + child() + TAIL
    if "xmlns:c" in space:
        text = text.replace("</", "</c:").replace("<", "<c:").replace("<c:/c:", "</c:")
        text = text.replace("<c:Message", f"<c:Message {space}")
    else:
        text = text.replace("<Message", f"<Message {space}")
    report = check(given(tmp_path, text))
    assert (report.children, found(report)) == (1, [])


def test_comments_and_instructions_are_passed_over(tmp_path):
    who = WHO.replace("<Sex>F</Sex>", "<!-- sex --><Sex>F<!-- female --></Sex><?print now?>")
    assert found(check(given(tmp_path, HEAD + child(who=who) + TAIL))) == []


def test_every_review_of_every_block_is_read(tmp_path):
    reviews = (
        "<Reviews><CPPreviewDate>2026-03-20</CPPreviewDate><CPPreviewDate>2026-03-01</CPPreviewDate></Reviews>\n"
        "<Reviews><CPPreviewDate>2026-03-25</CPPreviewDate><CPPreviewDate>2026-03-10</CPPreviewDate></Reviews>\n"
        "<Reviews>\n<CPPreviewDate/></Reviews>\n<Reviews/>"
    )
    conference = "<DateOfInitialCPC>2026-03-10</DateOfInitialCPC>"
    report = check(given(tmp_path, HEAD + child(before=conference, after=PLAN.format(reviews)) + TAIL))
    assert found(report) == [
        ("8841", 2, "CPPreviewDate"),
        ("8841", 3, "CPPreviewDate"),
        ("8842Q", 5, "CPPreviewDate"),
        ("8842Q", 6, "CPPreviewDate"),
    ]


def test_a_module_that_comes_twice_is_told_and_read(tmp_path):
    twice = WHO + "<ChildIdentifiers><PersonDeathDate>2020-01-01</PersonDeathDate></ChildIdentifiers>"
    rules = [rule for rule, _, _ in found(check(given(tmp_path, HEAD + child(who=twice) + TAIL)))]
    assert {"schema.repeat", "schema.order", "8535Q"} <= set(rules)
    assert "8500" not in rules


def test_a_child_without_anything_is_told_of_once_for_each_thing(tmp_path):
    rules = sorted(rule for rule, _, _ in found(check(given(tmp_path, HEAD + "<Child/>" + TAIL))))
    assert rules == ["4180", "4220", "8500", "8525Q", "8590", "schema.missing", "schema.missing"]


def test_children_without_numbers_keep_their_faults_apart(tmp_path):
    who = WHO.replace("<LAchildID>A1</LAchildID>", "")
    text = HEAD + child(who=who) + "\n" + child(who=who.replace("WBRI", "NONE")) + TAIL
    report = check(given(tmp_path, text))
    assert found(report) == [("8500", 2, "LAchildID"), ("4220", 3, "Ethnicity"), ("8500", 3, "LAchildID")]
    assert report.children_with_findings() == 2


def test_what_is_out_of_place_is_told(tmp_path):
    who = WHO.replace("<Sex>F</Sex>", "loose<GenderCurrent>2</GenderCurrent>\n<Sex>F</Sex><Sex>M</Sex>")
    who = who.replace("<UPNunknown>UN1</UPNunknown>", "").replace("</ChildIdentifiers>", "<UPNunknown>UN1</UPNunknown>"
                                                                 "<UPN><b/></UPN></ChildIdentifiers>")  # fmt: skip
    report = check(given(tmp_path, HEAD + child(who=who) + TAIL))
    told = {(one.rule, one.element): one for one in report.findings}
    assert (
        told["schema.unknown", "GenderCurrent"].expected == "GenderCurrent belongs to the returns of 2016-17 to 2023-24"
    )
    assert told["schema.text", "PersonBirthDate"].found == "loose"
    assert told["schema.repeat", "Sex"].found == "M"
    assert told["schema.order", "UPNunknown"].line == 3
    assert ("schema.unknown", "UPN") in told


def test_lines_are_right_beyond_the_parsers_own_count(tmp_path):
    made = list(making.children(1500, THIS, every_module=True))
    del made[-1]["CINdetails"][0]["ChildProtectionPlans"][0]["NumberOfPreviousCPP"]
    made[-1]["CINdetails"][0]["ReferralSource"] = "99"
    path = making.make(tmp_path / "long.xml", made, THIS)
    lines = path.read_text("utf-8").split("\n")
    report = check(path)
    places = {one.rule: lines[one.line - 1] for one in report.findings}
    assert len(lines) > 80_000
    assert places == {"8866": "<ReferralSource>99</ReferralSource>", "8730": "<ChildProtectionPlans>"}


def test_a_file_is_read_in_little_memory(tmp_path):
    path = making.make(tmp_path / "large.xml", making.children(3000, THIS), THIS)
    kept = list(source.children(path))
    assert len(kept) == 3002  # the header, the children, and what is around them
    assert sum(len(node) for node in kept) <= 2  # what has had its turn is empty


def test_every_declared_element_can_be_made():
    names = {field.name for field in every_field()}
    assert {"GenderCurrent", "Sex", "PreProceedingsandFGDM", "CPPreviewDate"} <= names


def test_a_zipped_file_says_the_same(tmp_path):
    plain = given(tmp_path, HEAD + child(after=PLAN.format("<Reviews/>")) + TAIL)
    with zipfile.ZipFile(tmp_path / "given.zip", "w") as target:
        target.write(plain, "census.XML")
    assert check(tmp_path / "given.zip") == check(plain)
