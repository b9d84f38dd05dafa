"""Background work of the access engine: sealing the read log, and notices by e-mail."""

import json
from datetime import UTC, datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

NOTICE = """Something waits for you in Harbourlight.

Sign in to see it: {address}

This message holds nothing about any child. Please do not answer it.
"""


@app.periodic(cron="* * * * *")
@app.task(name="access.seal_readings", queueing_lock="access.seal_readings", priority=10)
def seal_readings(timestamp):
    """Seal the read log each minute; once an hour the histories, too, and see to the partitions of the months ahead."""
    from . import seals

    at = datetime.fromtimestamp(timestamp, UTC)
    if at.minute == 0:
        seals.make_months(at.date())
    seals.seal_now(at, with_histories=at.minute == 0)


@app.task(
    name="access.send_notice", retry=RetryStrategy(max_attempts=12, exponential_wait=3), pass_context=True
)  # fmt: skip
def send_notice(context, address, subject, path):
    """Send one person the notice that something waits for them; tried again while the mail server is down."""
    if not address:
        return  # it went before its worker died
    base = getattr(settings, "HARBOURLIGHT_ADDRESS", "")
    send_mail(subject, NOTICE.format(address=f"{base}{path}"), None, [address])
    blank(context.job.id, "address", "path")


def blank(job_id, *names):
    """Take words out of a job whose purpose is fulfilled: jobs are kept for weeks, and stand in every dump."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET args = args || %s::jsonb WHERE id = %s",
            [json.dumps(dict.fromkeys(names, "")), job_id],
        )


def tell(*, address, subject, path):
    """Queue a notice in this transaction: it goes once, and only when the transaction is kept."""
    send_notice.defer(address=address, subject=subject, path=path)
