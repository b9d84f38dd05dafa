"""The worker's schedule survives a clock that is set back and a night without a worker, and says what is late."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from harbourlight.config.health import health
from harbourlight.config.schedule import SteadyDeferrer, late

NOON, HOUR = 1_780_000_020, 3600


def due(deferrer, at):
    """Return the names of what is due at a moment."""
    return {task.task.name for task, _ in deferrer.get_previous_tasks(at)}


def test_what_is_due_each_minute_goes_on_when_the_clock_is_set_back(caplog):
    deferrer = SteadyDeferrer(app.periodic_registry)
    assert "access.seal_readings" in due(deferrer, NOON)
    assert "access.seal_readings" in due(deferrer, NOON + 60)
    assert "access.seal_readings" in due(deferrer, NOON - HOUR)
    assert "access.seal_readings" in due(deferrer, NOON - HOUR + 60)
    assert caplog.text.count("The clock was set back") == 1


def test_a_night_without_a_worker_is_made_up_for_within_a_day():
    fell_due = datetime.fromisoformat("2026-06-10T03:40:00+00:00").timestamp()
    assert "dataset.compute_figures" in due(SteadyDeferrer(app.periodic_registry), fell_due + 20 * HOUR)


@pytest.fixture
def queued(moment):
    """Return a function that queues a mail asked at a moment, to be sent then or later, in the state given."""

    def queue(asked_at, *, to_be_sent=None, status="todo"):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at)"
                " VALUES ('default', 'access.send_notice', %s, %s) RETURNING id", [status, to_be_sent],
            )  # fmt: skip
            (job,) = cursor.fetchone()
            cursor.execute("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", [asked_at, job])

    return queue


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ago", "sent_ago", "status", "is_late"),
    [(14, None, "todo", False), (16, None, "todo", True), (60, 14, "todo", False), (60, 16, "todo", True),
     (60, -60, "todo", False), (60, None, "failed", False)],
)  # fmt: skip
def test_a_job_that_nobody_takes_up_is_late_after_a_quarter_of_an_hour(moment, queued, ago, sent_ago, status, is_late):
    to_be_sent = None if sent_ago is None else moment - timedelta(minutes=sent_ago)
    queued(moment - timedelta(minutes=ago), to_be_sent=to_be_sent, status=status)
    assert ("access.send_notice" in late(moment)) == is_late


@pytest.mark.django_db
@pytest.mark.parametrize(("last", "is_late"), [("2026-06-09T03:40", True), ("2026-06-10T03:40", False), (None, False)])
def test_work_of_the_clock_that_was_not_queued_is_late(last, is_late):
    if last:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp) VALUES (%s, %s)",
                ["dataset.compute_figures", datetime.fromisoformat(f"{last}+00:00").timestamp()],
            )
    assert ("dataset.compute_figures" in late(datetime.fromisoformat("2026-06-10T04:00+00:00"))) == is_late


@pytest.mark.django_db
def test_health_says_when_a_job_is_late_and_when_nothing_can_be_written(moment, queued):
    assert health() == {"database": True, "writes": True, "migrations": True, "worker": False, "jobs": True}
    queued(moment - timedelta(hours=1))
    assert not health()["jobs"]
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    assert not health()["writes"]
