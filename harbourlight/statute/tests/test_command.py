"""The command line: what it prints, and what it refuses."""

import json

import pytest

from harbourlight.statute.command import main


def test_due_in_json_has_these_keys_and_no_others(capsys):
    assert main(["due", "CLK-REF-001", "--from", "2018-03-28T16:10", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer == {
        "clock": "CLK-REF-001",
        "version": "from 15 April 2013",
        "due": "2018-03-29",
        "source": answer["source"],
        "skipped": [],
    }
    assert main(["due", "CLK-REF-001", "--from", "2018-03-29", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["skipped"][0] == {"date": "2018-03-30", "why": "Good Friday"}


def test_a_name_finds_the_version_and_the_answer_bears_the_id(capsys):
    assert main(["due", "referral.decision", "--from", "2012-06-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["clock"] == "CLK-REF-004"


@pytest.mark.parametrize(
    ("started", "ends"),
    [
        ("2018-03-23T16:10", "2018-03-26T17:10:00+01:00"),
        ("2018-10-26T16:10", "2018-10-29T15:10:00+00:00"),
        ("2018-07-01T16:10:30Z", "2018-07-04T17:10:30+01:00"),
        ("2018-07-01 16:10", "2018-07-04T16:10:00+01:00"),
        ("2018-07-01T16:10+02:00", "2018-07-04T15:10:00+01:00"),
    ],
)
def test_hours_answer_a_moment_in_london(capsys, started, ends):
    assert main(["due", "CLK-EMG-001", "--from", started, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == ends


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["due", "CLK-NO-1", "--from", "2018-01-01"], "no clock"),
        (["due", "CLK-REF-001", "--from", "2018-02-30"], "exists"),
        (["due", "CLK-REF-001", "--from", "2018-02-03T25:00"], "exists"),
        (["due", "CLK-REF-001", "--from", "yesterday"], "not a date"),
        (["due", "CLK-REF-001", "--from", "20180101"], "not a date"),
        (["due", "CLK-REF-001", "--from", "2029-01-02"], "calendar"),
        (["due", "CLK-INF-003", "--from", "2009-01-02"], "calendar"),
        (["due", "CLK-REF-001", "--from", "2012-01-02"], "CLK-REF-004 applies"),
        (["due", "CLK-STR-001", "--from", "2018-01-02"], "no number"),
        (["due", "CLK-EMG-001", "--from", "2018-01-02"], "time of day"),
        (["due", "CLK-LAC-020", "--from", "9999-12-31"], "no date"),
        (["due", "CLK-RET-003", "--from", "9999-12-31T23:59:59-12:00"], "no date"),
        (["due", "CLK-REF-001"], "--from"),
        (["due"], "required"),
        ([], "required"),
        (["forget"], "invalid choice"),
    ],
)
def test_what_it_cannot_answer_it_refuses_in_one_line(capsys, words, complaint):
    assert main(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert complaint in printed.err
    assert printed.err.count("\n") == 1


def test_the_words_carry_the_reasons(capsys):
    assert main(["due", "CLK-REF-001", "--from", "2018-03-29"]) == 0
    printed = capsys.readouterr().out
    assert "Tuesday 3 April 2018" in printed
    assert "Not counted: 2018-03-30 Good Friday" in printed
    assert "never an alarm" not in printed


@pytest.mark.parametrize(
    ("clock", "mark"),
    [
        ("CLK-REF-003", "setting, never an alarm"),
        ("CLK-CPC-002", "unverified, never an alarm"),
    ],
)
def test_a_setting_is_marked(capsys, clock, mark):
    assert main(["due", clock, "--from", "2018-07-29"]) == 0
    assert mark in capsys.readouterr().out


def test_an_unlawful_row_is_marked(capsys):
    assert main(["due", "CLK-PFO-007", "--from", "2016-07-29"]) == 0
    assert "against the law, never an alarm" in capsys.readouterr().out


def test_the_list_holds_every_clock(capsys):
    assert main(["list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len({row["id"] for row in rows}) == 242
    assert main(["list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 242


def test_help_is_no_error(capsys):
    assert main(["--help"]) == 0
    assert "time limits" in capsys.readouterr().out
