"""Work the product does by itself: telling the next when nobody opened an urgent notice."""

from procrastinate.contrib.django import app

from harbourlight.foundations.access.middleware import read_clock

from . import actions


@app.periodic(cron="* * * * *")
@app.task(name="notices.escalate", queueing_lock="notices.escalate", priority=10)
def escalate(timestamp):
    """Let what nobody opened in time go on to the next on the ladder, each minute."""
    return actions.escalate(at=read_clock())
