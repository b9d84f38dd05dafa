"""Limits and answers that other tools get wrong: the day before, the day, and the day after."""

from datetime import date, timedelta

import pytest

from harbourlight.exchange.cincensus import making, rules, structure, years
from harbourlight.exchange.cincensus.checking import check
from harbourlight.exchange.cincensus.errors import UnknownYear
from harbourlight.exchange.cincensus.made_faults import every_fault, faulty
from harbourlight.statute import calendar, codes

THIS = years.named("2025-26")


def found(tmp_path, *children, year=THIS):
    """Return the rules found on these children."""
    report = check(making.make(tmp_path / "made.xml", children, year))
    return {finding.rule for finding in report.findings if finding.line is not None}


def one(*modules, year=THIS, begins=62):
    """Return a sound child of thirteen with one episode."""
    who = making.person(year, 7, date(year.ends - 14, 2, 3))
    about = {"Ethnicity": "WBRI", "Disability": ["NONE"]}
    return {
        "ChildIdentifiers": who,
        "ChildCharacteristics": about,
        "CINdetails": [making.episode(year, begins, modules)],
    }


@pytest.mark.parametrize("year", years.every(), ids=lambda year: year.label)
@pytest.mark.parametrize(("number", "name"), [(45, "assessment_from"), (15, "enquiry_from")])
def test_a_limit_counts_working_days(year, number, name):
    first = getattr(year, name)
    assert calendar.working_days_between(first, year.end) == number
    assert calendar.working_days_between(first - timedelta(days=1), year.end) == number + 1


def test_fifteen_working_days_mean_fifteen(tmp_path):
    # 31 March 2026 is a Tuesday; the 15th working day before it is Tuesday 10 March.
    for day, expected in ((date(2026, 3, 10), set()), (date(2026, 3, 9), {"8675Q"})):
        child = one("Assessments", "Section47")
        enquiry = child["CINdetails"][0]["Section47"][0]
        enquiry["S47ActualStartDate"] = day
        del enquiry["DateOfInitialCPC"]
        assert found(tmp_path, child) == expected


def test_forty_five_working_days_mean_forty_five(tmp_path):
    for day, expected in ((date(2026, 1, 27), set()), (date(2026, 1, 26), {"8670Q"})):
        child = one("Assessments")
        assessment = child["CINdetails"][0]["Assessments"][0]
        assessment["AssessmentActualStartDate"] = day
        del assessment["AssessmentAuthorisationDate"], assessment["AssessmentFactors"]
        assert found(tmp_path, child) == expected


def test_easter_is_not_counted_when_the_year_ends_on_it(tmp_path):
    year = years.named("2023-24")  # it ended on Easter Sunday, after Good Friday
    assert year.enquiry_from == date(2024, 3, 7)
    assert years.named("2018-19").nfa_from == date(2018, 3, 29)  # the Thursday before Good Friday


@pytest.mark.parametrize(("days", "expected"), [(280, set()), (281, {"8606"})])
def test_forty_weeks_mean_forty(days, expected, tmp_path):
    child = one()
    child["ChildIdentifiers"] = making.person(THIS, 7, date(2026, 2, 2))
    child["CINdetails"][0]["CINreferralDate"] = date(2026, 2, 2) - timedelta(days=days)
    assert found(tmp_path, child) == expected


@pytest.mark.parametrize(
    ("born", "expected"),
    [(date(2020, 3, 31), set()), (date(2020, 3, 30), {"8770Q"}), (date(2012, 2, 29), {"8770Q"})],
)
def test_school_age_begins_at_six(born, expected, tmp_path):
    child = one()
    child["ChildIdentifiers"] |= {"PersonBirthDate": born, "UPNunknown": "UN1"}
    del child["ChildIdentifiers"]["UPN"]
    assert found(tmp_path, child) == expected


@pytest.mark.parametrize(("born", "expected"), [(date(2001, 3, 31), set()), (date(2001, 3, 30), {"8775Q"})])
def test_twenty_five_is_not_over_twenty_five(born, expected, tmp_path):
    child = one()
    child["ChildIdentifiers"]["PersonBirthDate"] = born
    assert found(tmp_path, child) == expected


