"""`harbourlight census import`, `take-back` and `export`; the other words need no database and are answered before."""

import os
import sys
import uuid
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from harbourlight.exchange.census.loading import load_file
from harbourlight.exchange.census.loading.taking_back import take_back
from harbourlight.exchange.census.loading.whose import AuthorityAsked
from harbourlight.exchange.census.models import ImportRun
from harbourlight.exchange.census.sending import write_return
from harbourlight.exchange.cincensus.checking import check
from harbourlight.exchange.cincensus.errors import NotACensus, UnknownYear
from harbourlight.exchange.cincensus.years import named
from harbourlight.foundations.access.middleware import LONDON, read_clock
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.agencies.models import Area, Professional, Team
from harbourlight.foundations.pathways.steps import StepNotAllowed

REFUSED = 2
WORDS = {"import": "bring_in", "export": "send", "take-back": "take_back"}
WHOSE = "Say whose numbers of children the file has with --authority, such as --authority 201."
TAKES_CHILDREN = (TeamKind.SOCIAL_WORK, TeamKind.ASSESSMENT)


def uuids(text):
    """Return a key that was typed, or nothing for what is none."""
    try:
        return [uuid.UUID(text)]
    except ValueError:
        return []


def private(name, flags):
    """Open a file that only its owner may read, since it tells of children."""
    return os.open(name, flags, 0o600)


class Command(BaseCommand):
    """Loads a census file into an area, or writes the return of an area."""

    help = "Load a children in need census into an area, or write the return of an area and a year."

    def add_arguments(self, parser):
        """Read the word after `census` and its options."""
        words = parser.add_subparsers(dest="word", required=True)
        loading = words.add_parser("import", help="load a file into an area")
        loading.add_argument("file", type=Path, metavar="FILE")
        loading.add_argument("--area", required=True, metavar="A", help="code or name of the area")
        loading.add_argument("--team", metavar="T", help="the team that works with the children; a social work team")
        loading.add_argument("--by", metavar="EMAIL", help="who loads it")
        loading.add_argument("--authority", default="", metavar="201", help="whose numbers the file's are, when asked")
        loading.add_argument(
            "--show-children", action="store_true", help="print each child's number and what is loaded"
        )
        loading.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        undoing = words.add_parser("take-back", help="take a loading back whole")
        undoing.add_argument("run", metavar="LOADING", help="the number that `import` printed")
        undoing.add_argument("--area", required=True, metavar="A", help="code or name of the area")
        undoing.add_argument("--why", required=True, metavar="WORDS", help="why; name no child")
        undoing.add_argument("--by", metavar="EMAIL", help="who takes it back")
        sending = words.add_parser("export", help="write the return of an area and a year")
        sending.add_argument("--area", required=True, metavar="A", help="code or name of the area")
        sending.add_argument("--year", required=True, metavar="2025-26")
        sending.add_argument("--out", required=True, type=Path, metavar="FILE")
        sending.add_argument("--authority", default="", metavar="201", help="the authority's three figures")

    def handle(self, *, word, area, **options):
        """Do what the word says."""
        at = read_clock()
        found = Area.objects.filter(code=area).first() or Area.objects.filter(name=area).first()
        if found is None:
            raise CommandError(f"No area is called “{area}”.", returncode=REFUSED)
        try:
            getattr(self, WORDS[word])(found, at, **options)
        except AuthorityAsked as why:
            raise CommandError(f"{why} {WHOSE} Nothing was done.", returncode=REFUSED) from None
        except (NotACensus, UnknownYear, OSError) as refusal:
            raise CommandError(f"{refusal}. Nothing was done.", returncode=REFUSED) from None

    def send(self, area, at, *, year, out, authority="", **_):
        """Write the return, and say whether it would pass; the file is for its owner alone to read."""
        known = named(year)
        with open(out, "w", encoding="utf-8", newline="\n", opener=private) as stream:
            number = write_return(stream=stream, area=area, year=known, at=at, authority=authority)
        self.stdout.write(f"{number:,} children in the return of {area} for {known.label}: {out}")
        report = check(out)
        self.stdout.write(
            f"The check finds {len(report.findings):,}; {len(report.not_run):,} rules could not be asked."
        )

    def take_back(self, area, at, *, run, why, by=None, **_):
        """Take a loading back."""
        found = ImportRun.objects.filter(area=area, pk__in=uuids(run)).first()
        if found is None:
            raise CommandError("This area has no such loading.", returncode=REFUSED)
        try:
            number = take_back(run=found, why=why, by=professional(by), at=at)
        except StepNotAllowed as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from None
        self.stdout.write(f"Taken back: {number:,} children are as they were before.")

    def bring_in(self, area, at, *, file, team=None, by=None, dry_run=False, show_children=False, authority="", **_):
        """Load a file and say what became of it; nothing about a child is printed unless it is asked for."""
        done = load_file(
            path=file, area=area, team=team_of(area, team, at), at=at, by=professional(by), is_dry=dry_run,
            said=self.say if sys.stderr.isatty() else lambda children: None, authority=authority,
        )  # fmt: skip
        run = done.run
        self.stdout.write(f"{run.children:,} children in the census of {run.year}" + (" (nothing kept)" * dry_run))
        for number, words in (
            (run.added, "new on file"),
            (run.changed, "on file, with something new"),
            (run.unchanged, "as loaded before"),
            (run.pairs, "wait: a person decides whether they are on file"),
            (run.contradictions, "facts stand against the record and were not loaded"),
            (run.unread, "parts could not be read"),
        ):
            self.stdout.write(f"{number:>9,} {words}")
        if show_children:
            for child in done.children:
                kind = "on file" if child.person_id else "new"
                self.stdout.write(f"line {child.line}: {child.number}, {kind}: {child.what or 'nothing new'}")
            for pair in done.pairs:
                self.stdout.write(f"line {pair.line}: {pair.number}, waits: {pair.why}")
        if not dry_run:
            self.stdout.write(f"To undo it: census take-back {run.pk} --area {area.code} --why WORDS")

    def say(self, children):
        """Show how far the loading is."""
        self.stderr.write(f"\r{children:,} children", ending="")
        self.stderr.flush()


def team_of(area, name, at):
    """Return the team that is to see the children: the one named, or the first social work team of the area."""
    teams = Team.objects.current(at.astimezone(LONDON).date()).filter(area=area)
    found = teams.filter(name=name) if name else teams.filter(kind__in=TAKES_CHILDREN).order_by("-kind", "name")
    team = found.select_related("agency").first()
    if team is None:
        raise CommandError("Name a team of this area with --team.", returncode=REFUSED)
    return team


def professional(email):
    """Return the professional with an e-mail address, or None without one."""
    if not email:
        return None
    found = Professional.objects.filter(email=email.lower()).first()
    if found is None:
        raise CommandError("Nobody signs in with that e-mail address.", returncode=REFUSED)
    return found
