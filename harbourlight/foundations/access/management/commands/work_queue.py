"""Work the queue of background jobs, where the second lock holds."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from harbourlight.foundations.access.checks import refuse_unsafe_start


class Command(BaseCommand):
    """Refuse a database where the second lock would not hold; then work the queue until told to stop."""

    help = __doc__

    def handle(self, *args, **options):
        """Check the start and hand over to the queue's own worker."""
        refuse_unsafe_start(connection)
        connection.close()
        call_command("procrastinate", "worker")
