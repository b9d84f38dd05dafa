"""Work the queue of background jobs, where the second lock holds."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from harbourlight.foundations.access.checks import refuse_unsafe_start

AT_ONCE = 4  # jobs: a mail server that is slow to answer does not hold up the rest
PATIENCE = 8.0  # seconds for the running jobs when the worker is told to stop


class Command(BaseCommand):
    """Refuse a database where the second lock would not hold; then work the queue until told to stop."""

    help = __doc__

    def handle(self, *args, **options):
        """Check the start and hand over to the queue's own worker."""
        refuse_unsafe_start(connection)
        connection.close()
        call_command("procrastinate", "worker", concurrency=AT_ONCE, shutdown_graceful_timeout=PATIENCE)
