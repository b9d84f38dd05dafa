"""Django's management commands, with Harbourlight's settings."""

import os
import sys
from collections.abc import Sequence

from django.core.management import execute_from_command_line


def run(words: Sequence[str]) -> None:
    """Run one management command, given as on the command line without the program's name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbourlight.config.settings")
    execute_from_command_line(["harbourlight", *words])


if __name__ == "__main__":
    run(sys.argv[1:])
