"""Each kind of fault is found on the right child, and nothing else is."""

import random

import pytest

from harbourlight.exchange.cincensus import making, rules, years
from harbourlight.exchange.cincensus.checking import check
from harbourlight.exchange.cincensus.made_faults import every_fault, faulty, faulty_children

THIS = years.named("2025-26")
NEXT = years.named("2026-27")


def rules_by_child(report):
    """Return the rules found for each child, the file as a whole left out."""
    found = {}
    for finding in report.findings:
        if finding.line is not None:
            found.setdefault(finding.child, set()).add(finding.rule)
    return found


def year_for(fault):
    return NEXT if fault.rule.startswith("9") else THIS


def expected_of(fault):
    return {fault.rule, *fault.also}


@pytest.mark.parametrize("fault", every_fault(), ids=lambda fault: f"{fault.rule} {fault.what}")
def test_a_fault_is_found_alone(fault, tmp_path):
    year = year_for(fault)
    made = faulty(fault, year)
    report = check(making.make(tmp_path / "one.xml", made, year))
    for child in made:
        assert rules_by_child(report).pop(child["ChildIdentifiers"].get("LAchildID")) == expected_of(fault)
    assert len(rules_by_child(report)) == len({child["ChildIdentifiers"].get("LAchildID") for child in made})


@pytest.mark.parametrize("year", years.every(), ids=lambda year: year.label)
def test_faults_among_sound_children_stay_with_their_child(year, tmp_path):
    expected = {}
    made = list(making.children(200, year))
    for fault, children in faulty_children(year):
        for child in children:
            expected[child["ChildIdentifiers"].get("LAchildID")] = expected_of(fault) & known(year)
        made += children
    random.Random(5).shuffle(made)
    report = check(making.make(tmp_path / "all.xml", made, year))
    assert report.children == len(made)
    assert rules_by_child(report) == expected


def known(year):
    """Return what can be found in a year: its rules, and faults of structure."""
    return {rule.code for rule in rules.of_year(year)} | {
        fault.rule for fault in every_fault() if fault.rule.startswith("schema.")
    }


@pytest.mark.parametrize("year", years.every(), ids=lambda year: year.label)
@pytest.mark.parametrize("every_module", [False, True], ids=["stories", "every module"])
def test_sound_children_raise_nothing(year, every_module, tmp_path):
    made = making.children(240, year, every_module=every_module)
    report = check(making.make(tmp_path / "sound.xml", made, year))
    assert (report.children, report.year, report.findings, report.not_run) == (240, year, (), ())


def test_every_rule_about_a_child_has_a_made_fault():
    made = {rule for fault in every_fault() for rule in expected_of(fault)}
    missing = {rule.code for rule in rules.every_rule() if rule.level not in {"file", "header"}} - made
    assert not missing


def test_there_are_the_rules_of_the_return():
    assert len([rule for rule in rules.of_year(THIS) if not rule.is_own]) == 109
    assert len([rule for rule in rules.of_year(NEXT) if not rule.is_own]) == 121
    assert set(rules.functions()) == {rule.code for rule in rules.every_rule()}
