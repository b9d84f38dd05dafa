"""The board must meet before its next day: its members have notice, or the meeting is not called."""

from datetime import timedelta

import pytest

from harbourlight.partnership.boards.tests.stories import bodies

from .by_words import in_words, readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOARD = "Haven Safeguarding Board"
NOTICE = "Members need notice of an extraordinary meeting: for this day it had to be given by"
WHY = "A child died, and the hospital asks for a decision."
WHEN, KIND = "When does it begin?", "What kind of meeting is it?"


@pytest.fixture
def board(cast, moment):
    """Return a board with its members."""
    return bodies(cast, moment).board


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story."""
    return readers(
        browser, live_server, gwen=cast.business, bea=cast.board, charlie=cast.charlie, on_a_phone=("bea",)
    )  # fmt: skip


def when_gwen_calls_the_meeting(gwen, soon, later):
    """The board's manager says why it must meet; on too short notice the meeting is not called."""
    gwen.go_to("Boards", BOARD, "Plan a meeting").is_good()
    gwen.tries({KIND: "Extraordinary meeting", WHEN: soon, "Place": "Quay House"}, "Plan")
    gwen.is_refused("Enter why an extraordinary meeting is needed")
    gwen.tries({"Why an extraordinary meeting is needed": WHY}, "Plan")
    gwen.is_refused(NOTICE, "Choose a later day, or record an urgent decision.")
    gwen.says({WHEN: later}, "Plan").sees_all("The meeting was planned and its members invited.").is_good()


def then_bea_reads_why_she_is_called(bea, later):
    """A member finds the meeting on the board's page, with the reason; calling meetings is not for members."""
    bea.go_to("Boards", BOARD).sees_all("extraordinary meeting, Quay House")
    assert not bea.is_offered("Plan a meeting")
    bea.click(bea.page.get_by_role("main").get_by_role("link", name=in_words(later)))
    bea.sees_all(f"{BOARD}: extraordinary meeting", f"Called because: {WHY}", "Planned").is_good()
    for name in ("Move", "Call off"):
        assert not bea.is_offered(name)
    return bea.path


def when_gwen_moves_it_nearer(gwen, meeting, soon, later):
    """A meeting that is moved has notice as well."""
    told = {"Why the meeting is moved": "The hall is taken."}
    gwen.go(meeting).follow("Move").is_good().tries(told | {"New date and time": soon}, "Move")
    gwen.is_refused(NOTICE)
    gwen.says({"New date and time": later}, "Move")
    gwen.sees_all("The meeting was moved, and whatever is due before it with it.", in_words(later))


def test_members_have_notice_of_an_extraordinary_meeting(moment, board, at_work):
    w = at_work
    soon, later, latest = (moment + timedelta(days=days) for days in (9, 40, 47))
    when_gwen_calls_the_meeting(w.gwen, soon, later)
    meeting = then_bea_reads_why_she_is_called(w.bea, later)
    assert not w.charlie.opens(meeting)
    when_gwen_moves_it_nearer(w.gwen, meeting, soon, latest)
    assert w.bea.go(meeting).sees(in_words(latest))
