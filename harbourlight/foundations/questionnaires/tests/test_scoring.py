"""Answers come to what a person would count by hand."""

import csv
import io
from pathlib import Path

import pytest

from harbourlight.foundations.uploads.table import read_table

from ..library import Library
from ..scoring import NOT_ANSWERED, NOTHING_APPLIED, Given, asked_of, faults_in, score
from ..shares import Share
from ..sheets import HEADS, dictionary, read_sheet, sheet

DATA = Path(__file__).parent / "data"


@pytest.fixture
def compact():
    """Return the compact."""
    return Library().load("section11-compact", "2026.1")


def brought(rows):
    """Return rows as the table of an uploaded file."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return read_table(text.getvalue().encode(), ("code",), HEADS)


@pytest.fixture
def returned(compact):
    """Return the answers of a school."""
    given, faults = read_sheet(
        compact, read_table((DATA / "return_of_a_school.csv").read_bytes(), ("code",), HEADS)
    )  # fmt: skip
    assert faults == []
    return given


def test_the_return_of_a_school_comes_to_what_was_counted_by_hand(compact, returned):
    with (DATA / "return_of_a_school_scored.csv").open(encoding="utf-8", newline="") as lines:
        expected = list(csv.DictReader(lines))
    found = score(compact, returned, "school")
    codes = ("met", "partly", "not_met", "not_known", "not_applicable", "blank")
    assert [
        {"standard": each.id, "asked": str(each.asked), "share_met": each.share.counts, "gaps": str(each.gaps)}
        | {code: str(each.counts[code]) for code in codes} | {"word": each.word}
        for each in found.results
    ] == expected  # fmt: skip


def test_what_is_asked_again_what_shows_nothing_and_what_has_no_action_is_named(compact, returned):
    found = score(compact, returned, "school")
    assert [question.id for question in found.gaps] == "2.3 3.3 3.4 4.3 5.1 5.2 7.1 8.3 9.1 11.1 11.2".split()
    assert [question.id for question in found.nothing_shown] == ["4.1", "10.3"]
    assert [question.id for question in found.without_action] == ["3.3", "5.1", "11.2"]


def test_an_answer_to_a_question_that_was_not_asked_is_kept_aside(compact, returned):
    assert score(compact, returned, "school").aside == ("account.contracts",)
    assert score(compact, returned, "school", {"buys_services"}).aside == ()


def test_no_answer_is_not_a_bad_answer(compact):
    leaders = [question for question in compact if question.id.startswith("1.")]
    blank = score(compact, {}, "school").results[0]
    assert (blank.word, blank.share.counts, blank.counts["blank"], blank.gaps) == (NOT_ANSWERED, "0 of 0", 4, 0)
    none = {question.key: Given("not_applicable", reason="closed") for question in leaders}
    assert score(compact, none, "school").results[0].word == NOTHING_APPLIED
    unknown = {question.key: Given("not_known") for question in leaders}
    assert score(compact, unknown, "school").results[0].word == "Needs attention"


def test_two_inadequate_answers_leave_a_case_adequate_and_a_third_or_a_critical_one_does_not():
    audit = Library().load("caseaudit-neglect", "2026.1")
    given = {question.key: Given("good") for question in audit if question.scale.name == "quality"}
    assert score(audit, given, "joint").results[0].word == "Good"
    for key, word in (("father", "Adequate"), ("cumulative", "Adequate"), ("supervision", "Inadequate")):
        given[key] = Given("inadequate")
        assert score(audit, given, "joint").results[0].word == word
    assert score(audit, given | {"effect": Given("worse")}, "joint").results[0].share.of == 21
    critical = {"child.seen": Given("inadequate")}
    assert score(audit, critical, "joint").results[0].word == "Inadequate"


def test_a_profile_has_no_total_and_tells_whom_to_look():
    profile = Library().load("neglect-profile", "2026.1")
    assert score(profile, {"play": Given("4")}).tells == ()
    found = score(profile, {"watch": Given("4")})
    assert len(found.tells) == 1
    assert {each.word for each in found.results} == {""}
    assert len(score(profile, {"watch": Given("5")}).tells) == 2


def test_a_question_that_hangs_on_an_earlier_answer_is_asked_only_with_it():
    audit = Library().load("caseaudit-neglect", "2026.1")

    def asked(code):
        return "neglect.tool_use" in {
            question.key for question in asked_of(audit, {"neglect.tool": Given(code)}, "joint")
        }

    assert asked("yes")
    assert not asked("no")
    assert not asked("")
    changed = {"neglect.tool": Given("no"), "neglect.tool_use": Given("good")}
    assert score(audit, changed, "joint").aside == ("neglect.tool_use",)


def test_each_moment_of_an_evaluation_has_its_questions():
    course = Library().load("training-evaluation", "2026.1")
    assert [len(asked_of(course, {}, moment=moment)) for moment in ("before", "after", "later")] == [3, 6, 5]


@pytest.mark.parametrize(
    ("key", "answer", "says"),
    [
        ("lead.senior", Given("good"), "“good” is not one of the answers"),
        ("lead.senior", Given("not_applicable"), "Enter a reason"),
        ("train.level", Given("met", figures={"staff": 3, "staff_in_date": 4}), "must be no more than"),
        ("train.level", Given("met", figures={"stuff": 3}), "no figure of this question"),
        ("train.level", Given("met", figures={"staff": 4, "staff_in_date": 4}), ""),
    ],
)
def test_an_answer_that_cannot_be_is_refused_in_words(compact, key, answer, says):
    said = " ".join(faults_in(compact.find(key), answer))
    assert says in said if says else not said


def test_an_inadequate_section_says_what_was_missing():
    report = Library().load("conference-report", "2026.1")
    assert faults_in(report.find("analysis"), Given("inadequate")) == ["Enter what was missing"]
    assert faults_in(report.find("analysis"), Given("inadequate", "No history.")) == []


def test_a_sheet_that_is_written_is_read_back_the_same(compact, returned):
    asked = {key: answer for key, answer in returned.items() if key != "account.contracts"}
    asked["train.level"] = Given("met", evidence="the list", figures={"staff": 40, "staff_in_date": 38})
    rows = sheet(compact, asked, "school")
    assert rows[0] == list(HEADS)
    assert len(rows) == 39
    assert read_sheet(compact, brought(rows)) == (asked, [])


def test_a_sheet_forgives_what_a_spreadsheet_does_to_it_and_names_what_it_cannot_read(compact):
    rows = [
        ["ID", "Code", "Comment", "Figures"],
        ["1.1", "Met", "", ""],
        ["9.9", "met", "", ""],
        ["1.1", "met", "", ""],
    ]
    given, faults = read_sheet(
        compact, brought([*rows, ["5.2", "partly", "", "staff=many"], ["1.2", "", "", ""]])
    )  # fmt: skip
    assert given["lead.senior"].code == "met"
    assert "lead.designated" not in given
    assert [fault.split(":")[0] for fault in faults] == ["Row 3", "Row 4", "Row 5"]
    audit = Library().load("caseaudit-neglect", "2026.1")
    mangled = brought([["key", "code"], ["neglect.tool", "TRUE"]])
    assert read_sheet(audit, mangled)[0]["neglect.tool"].code == "yes"


def test_the_key_to_a_sheet_says_which_answers_count(compact):
    rows = {(row[0], row[5]): row[8] for row in dictionary(compact)[1:]}
    assert rows["lead.senior", "met"] == "yes"
    assert rows["lead.senior", "not_known"] == "no"


@pytest.mark.parametrize(
    ("number", "of", "words"),
    [
        (5, 12, "42% (5 of 12)"),
        (3, 9, "3 of 9"),
        (125, 134, "93% (125 of 134)"),
        (5, 1000, "1% (5 of 1000)"),
        (0, 0, "0 of 0"),
    ],
)
def test_a_share_of_few_is_said_in_counts(number, of, words):
    assert str(Share(number, of)) == words
