"""Each quarter early help assessments are drawn by lot and graded: the school's is read, and the board sees a count."""

import pytest

from harbourlight.practice.earlyhelp import actions
from harbourlight.practice.earlyhelp.tests.stories import accepted, planned

from .by_words import day_of, in_words, readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHOOL, POLICE = "Lantern Street Primary School", "Southern Shore Police"
NONE_LEFT = "No assessment of this agency and quarter is left to draw."
GRADES = {
    "What goes well": "Good",
    "What worries people": "Good",
    "Each child's voice": "Inadequate",
    "Comment on each child's voice": "One word of hers is not her voice.",
    "The parents' view": "Adequate",
    "What would help": "Good",
    "Analysis": "Good",
}


@pytest.fixture
def case(cast, as_user, moment):
    """Return a case that Bob, the school's safeguarding lead, has assessed with the family."""
    made = accepted(cast, moment, as_user)
    with as_user(cast.helper):
        made = actions.allocate(case=made, lead=cast.bob, by=cast.helper, at=moment)
    with as_user(cast.bob):
        return planned(made, cast.bob, moment)


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story."""
    return readers(
        browser, live_server, senga=cast.senior, audrey=cast.auditor, bea=cast.board, bob=cast.bob,
        on_a_phone=("audrey", "bea"),
    )  # fmt: skip


def quarter_of(day):
    """Return the quarter of a day in words: "October to December 2026"."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return f"{first:%B} to {first.replace(month=first.month + 2):%B %Y}"


def when_senga_draws(senga, quarter):
    """A senior manager draws among what the school completed; the police completed nothing."""
    senga.go_to("Early help", "Quality of assessments").sees_all(SCHOOL, quarter).is_good()
    quality = senga.path
    senga.follow("Draw a sample").is_good().tries({"Agency": POLICE, "Quarter": quarter, "How many": 3}, "Draw")
    senga.is_refused(NONE_LEFT)
    senga.says({"Agency": SCHOOL}, "Draw")
    senga.sees_all("Drawn. The records stay open to you for 20 working days.", "Drawn by you, not graded yet").is_good()
    return quality


def and_she_grades_what_was_drawn(senga, today):
    """She reads the assessment with the child's voice, and grades each section and the whole."""
    senga.follow(f"{SCHOOL}, agreed {in_words(today)}").sees_all("Words on worries", "I want to sleep.").is_good()
    drawn = senga.path
    senga.tries(GRADES, "Keep the grades")
    senga.is_refused("Select the assessment as a whole")
    senga.says(
        {"The assessment as a whole": "Adequate", "What its author can learn": "Ask Isla, and write down her words."},
        "Keep the grades",
    )
    senga.sees_all("Graded.", "1 adequate").sees_none("Drawn by you, not graded yet")
    return drawn


def then_nothing_is_drawn_twice(audrey, quarter, drawn):
    """The auditor finds nothing left to draw, and does not read what somebody else drew."""
    audrey.go_to("Early help", "Quality of assessments", "Draw a sample")
    audrey.tries({"Agency": SCHOOL, "Quarter": quarter, "How many": 1}, "Draw")
    audrey.is_refused(NONE_LEFT)
    assert not audrey.opens(drawn)


def and_the_board_reads_numbers_without_a_name(bea, quality, drawn):
    """A board member sees how the agency stands, draws nothing and reads of no family."""
    assert bea.opens(quality)
    bea.sees_all(SCHOOL, "1 adequate").sees_none("Breakwater").is_good()
    assert not bea.is_offered("Draw a sample")
    assert not bea.opens(drawn)


def test_a_sample_of_the_quarter_is_drawn_and_graded(case, moment, at_work):
    w, today = at_work, day_of(moment)
    quality = when_senga_draws(w.senga, quarter_of(today))
    drawn = and_she_grades_what_was_drawn(w.senga, today)
    then_nothing_is_drawn_twice(w.audrey, quarter_of(today), drawn)
    and_the_board_reads_numbers_without_a_name(w.bea, quality, drawn)
    assert not w.bob.opens(quality)
