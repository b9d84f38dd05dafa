"""A councillor challenges the police: it answers, the lead representatives hear it, and what changed is kept."""

import pytest

from .by_words import readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POLICE = "Southern Shore Police"
MATTER, WHY = "Answers come late", "Three questions of this panel waited for months."
RAISED = {
    "Area": "Harbourhaven",
    "In what place you challenge": "Councillor",
    "Agency that you challenge": POLICE,
    "What it is about": "Delay",
    "The matter in a few words": MATTER,
}
ANSWER, CHANGED = "Your agency's answer", "What changed because of it"


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story."""
    return readers(
        browser, live_server, col=cast.councillor, pat=cast.sergeant, gwen=cast.business, bea=cast.board,
        bob=cast.bob, charlie=cast.charlie, on_a_phone=("col", "bea"),
    )  # fmt: skip


def when_col_challenges_the_police(col):
    """The councillor says what she challenges, and why."""
    col.go_to("Challenges", "Raise a challenge").is_good().tries(RAISED, "Raise it")
    col.is_refused("Enter why you challenge it")
    col.says({"Why you challenge it": WHY}, "Raise it")
    col.sees_all("It was raised.", MATTER, "the agency's senior managers", "There is no answer yet.").is_good()
    assert not col.is_offered("Answer it")
    return col.path


def when_pat_answers(pat, words):
    """Somebody of the challenged agency finds it on the first page and answers; settling is not theirs."""
    pat.go_to(MATTER).follow("Answer it").is_good().sees_all(WHY).tries({}, "Answer")
    pat.is_refused("Enter your agency's answer")
    pat.says({ANSWER: words}, "Answer").sees_all("Your answer was kept.", words, "Pat Halyard")
    for name in ("Settle it", "Take it further", "Withdraw it"):
        assert not pat.is_offered(name)


def when_col_takes_it_further(col, page):
    """An answer that settles nothing goes to the lead representatives, once."""
    col.go(page).follow("Take it further").says({"Why": "Nothing will change by that."}, "Take it further")
    col.sees_all("It was taken further.", "the lead representatives of the partners")
    assert not col.is_offered("Take it further")


def and_gwen_writes_down_what_the_leads_answer(gwen, page):
    """The business unit answers for the lead representatives."""
    gwen.go_to("Challenges").sees_all("Before the lead representatives").is_good().follow(MATTER)
    assert gwen.path == page
    gwen.follow("Answer it").says({ANSWER: "The leads agreed on a week."}, "Answer").sees_all("Your answer was kept.")


def then_col_settles_it(col, page):
    """Whoever raised it says what changed, or that nothing did."""
    col.go(page).sees_all("The leads agreed on a week.").follow("Settle it").tries({}, "Settle it")
    col.is_refused("Enter what changed because of it")
    col.says({CHANGED: "Answers come within a week."}, "Settle it")
    col.sees_all("It is settled.", "Settled", "Answers come within a week.", "Col Rudder").is_good()


def and_the_board_reads_it_in_the_register(bea, page):
    """A board member reads the challenge and how often each agency was challenged, and settles nothing."""
    bea.go_to("Challenges").sees_all(MATTER, POLICE).follow(MATTER).sees_all("Answers come within a week.")
    assert not bea.is_offered("Settle it")
    bea.go_to("Challenges", "Themes by agency").sees_all(POLICE, "Delay: 1").is_good()


def test_a_councillors_challenge_is_answered_taken_further_and_settled(at_work):
    w = at_work
    page = when_col_challenges_the_police(w.col)
    for stranger in (w.bob, w.charlie):
        assert not stranger.opens(page)
    when_pat_answers(w.pat, "We answer when we can.")
    when_col_takes_it_further(w.col, page)
    and_gwen_writes_down_what_the_leads_answer(w.gwen, page)
    then_col_settles_it(w.col, page)
    and_the_board_reads_it_in_the_register(w.bea, page)
