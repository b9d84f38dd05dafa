"""The question sets of the product are whole, and a set that is wrong is refused in words."""

import shutil
from datetime import date

import pytest

from ..checking import faults_of, warnings_of, why_not_compared
from ..library import OURS, Library, UnknownSet
from ..reading import BadSet, read_set

COMPACT = ("section11-compact", "2026.1")


@pytest.fixture
def copied(tmp_path):
    """Return a folder with a copy of the compact, to spoil."""
    place = tmp_path / "sets" / COMPACT[0] / COMPACT[1]
    shutil.copytree(OURS / COMPACT[0] / COMPACT[1], place)
    return place


def change(path, old, new):
    """Put other words into a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def refused(place):
    """Return what stands against the set of a folder."""
    with pytest.raises(BadSet) as refusal:
        Library((place.parents[1],)).load(*COMPACT)
    return " ".join(refusal.value.faults)


def test_every_set_of_the_product_is_without_a_fault():
    sizes = {each.key: len(list(each)) for each in Library().all()}
    assert sizes["section11-compact"] == 39
    assert sizes["caseaudit-neglect"] == 26
    assert {"conference-report", "early-help-assessment", "neglect-profile", "training-evaluation"} <= set(sizes)


@pytest.mark.parametrize(("kind", "asked"), [("school", 38), ("childminder", 27), ("faith", 35), ("council", 37)])
def test_each_kind_of_setting_is_asked_its_own_questions(kind, asked):
    found = Library().load(*COMPACT)
    assert sum(question.concerns(kind) for question in found) == asked


def test_a_nursery_is_asked_in_its_own_words():
    question = Library().load(*COMPACT).find("lead.senior")
    assert question.words_for("nursery").startswith("The registered person")
    assert question.words_for("police") == question.asks
    assert not question.concerns("childminder")


def test_a_version_holds_from_the_day_it_was_agreed_for():
    found = Library().load(*COMPACT)
    assert not found.is_in_force(date(2026, 11, 30))
    assert found.is_in_force(date(2026, 12, 1))
    assert found.is_in_force(date(2027, 11, 30))
    assert not found.is_in_force(date(2027, 12, 1))
    with pytest.raises(UnknownSet):
        Library().in_force("section11-compact", date(2026, 11, 30))


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("questions.csv", "1.3,lead.time", "1.3,lead.report", "“lead.report” is used 2 times"),
        ("questions.csv", "1.2,", "1.1,", "number “1.1” is used 2 times"),
        ("questions.csv", "childminder", "smithy", "“smithy” is no kind of setting"),
        ("questions.csv", "CLK-LAD-001", "CLK-LAD-999", "no time limit is called CLK-LAD-999"),
        ("questions.csv", "You ask children what makes them feel safe", "Write the child's name", "child’s name"),
        ("questions.csv", "id,key", "id,kee", "“kee” is no field we know"),
        ("variants.csv", "lead.senior,text,school", "lead.junior,text,school", "no question has the key “lead.junior”"),
        ("variants.csv", ",starters\n", ",leavers\n", "at most “leavers”"),
        ("answers.csv", "compliance,grade,met,Met,2", "compliance,grade,met,Met,", "a grade has a rank"),
        ("set.toml", 'purpose = "self_assessment"', 'purpose = "fun"', "The purpose “fun”"),
        ("set.toml", "from = 2026-12-01", "from = 2027-12-01", "ends before it is in force"),
        ("set.toml", 'gaps = ["partly"', 'gaps = ["partial"', "names the answer “partial”"),
        ("set.toml", "share_at_least = 0.75", "share_atleast = 0.75", "“share_atleast” is no field"),
        ("set.toml", "version = \"2026.1\"", "version = \"2026.2\"", "the folder must be named alike"),
    ],
)  # fmt: skip
def test_a_set_that_is_wrong_is_refused_in_words(copied, file, old, new, says):
    change(copied / file, old, new)
    assert says in refused(copied)


def test_a_comma_without_quotation_marks_is_a_fault_and_not_a_new_field(copied):
    change(
        copied / "questions.csv",
        '"The designated person has time, training',
        "The designated person has time, training",
    )
    assert "more cells than columns" in refused(copied)


def test_a_question_depends_only_on_one_before_it(tmp_path):
    place = tmp_path / "sets" / "caseaudit-neglect" / "2026.1"
    shutil.copytree(OURS / "caseaudit-neglect" / "2026.1", place)
    change(place / "questions.csv", "neglect.tool=yes", "effect=yes")
    assert any("“effect”, which is not asked before it" in fault for fault in faults_of(read_set(place)))


def test_other_words_under_the_same_meaning_are_refused_unless_the_note_says_what_was_put_right(copied):
    later = copied.parent / "2026.10"
    shutil.copytree(copied, later)
    change(later / "set.toml", 'version = "2026.1"', 'version = "2026.10"')
    library = Library((copied.parents[1],))
    assert library.load("section11-compact", "2026.10").version == "2026.10"
    change(later / "questions.csv", "A named senior leader answers", "Somebody answers")
    with pytest.raises(BadSet, match="Raise its meaning"):
        Library((copied.parents[1],)).load("section11-compact", "2026.10")
    change(later / "questions.csv", "1.1,lead.senior,1", "1.1,lead.senior,2")
    found = Library((copied.parents[1],)).load("section11-compact", "2026.10")
    first = Library((copied.parents[1],)).load(*COMPACT)
    assert warnings_of(found, [first]) == ["Question 1.1 is not compared with version 2026.1: it asks another thing."]
    assert found.fingerprint != first.fingerprint


def test_versions_are_in_order_of_their_numbers_and_not_of_their_letters(copied):
    for version in ("2026.10", "2026.9"):
        shutil.copytree(copied, copied.parent / version)
    assert Library((copied.parents[1],)).versions("section11-compact") == ["2026.1", "2026.9", "2026.10"]


def test_a_scale_with_other_grades_is_not_compared():
    audit, compact = Library().load("caseaudit-neglect", "2026.1"), Library().load(*COMPACT)
    assert why_not_compared(compact.find("lead.senior"), audit.find("father")) == "its answers are others"


def test_an_area_adds_questions_of_its_own_under_keys_of_its_own(copied):
    place = copied.parents[1] / "local" / "portsmouth" / COMPACT[0] / COMPACT[1]
    place.mkdir(parents=True)
    row = "P.1,local.restorative,1,yes_no,Staff have been introduced to the restorative approach.\n"
    (place / "questions.csv").write_text("id,key,meaning,scale,asks\n" + row, "utf-8")
    library = Library((copied.parents[1],))
    assert len(list(library.load(*COMPACT, area="portsmouth"))) == 40
    assert len(list(library.load(*COMPACT, area="southampton"))) == 39
    change(place / "questions.csv", "local.restorative", "restorative")
    with pytest.raises(BadSet, match="must begin with “local"):
        Library((copied.parents[1],)).load(*COMPACT, area="portsmouth")
