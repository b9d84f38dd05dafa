"""A child from the legal gateway through pre-proceedings to court, where the time is extended and an order made."""

from datetime import timedelta

import pytest

from harbourlight.practice.childinneed.tests.stories import child, referred

from .by_words import day_of, in_words, readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEGIN, AGAIN, END = "Begin a legal stage", "Begin another stage", "End this stage"
EXTEND = "The court extended the time"
WHICH, WHEN, HOW = "Which stage begins?", "On which day?", "How did it end?"
COURT = "Care or supervision proceedings"
IN_COURT = timedelta(weeks=26) - timedelta(days=1)  # the day of issue is the first
LONGER = timedelta(weeks=8)


@pytest.fixture
def perran(cast, as_user, moment):
    """Return a child in need, who is Wanda's."""
    perran = child(cast.area, moment, "Perran", "Sandling")
    referred(cast, as_user, moment, perran)
    return perran


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story."""
    return readers(
        browser, live_server, tamsin=cast.team_manager, wanda=cast.worker, charlie=cast.charlie, on_a_phone=("wanda",)
    )  # fmt: skip


def when_tamsin_begins_the_gateway(tamsin, perran, day, tomorrow):
    """The manager begins the first stage; it begins on no day to come, and not twice."""
    tamsin.open(perran).follow(BEGIN).is_good().tries({WHICH: "Legal gateway", WHEN: tomorrow}, "Begin")
    tamsin.is_refused("must be today or in the past")
    tamsin.says({WHEN: day}, "Begin").sees_all("The stage was recorded.", "Legal gateway: Perran Sandling").is_good()
    gateway = tamsin.path
    tamsin.follow(AGAIN).tries({WHICH: "Legal gateway", WHEN: day}, "Begin")
    tamsin.is_refused("This stage is under way for the child already.")
    tamsin.go(gateway)


def and_one_stage_follows_another(tamsin, outcome, follows, ended, began):
    """A stage ends with its outcome, and another begins."""
    tamsin.follow(END).says({HOW: outcome, WHEN: ended}, "End").sees_all("The stage has ended.", outcome)
    tamsin.follow(AGAIN).says({WHICH: follows, WHEN: began}, "Begin").sees_all(f"{follows}: Perran Sandling")


def when_the_court_extends_the_time(tamsin, issued, today):
    """The court extends the time by eight weeks and no day more; the first limit stays to be read."""
    over, latest = issued + IN_COURT, issued + IN_COURT + LONGER
    tamsin.follow(EXTEND).is_good()
    tamsin.sees_all(f"to be over by {in_words(over)}, extended to {in_words(latest)} at the latest")
    told = {"When did the court decide?": today, "Why does the court need more time?": "The expert's report is late."}
    tamsin.tries(told | {"To which day?": latest + timedelta(days=1)}, "Save")
    tamsin.is_refused(f"The court extends from {in_words(over)} to {in_words(latest)} at the latest.")
    tamsin.says({"To which day?": latest}, "Save").sees_all("The extension was recorded.")
    tamsin.sees_all(f"Was to be over by {in_words(over)}. The court extended the time on {in_words(today)}.").is_good()


def then_wanda_reads_every_stage_and_records_none(wanda, perran):
    """The social worker reads how far it is; the stages are the manager's to record."""
    wanda.open(perran)
    assert not wanda.is_offered(BEGIN)
    wanda.follow(COURT).sees_all("Legal gateway", "Start pre-proceedings", "Issue proceedings", "Under way").is_good()
    for name in (END, EXTEND, AGAIN):
        assert not wanda.is_offered(name)


def when_an_order_is_made(tamsin, today):
    """The proceedings end; nothing of them is extended any more."""
    tamsin.follow(END).says({HOW: "An order was made", WHEN: today}, "End")
    tamsin.sees_all("The stage has ended.", f"until {in_words(today)}: An order was made")
    assert not tamsin.is_offered(EXTEND)


def test_a_child_goes_through_every_legal_stage(moment, perran, at_work):
    w, today = at_work, day_of(moment)
    weeks = {number: today - timedelta(weeks=number) for number in (30, 28, 20)}
    when_tamsin_begins_the_gateway(w.tamsin, perran, weeks[30], today + timedelta(days=1))
    and_one_stage_follows_another(w.tamsin, "Start pre-proceedings", "Pre-proceedings", weeks[28], weeks[28])
    and_one_stage_follows_another(w.tamsin, "Issue proceedings", COURT, weeks[20], weeks[20])
    when_the_court_extends_the_time(w.tamsin, weeks[20], today)
    then_wanda_reads_every_stage_and_records_none(w.wanda, perran)
    assert not w.charlie.opens(w.tamsin.path)
    when_an_order_is_made(w.tamsin, today)
