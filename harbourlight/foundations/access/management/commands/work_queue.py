"""Work the queue of background jobs, where the second lock holds."""

from importlib import import_module

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from harbourlight.foundations.access.checks import UnsafeStart, refuse_unsafe_start

AT_ONCE = 4  # jobs: a mail server that is slow to answer does not hold up the rest
PATIENCE = 8.0  # seconds for the running jobs when the worker is told to stop


class Command(BaseCommand):
    """Refuse a database where the second lock would not hold; then work the queue until told to stop."""

    help = __doc__

    def add_arguments(self, parser):
        """Take the option that stops after the check."""
        parser.add_argument("--only-check", action="store_true", help="say whether it is safe to start, and end")

    def handle(self, *args, only_check, **options):
        """Check the start and hand over to the queue's own worker."""
        try:
            refuse_unsafe_start(connection)
        except UnsafeStart as refusal:
            raise CommandError(str(refusal)) from refusal
        connection.close()
        if not only_check:
            import_module("harbourlight.config.schedule").keep_steady()
            call_command("procrastinate", "worker", concurrency=AT_ONCE, shutdown_graceful_timeout=PATIENCE)
