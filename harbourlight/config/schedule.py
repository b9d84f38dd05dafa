"""The worker's schedule: it survives a clock that is set back, makes up for a missed night, and says what is late."""

import logging
from datetime import timedelta

from django.db import connection
from procrastinate import periodic
from procrastinate.contrib.django import app

LOG = logging.getLogger(__name__)
# What fell due while no worker ran is done when one comes back: a night's work has a day for it.
CATCH_UP = timedelta(hours=25)
PATIENCE = timedelta(minutes=15)
# A job that failed and waits for its next try, or that is put off, is not late before its moment.
WAITING = """
SELECT task_name, min(coalesce(scheduled_at, asked_at)) FROM procrastinate_jobs
JOIN LATERAL (SELECT min(at) AS asked_at FROM procrastinate_events WHERE job_id = procrastinate_jobs.id) asked ON true
WHERE status = 'todo' GROUP BY task_name HAVING min(coalesce(scheduled_at, asked_at)) < %s
"""
LAST = "SELECT task_name, max(defer_timestamp) FROM procrastinate_periodic_defers GROUP BY task_name"


class SteadyDeferrer(periodic.PeriodicDeferrer):
    """Queues the work of the clock; the queue's own would wait until the clock has caught up with where it was."""

    def __init__(self, registry):
        """Take what fell due within the last day too; the database keeps it from being queued twice."""
        super().__init__(registry, CATCH_UP.total_seconds())

    def get_previous_tasks(self, at):
        """Return what is due, and begin again from now for what was last done ahead of the clock."""
        ahead = [key for key, last in self.last_defers.items() if last > at]
        if ahead:
            LOG.warning("The clock was set back; the schedule goes on from what it says now.")
        for key in ahead:
            del self.last_defers[key]
        return super().get_previous_tasks(at)


def keep_steady():
    """Have workers of this process use it."""
    periodic.PeriodicDeferrer = SteadyDeferrer  # type: ignore[assignment,misc]


def late(at):
    """Return the names of the work that is late: jobs that nobody takes up, and work of the clock that was not queued.

    Work of the clock that this system has never queued is not late: it was started after that work's last moment.
    """
    app.perform_import_paths()
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [at - PATIENCE])
        found = {name for name, _ in cursor.fetchall()}
        cursor.execute(LAST)
        last = dict(cursor.fetchall())
    for each in app.periodic_registry.periodic_tasks.values():
        due = each.croniter.get_prev(ret_type=float, start_time=(at - PATIENCE).timestamp())
        if each.task.name in last and last[each.task.name] < due:
            found.add(each.task.name)
    return sorted(found)
