"""Background work of the interface."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from .sendings import forget


@app.periodic(cron="47 3 * * *")
@app.task(name="api.forget_sendings", queueing_lock="api.forget_sendings")
def forget_sendings(timestamp):
    """Forget each night the idempotency keys that have ended."""
    forget(datetime.fromtimestamp(timestamp, UTC))
