"""Rules about the file as a whole, and files that lack a part every file has."""

import pytest

from harbourlight.exchange.cincensus import making, years
from harbourlight.exchange.cincensus.checking import check

THIS = years.named("2025-26")
NEXT = years.named("2026-27")


def of_the_file(tmp_path, made, year=THIS):
    """Return the rules found on the file as a whole."""
    report = check(making.make(tmp_path / "made.xml", made, year))
    assert all(finding.child is None for finding in report.findings if finding.line is None)
    return {finding.rule for finding in report.findings if finding.line is None}


@pytest.fixture
def made():
    return list(making.children(200, THIS))


@pytest.mark.parametrize(("number", "expected"), [(4, set()), (5, {"2886Q"})])
def test_two_in_a_hundred_may_have_no_sex_recorded(number, expected, made, tmp_path):
    born = [one["ChildIdentifiers"] for one in made if "PersonBirthDate" in one["ChildIdentifiers"]]
    for who in born[:number]:
        who["Sex"] = "U"
    assert of_the_file(tmp_path, made) == expected


@pytest.mark.parametrize(("number", "expected"), [(8, set()), (7, {"2887Q"})])
def test_eight_disability_codes_are_used(number, expected, made, tmp_path):
    codes = ["NONE", "MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR"][:number]
    for place, one in enumerate(made):
        one["ChildCharacteristics"]["Disability"] = [codes[place % number]]
    made[0]["ChildCharacteristics"]["Disability"] = ["MOB", "HAND"]
    assert of_the_file(tmp_path, made) == expected


def test_some_child_has_several_disabilities(made, tmp_path):
    for one in made:
        del one["ChildCharacteristics"]["Disability"][1:]
    assert of_the_file(tmp_path, made) == {"2888Q"}


def test_plans_are_weighed_against_conferences_of_the_whole_file(made, tmp_path):
    with_plans = [one["CINdetails"][0] for one in made if one["CINdetails"][0]["ChildProtectionPlans"]]
    del with_plans[0]["Section47"][0]["DateOfInitialCPC"]
    with_plans[0]["Section47"][0]["ICPCnotRequired"] = True
    assert of_the_file(tmp_path, made) == {"2883"}
    without = next(one["CINdetails"][0] for one in made if not one["CINdetails"][0]["ChildProtectionPlans"])
    without["DateOfInitialCPC"] = making.workday(THIS, 300)
    assert of_the_file(tmp_path, made) == set()


def test_a_return_without_preproceedings_is_queried_from_2026(made, tmp_path):
    for one in made:
        one["CINdetails"][0]["PreProceedingsandFGDM"] = []
    assert of_the_file(tmp_path, made) == set()
    made = list(making.children(200, NEXT))
    for one in made:
        one["CINdetails"][0]["PreProceedingsandFGDM"] = []
    assert of_the_file(tmp_path, made, NEXT) == {"8995Q"}


def test_a_file_without_children_is_a_census_without_children(tmp_path):
    report = check(making.make(tmp_path / "made.xml", [], THIS))
    assert (report.children, [one.rule for one in report.findings]) == (0, ["schema.missing"])
    assert {entry.rule for entry in report.not_run} == {"2883", "2886Q", "2887Q", "2888Q"}


def without_header(path):
    text = path.read_text("utf-8")
    start, end = text.index("<Header>"), text.index("</Header>") + len("</Header>")
    header = text[start:end]
    return text[:start] + text[end:], header


def test_a_file_without_a_header_is_checked_for_the_year_named(made, tmp_path):
    path = making.make(tmp_path / "made.xml", made, THIS)
    path.write_text(without_header(path)[0], "utf-8")
    alone = check(path)
    assert (alone.year, [one.rule for one in alone.findings], len(alone.not_run)) == (None, ["100"], 111)
    told = check(path, THIS)
    assert ([one.rule for one in told.findings], told.not_run) == (["100"], ())


def test_a_header_after_the_children_comes_too_late(made, tmp_path):
    path = making.make(tmp_path / "made.xml", made, THIS)
    text, header = without_header(path)
    path.write_text(text.replace("</Message>", header + "</Message>"), "utf-8")
    report = check(path)
    assert (report.children, report.year, len(report.not_run)) == (200, None, 111)
    assert [one.rule for one in report.findings] == ["schema.order", "100"]
