"""The worker's schedule, which goes on when the machine's clock is set back."""

import logging

from procrastinate import periodic

LOG = logging.getLogger(__name__)


class SteadyDeferrer(periodic.PeriodicDeferrer):
    """Queues the work of the clock; the queue's own would wait until the clock has caught up with where it was."""

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
    periodic.PeriodicDeferrer = SteadyDeferrer  # type: ignore[misc]
