"""A child lives with a neighbour: told of by the hub, visited, found suitable, asked for again, and ended at 16."""

from datetime import timedelta

import pytest

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.practice.privatefostering.tests.factories import child_of

from .at_work import days_pass
from .by_words import day_of, in_words, readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CARER, NAME = "Marina Kittiwake", "Bryony Saltmarsh"
SAID = "I have my own room, and I ring mum on Sundays."
WHY = "Bryony is well cared for and wants to stay."
UNTIL_16 = 60  # days


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story; the senior manager reads on a telephone."""
    return readers(
        browser, live_server, alice=cast.alice, connie=cast.colleague, senga=cast.senior, bob=cast.bob,
        charlie=cast.charlie, on_a_phone=("senga",),
    )  # fmt: skip


@pytest.fixture
def bryony(cast, moment):
    """Return a child of 15 whose school knows her."""
    today = day_of(moment) + timedelta(days=UNTIL_16)
    child = child_of(cast, born_on=today.replace(year=today.year - 16))
    with as_system("a test opens a record to the school"):
        access.give(
            person_ids=[child.pk], professional=cast.bob, basis="network", reason="Her school", by=None, at=moment,
            until=moment + timedelta(days=300),
        )  # fmt: skip
    return child


def listed(reader, *names):
    """Go to the list of private fostering, and on by the words of links."""
    reader.go("/private-fostering/")
    for name in names:
        reader.follow(name)
    return reader


def takes(reader, step):
    """Go to the page of a step, which may wait behind a line of the record's page."""
    if not reader.is_offered(step):
        reader.unfold("Other things to do")
    return reader.follow(step)


def when_alice_records_what_the_school_told(alice, bryony, today, team):
    """The hub records that a child lives with somebody who is no relative; without the carer's name it does not."""
    alice.open(bryony).follow("The child lives with somebody else").is_good()
    told = {
        "When did the council come to know of it?": today, "Who told us?": "School or college",
        "Their name and how to reach them": "Bob Lanyard, Lantern Street School",
        "What is the carer to the child?": "Neighbour",
        "Since when does the child live there, or from when?": today - timedelta(days=40),
        "Is it meant to last 28 days or more?": "Yes", "Team that visits": team,
    }  # fmt: skip
    alice.tries(told, "Record it").is_refused()
    alice.says({"Name of the carer": CARER}, "Record it")
    alice.sees_all("Somebody must visit within seven working days", "It is private fostering", "Senga").is_good()
    return alice.path


def then_the_school_learns_that_it_is_known_and_no_more(bob, bryony, record):
    """The school's lead sees that the team knows, and whom to ring, and opens nothing."""
    bob.open(bryony).unfold("Plans, pathways and what can be started")
    bob.sees_all("Heard of. Ring the team to say anything about it")
    assert not bob.opens(record)


def when_connie_takes_it_on_and_writes_to_the_home(connie, today):
    """The worker finds it in the list, names herself, and writes to the carer and the child, once."""
    listed(connie).is_good().sees_all("First visits", NAME).follow(NAME)
    takes(connie, "Name the worker").says({"Worker": "Connie Plimsoll"}, "Name the worker")
    for letter, words in (
        ("Write to the carer: we know", "You have done nothing wrong"),
        ("Write to the child", "You are not in trouble"),
    ):
        takes(listed(connie, NAME), letter).is_good()
        connie.says({"How it goes": "Handed over"}, "Keep and send it").sees_all(words)
    listed(connie, NAME).sees_all("Thank you for telling us", "Somebody will visit you and why")
    assert not connie.unfold("Other things to do").is_offered("Write to the child")


def and_visits_and_writes_the_report(connie, moment):
    """She sees the child alone; the report is the next thing to do until it is written."""
    listed(connie, NAME).follow("Record a visit").is_good()
    connie.says(
        {
            "When was the visit?": moment - timedelta(minutes=5), "Where?": "At the carer’s home",
            f"Was {NAME} seen?": "Yes", f"Was {NAME} seen alone?": "Yes", f"What {NAME} said or showed": SAID,
            "What you saw and did": "A warm home.",
        },
        "Record a visit",
    )  # fmt: skip
    connie.sees_all(f"“{SAID}”", f"Write the report of the visit of {in_words(day_of(moment))}", "Report not written")
    takes(connie, "Write the report of a visit").says({"Report": "She is well."}, "Write the report of a visit")
    connie.sees_none("Report not written")
    takes(connie, "Check whether it counts").is_good()
    connie.says(
        {
            "Has somebody checked what the carer is to the child?": "Yes",
            "Does the child live in the carer’s own home?": "Yes",
        },
        "See the answer",
    )  # fmt: skip
    connie.sees_all("It is private fostering. The reasons stand on the record.")
    assert not connie.is_offered("Find it suitable")


def when_senga_decides(senga):
    """The team has no manager: the senior manager of the area decides, and the record said so."""
    listed(senga).is_good().follow(NAME).sees_all(f"{senga.professional} decides").is_good()
    senga.follow("Find it suitable").says({"Why the carer and the home are suitable": WHY}, "Find it suitable")
    senga.sees_all("Suitable", WHY, "Tell the carer what was decided")


def then_connie_tells_it_and_the_child_asks_for_a_visit(connie, today):
    """The decision goes by letter, once; a visit that the child asks for stands among what to do, never late."""
    listed(connie, NAME).follow("Write what was decided").is_good()
    connie.says({"How it goes": "Posted on paper"}, "Keep and send it").sees_all(WHY)
    listed(connie, NAME).sees_none("Tell the carer what was decided")
    takes(connie, "Somebody asks for a visit")
    connie.says({"Who asked for a visit?": "The child", "When?": today}, "Somebody asks for a visit")
    connie.sees_all(f"The child asked for a visit on {in_words(today)}, 0 days ago")


def when_it_ends_at_sixteen(connie, moment, today):
    """Weeks later the birthday stands in its list; before it nobody ends it by age, and then it ends with a letter."""
    listed(connie, "Turning 16, or 18 if disabled").sees_all(NAME, "Turns 16 on")
    ends = {
        "Why did it end?": "The child is 16, or 18 if disabled", "When did it end?": moment - timedelta(minutes=2),
        "Where the child lives now, and with whom": "With the carer, as both want.",
    }  # fmt: skip
    takes(connie.follow(NAME), "It has ended").tries(ends, "It has ended").is_refused("The child is old enough on")
    days_pass(UNTIL_16 + 1)
    takes(listed(connie, NAME), "It has ended").says(ends, "It has ended")
    connie.sees_all("Ended", "The child is 16, or 18 if disabled").follow("Write that it has ended").is_good()
    connie.says({"How it goes": "Posted on paper"}, "Keep and send it").sees_all("is now old enough")


def and_the_figures_count_it(senga):
    """The numbers lead to the lists behind them."""
    listed(senga, "Figures").is_good().unfold("Who told of it").sees_all("School or college")


def test_a_child_who_lives_with_a_neighbour(cast, moment, bryony, at_work):
    w, today = at_work, day_of(moment)
    record = when_alice_records_what_the_school_told(w.alice, bryony, today, str(cast.social_work))
    then_the_school_learns_that_it_is_known_and_no_more(w.bob, bryony, record)
    assert not w.charlie.opens(record)
    when_connie_takes_it_on_and_writes_to_the_home(w.connie, today)
    and_visits_and_writes_the_report(w.connie, moment)
    when_senga_decides(w.senga)
    then_connie_tells_it_and_the_child_asks_for_a_visit(w.connie, today)
    when_it_ends_at_sixteen(w.connie, moment, today)
    and_the_figures_count_it(w.senga)
