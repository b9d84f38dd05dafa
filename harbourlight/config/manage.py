"""Django's management commands, with Harbourlight's settings."""

import os
import sys
from collections.abc import Sequence

import django
from django.core.management import execute_from_command_line


def run(words: Sequence[str]) -> None:
    """Run one management command, given as on the command line without the program's name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbourlight.config.settings")
    if words[:1] == ["migrate"] and "--check" not in words:
        django.setup()
        # Needs Django's settings.
        from harbourlight.config.migrating import quick_where_empty

        with quick_where_empty():
            execute_from_command_line(["harbourlight", *words])
        return
    execute_from_command_line(["harbourlight", *words])


if __name__ == "__main__":
    run(sys.argv[1:])
