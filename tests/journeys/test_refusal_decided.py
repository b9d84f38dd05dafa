"""A family refuses early help: somebody else tries again, they refuse again, and the case closes with advice."""

import pytest

from harbourlight.practice.earlyhelp import actions
from harbourlight.practice.earlyhelp.tests.stories import accepted

from .by_words import day_of, readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LED = "Early help: lead professional named"
DECIDE = "Decide what happens now"
REASONS = "Reasons for the decision"
AGAIN = {
    "What happens now": "Try again with another person",
    "Who tries again": "Somebody else, by their e-mail address",
    REASONS: "The family knows the nurse better than the school.",
}


@pytest.fixture
def case(cast, as_user, moment):
    """Return a case that Bob, the school's safeguarding lead, leads."""
    made = accepted(cast, moment, as_user)
    with as_user(cast.helper):
        return actions.allocate(case=made, lead=cast.bob, by=cast.helper, at=moment)


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story."""
    return readers(
        browser, live_server, bob=cast.bob, hettie=cast.helper, nell=cast.nurse, charlie=cast.charlie,
        on_a_phone=("bob", "nell"),
    )  # fmt: skip


def when_the_family_refuses(lead, today, who):
    """The lead professional writes down what the family said; the case then waits for a decision."""
    lead.go_to(LED).follow("Record what the family said").is_good()
    lead.says(
        {"Day the family was asked": today, "Who was asked": who, "How": "By telephone", "What they said": "Refused"},
        "Record it",
    )
    lead.sees_all("Recorded.", "The family refused. This waits for a decision since")
    assert not lead.is_offered("Start the assessment")
    return lead.path


def then_the_refusal_stands_in_the_list(hettie, case):
    """The team sees that nobody has decided, and that the decision is the lead's or a manager's."""
    hettie.go_to("Early help", "Refused, not decided", "Isla Breakwater").sees_all("The family refused").is_good()
    assert hettie.path == case
    assert not hettie.is_offered(DECIDE)


def when_bob_lets_nell_try_again(bob, nell):
    """The lead lets somebody try again whom the family knows, by an address that has an account here."""
    bob.follow(DECIDE).is_good().tries(AGAIN | {"Their e-mail address": "nobody@harbourlight.example"}, "Decide")
    bob.is_refused("Nobody with this e-mail address has an account here.")
    bob.says({"Their e-mail address": nell.professional.email}, "Decide").sees_all("Decided.")
    assert not bob.is_offered("Isla Breakwater")


def when_nell_closes_with_advice(nell):
    """The second lead decides in turn; a family whose case closes is told where else to go."""
    told = {"What happens now": "Close with advice", REASONS: "They manage, and said so twice."}
    nell.follow(DECIDE).tries(told, "Decide")
    nell.is_refused("Enter the advice the family was given")
    nell.says({"The advice the family was given": "The family hub on Quay Street is open every day."}, "Decide")
    nell.sees_all("Decided.").is_good()


def then_nothing_waits_and_the_record_is_closed(hettie, nell, case):
    """The list is empty, and the case is closed to those it was open to."""
    hettie.go_to("Early help", "Refused, not decided").sees_all("Every refusal you may see has been decided.")
    for person in (hettie, nell):
        assert not person.opens(case)


def test_a_refusal_is_decided_twice(cast, moment, case, at_work):
    w, today = at_work, day_of(moment)
    page = when_the_family_refuses(w.bob, today, "Moira Breakwater, mother")
    then_the_refusal_stands_in_the_list(w.hettie, page)
    assert not w.charlie.opens(page)
    assert not w.nell.opens(page)
    when_bob_lets_nell_try_again(w.bob, w.nell)
    when_the_family_refuses(w.nell, today, "Moira Breakwater, mother")
    when_nell_closes_with_advice(w.nell)
    then_nothing_waits_and_the_record_is_closed(w.hettie, w.nell, page)
