"""Work the product does by itself: watching who stays away."""

from procrastinate.contrib.django import app

from harbourlight.foundations.access.middleware import read_clock

from . import actions


@app.periodic(cron="20 5 * * *")
@app.task(name="boards.watch_absence", queueing_lock="boards.watch_absence")
def watch_absence(timestamp):
    """Open a challenge for each seat that was empty too often in a row, once a day."""
    return len(actions.watch_absence(at=read_clock()))


@app.periodic(cron="30 5 * * *")
@app.task(name="boards.settle_agreements", queueing_lock="boards.settle_agreements")
def settle_agreements(timestamp):
    """Settle what the executive was asked by correspondence and whose time is over, once a day."""
    return len(actions.settle_what_is_over(at=read_clock()))
