"""A conference chair challenges the work of the school: it answers, she takes it all the way up, and settles it."""

import pytest

from harbourlight.practice.childprotection.tests.stories import (
    child,
    conference_for,
    discussed,
    enquiries_of,
    finished,
    referred,
)

from .by_words import readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHOOL = "Lantern Street Primary School"
CHALLENGE = "Challenge an agency's work"
WHAT, WANTED, ANSWER = "What concerns you", "What should change, and by when", "Your agency's answer"
CONCERN = "There is no chronology for two years."
WAITS = "A conference chair's challenge to your agency"
FURTHER = {"What next": "Take it one level further"}


@pytest.fixture
def perran(cast, as_user, moment):
    """Return a child before his conference."""
    perran = child(cast.area, moment)
    referred(cast, as_user, moment, perran)
    (enquiry,) = enquiries_of(cast, as_user, discussed(cast, as_user, moment, [perran]))
    finished(cast, as_user, moment, enquiry)
    conference_for(cast, as_user, moment, [perran])
    return perran


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story."""
    return readers(
        browser, live_server, chandra=cast.conference_chair, wanda=cast.worker, bob=cast.bob, nell=cast.nurse,
        ines=cast.chair, charlie=cast.charlie, on_a_phone=("bob", "nell"),
    )  # fmt: skip


def when_chandra_challenges_the_school(chandra):
    """The chair says to which agency, what concerns her and what should change."""
    chandra.go_to("Initial child protection conference").follow(CHALLENGE).is_good()
    chandra.tries({"Agency": SCHOOL, WHAT: CONCERN}, "Send")
    chandra.is_refused("Enter what should change, and by when")
    chandra.says({WANTED: "A chronology within a week."}, "Send")
    chandra.sees_all("The agency was told, and the clock of its answer runs.", CONCERN, "the team manager or lead")
    return chandra.is_good().path


def then_others_read_and_answer_nothing(w, concern):
    """Somebody of another agency answers nothing; who is not so far up yet, and a stranger, read nothing."""
    if w.nell.opens(concern):
        assert not w.nell.is_offered("Save")
    for person in (w.ines, w.charlie):
        assert not person.opens(concern)


def when_bob_answers(bob, words):
    """The agency finds on its first page that a challenge waits, and answers."""
    bob.go_to(WAITS).sees_all(CONCERN, "A chronology within a week.").tries({}, "Save")
    bob.is_refused("Enter your agency's answer")
    bob.says({ANSWER: words}, "Save").sees_all("Saved.", words).is_good()
    bob.go("/").sees_none(WAITS)


def when_chandra_takes_it_further(chandra, concern, reason, level):
    """An answer that does not settle it is taken one level further, with a reason."""
    chandra.go(concern).tries(FURTHER, "Save")
    chandra.is_refused("Enter why it is taken further")
    chandra.says({"Why it is taken further": reason}, "Save").sees_all("Saved.", f"Put to: {level}", reason)


def and_ines_answers_for_the_partnership(ines, concern):
    """The independent chair reads what came so far, and answers."""
    assert ines.opens(concern)
    ines.sees_all(CONCERN).says({ANSWER: "I ask the head teacher this week."}, "Save").sees_all("Saved.").is_good()


def then_chandra_settles_it(chandra, concern):
    """There is no level above; what changed is said, and nothing is left to do."""
    chandra.go(concern).tries(FURTHER | {"Why it is taken further": "It still is not done."}, "Save")
    chandra.is_refused("There is no level above the independent chair of the partnership.")
    chandra.says({"What next": "It is settled", "What changed": "A chronology came on Monday."}, "Save")
    chandra.sees_all("Settled", "A chronology came on Monday.").is_good()
    assert not chandra.is_offered("Save")


def test_a_chairs_challenge_is_answered_taken_further_and_settled(perran, at_work):
    w = at_work
    concern = when_chandra_challenges_the_school(w.chandra)
    then_others_read_and_answer_nothing(w, concern)
    when_bob_answers(w.bob, "We are short of staff.")
    when_chandra_takes_it_further(w.chandra, concern, "That is no chronology.", "the senior manager of the agency")
    when_bob_answers(w.bob, "It comes at Easter.")
    assert not w.ines.opens(concern)
    top = "the independent chair of the partnership"
    when_chandra_takes_it_further(w.chandra, concern, "Easter is too late.", top)
    and_ines_answers_for_the_partnership(w.ines, concern)
    then_chandra_settles_it(w.chandra, concern)
