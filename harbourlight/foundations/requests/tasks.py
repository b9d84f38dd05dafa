"""Work the product does by itself: chasing late answers."""

from procrastinate.contrib.django import app

from harbourlight.foundations.access.middleware import read_clock

from . import actions


@app.periodic(cron="*/15 * * * *")
@app.task(name="requests.chase", queueing_lock="requests.chase")
def chase(timestamp):
    """Remind agencies whose answers are late, every quarter of an hour and each agency once a working day."""
    return actions.chase(at=read_clock())
