"""What the worker tidies up by itself: jobs of dead workers, codes, drafts and sessions that have had their time."""

import logging
from datetime import UTC, datetime, timedelta
from importlib import import_module

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.documents.outbox import forget_words
from harbourlight.foundations.register import dormant
from harbourlight.foundations.ui.drafts import purge_drafts
from harbourlight.foundations.ui.sending import purge_sent
from harbourlight.practice.frontdoor.actions import forget_codes

KEEP_CODES = timedelta(days=1)
KEEP_DRAFTS = timedelta(days=14)
KEEP_JOBS = timedelta(days=30)
LOG = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="housekeeping.take_up", queueing_lock="housekeeping.take_up", priority=10)
async def take_up(timestamp):
    """Put the jobs of workers that died back into the queue.

    A worker is dead when it gave no sign of life for 30 seconds. Work of the clock is not done twice: its next
    minute comes anyway.
    """
    for job in await app.job_manager.get_stalled_jobs():
        if job.queueing_lock:
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
        else:
            await app.job_manager.retry_job(job)
            LOG.warning("Job %s (%s) had lost its worker and is taken up again.", job.id, job.task_name)


@app.periodic(cron="17 * * * *")
@app.task(name="housekeeping.tidy", queueing_lock="housekeeping.tidy")
def tidy(timestamp):
    """Forget each hour what has had its time: one-time codes, words of mail, drafts, ended sessions."""
    at = datetime.fromtimestamp(timestamp, UTC)
    forget_codes(before=at - KEEP_CODES)
    forget_words(at)
    with as_system("old drafts, and what was sent long ago, are deleted, whosever they are"):
        purge_drafts(at - KEEP_DRAFTS)
        purge_sent(at - KEEP_DRAFTS)
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@app.periodic(cron="7 4 * * *")
@app.task(name="housekeeping.close_unused", queueing_lock="housekeeping.close_unused")
def close_unused_accounts(timestamp):
    """Close each night the accounts that nobody used for their area's days; nobody signs in to most demonstrations."""
    if not settings.HARBOURLIGHT_DEMO:
        dormant.close_unused(datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="37 3 * * *")
@app.task(name="housekeeping.forget_jobs", queueing_lock="housekeeping.forget_jobs")
async def forget_jobs(timestamp):
    """Forget each night the jobs that are long done; those that failed stay until somebody has seen to them."""
    await app.job_manager.delete_old_jobs(nb_hours=KEEP_JOBS // timedelta(hours=1))
