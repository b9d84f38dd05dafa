"""Migrate, and then make the rules over the catalogue hold for whatever tables there are now."""

from django.core.management.commands import migrate
from django.db import connection

from harbourlight.foundations.access import catalogue


class Command(migrate.Command):
    """Django's own command, followed by the lock."""

    def handle(self, *args, **options):
        """Migrate; with ``--check`` or ``--plan`` nothing is changed."""
        super().handle(*args, **options)
        if not options["check_unapplied"] and not options["plan"]:
            catalogue.lock(connection)
