"""Work the product does by itself: watching who stays away."""

from procrastinate.contrib.django import app

from harbourlight.foundations.access.middleware import read_clock

from . import actions


@app.periodic(cron="20 5 * * *")
@app.task(name="boards.watch_absence", queueing_lock="boards.watch_absence")
def watch_absence(timestamp):
    """Open a challenge for each seat that was empty too often in a row, once a day."""
    return len(actions.watch_absence(at=read_clock()))
