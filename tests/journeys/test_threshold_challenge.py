"""Bob disagrees with the front door's decision: a senior manager hears him, and the contact is looked at again."""

from datetime import date

import pytest

from harbourlight.practice.frontdoor.actions.letters import tell_referrer
from harbourlight.practice.frontdoor.tests.stories import decided, threshold, told

from .by_words import day_of, in_words, readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHY, REASON = "Why you think the decision is wrong", "He came with bruises, and nobody asked him."
CHANGES, WHAT = "Does the decision change?", "What changes"
ANSWER, WORDS = "The answer to the person who challenged", "You are right: we ask him today."


@pytest.fixture
def contact(cast, as_user, moment):
    """Return a contact of Bob's in which the hub takes no further action; Bob was told."""
    threshold(cast.area, date(2010, 1, 1), "first edition")
    with as_user(cast.bob):
        made = told(cast, moment, "Juniper Halewood")
    done = decided(cast, made, moment, as_user, outcome="no_action")
    with as_user(cast.manager):
        return tell_referrer(contact=done, by=cast.manager, at=moment)


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story."""
    return readers(
        browser, live_server, bob=cast.bob, morag=cast.manager, senga=cast.senior, charlie=cast.charlie,
        on_a_phone=("bob",),
    )  # fmt: skip


def when_bob_challenges_the_decision(bob, contact, challenge):
    """Whoever told the front door says why its decision is wrong."""
    bob.go(f"/contacts/mine/{contact.pk}/").follow("challenge the decision").is_good().tries({}, "Send the challenge")
    bob.is_refused("Enter why you think the decision is wrong")
    bob.says({WHY: REASON}, "Send the challenge")
    bob.sees_all("A senior manager will answer you within two working days.")
    bob.go_to("Your challenge to a decision")
    bob.sees_all("Challenge to a decision", REASON, "An answer is due by").is_good()
    assert not bob.is_offered("Answer")
    return bob.path


def then_the_hub_does_not_judge_itself(morag, charlie, page):
    """The manager who decided reads the challenge and does not answer it; a stranger reads nothing."""
    assert morag.opens(page)
    assert not morag.sees_all(REASON).is_offered("Answer")
    assert not charlie.opens(page)


def when_senga_upholds_it(senga):
    """The senior manager answers from her list; where the decision changes, she says what changes."""
    senga.go_to("Challenges to decisions").sees_all("Bob Lanyard").is_good().follow("Read and answer").is_good()
    senga.tries({CHANGES: "Yes", ANSWER: WORDS}, "Answer")
    senga.is_refused("Enter what changes")
    senga.says({WHAT: "The hub screens it again."}, "Answer").sees_all("Your answer was recorded.")
    senga.sees_none("Read and answer")


def then_bob_reads_the_answer_and_the_contact_is_screened_again(bob, morag, contact, challenge):
    """The answer and what changes reach whoever challenged, and the hub has the contact before it again."""
    bob.go_to("Your challenge to a decision").sees_all(WORDS, "Senga Fairlead", "The hub screens it again.").is_good()
    morag.go_to("Front door", contact.reference).sees_all("Being screened", "Decision opened again after a challenge")
    assert morag.sees_all(REASON).is_offered("Decide")


def test_a_decision_of_the_front_door_is_challenged_and_opened_again(moment, contact, at_work):
    w, challenge = at_work, f"Challenge of {in_words(day_of(moment))}"
    page = when_bob_challenges_the_decision(w.bob, contact, challenge)
    then_the_hub_does_not_judge_itself(w.morag, w.charlie, page)
    when_senga_upholds_it(w.senga)
    then_bob_reads_the_answer_and_the_contact_is_screened_again(w.bob, w.morag, contact, challenge)