def test_one_plan_may_begin_on_the_day_another_ends(tmp_path):
    child = one("Assessments", "CINPlanDates", "CINPlanDates")
    first, second = child["CINdetails"][0]["CINPlanDates"]
    first["CINPlanEndDate"] = second["CINPlanStartDate"] = making.day(THIS, 150)
    assert found(tmp_path, child) == set()
    second["CINPlanStartDate"] -= timedelta(days=1)
    assert found(tmp_path, child) == {"4014"}


def test_a_review_that_ends_protection_may_begin_a_plan(tmp_path):
    child = one("Assessments", "Section47", "ChildProtectionPlans", "CINPlanDates")
    protection = child["CINdetails"][0]["ChildProtectionPlans"][0]
    protection["CPPreviewDate"].append(protection["CPPendDate"])
    assert protection["CPPendDate"] == child["CINdetails"][0]["CINPlanDates"][0]["CINPlanStartDate"]
    assert found(tmp_path, child) == set()


def test_a_referral_without_action_while_a_case_is_closed_is_no_overlap(tmp_path):
    child = one("Assessments")
    child["CINdetails"] = [making.close(child["CINdetails"][0], making.day(THIS, 100), "RC8")]
    child["CINdetails"].append(making.episode(THIS, 100, ()) | {"ReferralNFA": True})
    assert found(tmp_path, child) == set()


def test_what_cannot_be_read_is_neither_missing_nor_a_pass(tmp_path):
    fault = next(one for one in every_fault() if one.what == "the thirtieth of February")
    report = check(making.make(tmp_path / "made.xml", faulty(fault, THIS), THIS))
    assert {one.rule for one in report.findings if one.line} == {"schema.date"}
    unasked = {entry.rule: entry.why for entry in report.not_run}
    assert unasked["8600"] == "CINreferralDate could not be read in 1 place"
    assert {"1103", "8606", "8630"} <= set(unasked)


def test_a_file_of_no_known_year_is_checked_in_structure_only(tmp_path):
    path = making.make(tmp_path / "made.xml", making.children(30, THIS), THIS)
    path.write_text(path.read_text().replace("2026-03-31</Ref", "1999-03-31</Ref").replace("<Year>2026", "<Year>1999"))
    report = check(path)
    assert report.year is None
    assert [finding.rule for finding in report.findings] == ["100"]
    assert len(report.not_run) == 111
    again = check(path, THIS)
    assert [(finding.rule, finding.found) for finding in again.findings] == [("100", "1999-03-31")]
    assert not again.not_run


def test_the_header_names_the_year(tmp_path):
    for year in years.every():
        assert check(making.make(tmp_path / "made.xml", making.children(30, year), year)).year is year


def test_years_have_names():
    assert years.named("2025-26").start == date(2025, 4, 1)
    for wrong in ("2025", "2025-27", "2031-32", "1999-00", "now"):
        with pytest.raises(UnknownYear):
            years.named(wrong)


def test_the_codes_are_those_of_the_statute():
    sets = {
        "abuse_category": "abuse_category",
        "assessment_factor": "assessment_factor",
        "closure_reason": "closure_reason",
        "disability": "disability",
        "ethnicity": "ethnicity",
        "primary_need": "primary_need",
        "referral_source": "referral_source",
        "sex": "sex",
    }
    for year in years.every():
        for name, known in sets.items():
            assert set(structure.codes(year)[name]) <= {code for code, _ in codes.code_set(known).choices()}


def test_a_rule_says_what_it_asks_and_how_to_put_it_right():
    elements = {field.name for field in structure.every_field()} | {"UPN"}
    for rule in rules.every_rule():
        assert rule.asks.endswith(".")
        assert rule.message.endswith(".")
        assert rule.expected
        assert rule.severity == ("query" if rule.code.endswith("Q") else "error")
        assert {rule.element, *rule.fields} <= elements, rule.code
        assert not rule.when or rule.when in elements


def test_a_year_has_one_of_each_rule():
    for year in years.every():
        numbers = [rule.code for rule in rules.of_year(year)]
        assert len(numbers) == len(set(numbers))
