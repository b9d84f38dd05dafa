"""Loads the demonstration: makes everything in memory, then writes it in one transaction."""

import sys
import time

from django.db import connection, transaction

from harbourlight.demo import scorecard
from harbourlight.demo.barriers import close_records
from harbourlight.demo.contacts import Contacts
from harbourlight.demo.families import Families
from harbourlight.demo.partnership import Partnership
from harbourlight.demo.told import tell
from harbourlight.demo.world import World
from harbourlight.demo.year import Year
from harbourlight.foundations.access.guard import as_system, write_history_as
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.people.actions import bulk_tokens
from harbourlight.foundations.people.models import Identifier, Name, Person


class Progress:
    """A progress bar on a terminal, and plain lines elsewhere."""

    WIDTH = 30

    def __init__(self, stream=None):
        """Write to a stream; to stderr unless another is given."""
        self.stream = stream or sys.stderr
        self.is_terminal = self.stream.isatty()
        self.shown, self.began = -1, time.monotonic()

    def show(self, label, share):
        """Say how far the loading is (0 to 1) and what it does now."""
        percent = int(min(1, share) * 100)
        if percent == self.shown:
            return
        if self.is_terminal:
            bar = "#" * (percent * self.WIDTH // 100)
            self.stream.write(f"\r[{bar:<{self.WIDTH}}] {percent:3}% {label:<32}")
        elif percent // 20 != self.shown // 20:
            self.stream.write(f"{percent:3}% {label}\n")
        self.shown = percent
        self.stream.flush()

    def end(self, line):
        """Say that it is done."""
        self.stream.write(("\r" + " " * 72 + "\r" if self.is_terminal else "") + line + "\n")
        self.stream.flush()


def is_empty():
    """Say whether no partnership is in the database yet."""
    return not Area.objects.exists()


def load(*, now, children, years, seed, stream=None):
    """Make and write a demonstration; return the number of rows for each model."""
    progress = Progress(stream)
    world = make(now=now, children=children, years=years, seed=seed, progress=progress)
    total, written = max(1, len(world.basket)), 0

    def said(label, rows):
        nonlocal written
        written += rows
        progress.show(f"writing rows: {label}", 0.3 + 0.55 * written / total)

    with as_system("load the demonstration"), transaction.atomic():
        write_history_as(by="", command="demo load")
        rows = world.basket.rows
        areas, people, names, identifiers = rows[Area], rows[Person], rows[Name], rows[Identifier]
        counts = world.basket.write(said)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT max(nextval('frontdoor_reference')) FROM generate_series(1, %s)",
                [counts["frontdoor.contact"]],
            )
        progress.show("search index", 0.86)
        bulk_tokens(people, names, identifiers)
        progress.show("a year of the partnership", 0.92)
        tell(world.year)
        progress.show("dataset", 0.94)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the figures join tables that were empty a moment ago
        scorecard.load(areas=areas, now=now)
        progress.show("checking references", 0.96)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    progress.end(
        f"Loaded the demonstration: {children:,} children, {counts['frontdoor.contact']:,} contacts, "
        f"{sum(counts.values()):,} rows in {time.monotonic() - progress.began:.0f} s."
    )
    return counts


def make(*, now, children, years, seed, progress=None):
    """Make a demonstration in memory and return its world, nothing written yet."""
    world = World(now=now, children=children, years=years, seed=seed)
    show = progress.show if progress else lambda label, share: None
    partnership = Partnership(world)
    families = Families(world, partnership).make_all(lambda done: show("making families", 0.1 * done / children))
    contacts = max(1, round(children / 30000 * 1440 * 12 * years))
    Contacts(world, partnership, families).make_all(lambda done: show("making contacts", 0.1 + 0.2 * done / contacts))
    close_records(world, partnership, families)
    world.year = Year(world, partnership)
    return world
