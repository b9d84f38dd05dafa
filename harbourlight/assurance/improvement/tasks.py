"""Work the product does by itself: reminding of recommendations, and telling the chair of those that stay late."""

from procrastinate.contrib.django import app

from harbourlight.foundations.access.middleware import read_clock

from . import actions


@app.periodic(cron="10 7 * * *")
@app.task(name="improvement.chase", queueing_lock="improvement.chase")
def chase(timestamp):
    """Remind of what is due soon or late, every working morning, and bring before the chair what stays late."""
    return actions.chase(at=read_clock())
