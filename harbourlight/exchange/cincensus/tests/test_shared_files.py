"""Files of others, kept outside the project, are read where they are at hand; without them the tests say so."""

import json
import os
from pathlib import Path

import pytest

from harbourlight.exchange.cincensus.checking import check

FOLDER = Path(os.environ.get("HARBOURLIGHT_CENSUS_FILES") or Path(__file__).resolve().parents[5] / "shared/data/peers")
PLANTED = FOLDER / "synthetic" / "cin_planted.xml"
CLEAN = FOLDER / "synthetic" / "cin_clean_500.xml"
SAMPLES = sorted((FOLDER / "cin" / "samples").glob("*.xml"))

pytestmark = pytest.mark.skipif(not PLANTED.is_file(), reason="the census files of others are not at hand")

# Rules that the fault planted in a child breaks besides the one in the key.
ALSO = {
    "P010": "8606", "P012": "8606", "P013": "8606", "P015": "8545Q 8555Q", "P040": "8816 8820", "P042": "8820",
    "P058": "8670Q", "P059": "8863Q", "P061": "8670Q", "P068": "8675Q", "P069": "8675Q", "P074": "8890",
    "P076": "8675Q", "P081": "2889", "P090": "8940 2885", "P091": "2885", "P097": "4003 4016", "P098": "4016",
    "P099": "4001 4016", "P100": "4014", "P101": "4009Q", "P109": "4001 4003", "P110": "4001 4003",
}  # fmt: skip
NOT_NUMBERED = {"BADDATE": "schema.date", "UKDATE": "schema.date"}


def test_every_planted_fault_is_found_on_its_child_and_nothing_else():
    key = {child: rule for child, (rule, _) in json.loads(PLANTED.with_suffix(".json").read_text("utf-8")).items()}
    expected = {child: {NOT_NUMBERED.get(rule, rule), *ALSO.get(child, "").split()} for child, rule in key.items()}
    expected[None] = expected.pop("P001")  # the child without a number
    expected["P008B"] = {"1520"}  # who has the pupil number of P008 too
    del expected["P000"]  # the child without a fault
    found = {}
    for finding in check(PLANTED).findings:
        if finding.line is not None:
            found.setdefault(finding.child, set()).add(finding.rule)
    assert found == expected


def test_only_the_use_of_disability_codes_is_told_of_the_whole_planted_file():
    assert {finding.rule for finding in check(PLANTED).findings if finding.line is None} == {"2887Q"}


def test_the_clean_file_raises_nothing():
    report = check(CLEAN)
    assert (report.children, report.findings, report.not_run) == (500, (), ())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_read(path):
    report = check(path)
    assert report.children
    assert not any("could not be asked of" in entry.why for entry in report.not_run)
