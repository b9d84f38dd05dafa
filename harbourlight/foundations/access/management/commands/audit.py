"""`harbourlight audit`: seal the read log, list the heads of its chain, verify it."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from harbourlight.foundations.access import seals
from harbourlight.foundations.access.middleware import read_clock

MOST_SHOWN = 50


class Command(BaseCommand):
    """Verify, seal, or list the heads of the read log."""

    help = "Verify the read log (verify), seal its new rows (seal), or list the heads of its chain (heads)."

    def add_arguments(self, parser):
        """Take one word, and for verify a file of heads kept elsewhere."""
        parser.add_argument("what", choices=("verify", "seal", "heads"))
        parser.add_argument(
            "--heads", metavar="FILE", help="heads kept elsewhere; without it, those of HARBOURLIGHT_HEADS_FILE"
        )
        parser.add_argument(
            "--head", metavar='"NUMBER HEAD"', action="append", help="a head from a letter or a board's pack"
        )

    def handle(self, *args, what, heads, head, **options):
        """Do the word asked for."""
        if what == "verify":
            self.verify(kept_elsewhere(heads, head or []))
        else:
            {"seal": self.seal, "heads": self.list_heads}[what]()

    def verify(self, kept):
        """Recompute the log and say what shows; exit with 1 when it was tampered with."""
        verdict = seals.verify(kept=kept, at=read_clock())
        self.stdout.write(f"{verdict.rows} rows read, {verdict.seals} seals, {verdict.unsealed} rows not sealed yet.")
        for seal, what in verdict.faults[:MOST_SHOWN]:
            self.stdout.write(f"Seal {seal}: {what}." if seal else f"Outside the seals: {what}.")
        if len(verdict.faults) > MOST_SHOWN:
            self.stdout.write(f"And {len(verdict.faults) - MOST_SHOWN} more.")
        for seal, what in verdict.notes:
            self.stdout.write(f"Seal {seal}: {what}. This is no tampering.")
        if verdict.faults:
            raise CommandError("The read log was tampered with.", returncode=1)
        self.stdout.write("The read log is whole: every row, seal and head fits.")
        if kept:
            self.stdout.write(f"It was held against {len(kept)} heads kept elsewhere.")
        else:
            self.stdout.write("Only heads kept elsewhere show a cut at its end: see --heads and --head.")

    def seal(self):
        """Seal what is not sealed yet."""
        made = seals.seal_now(read_clock(), with_histories=True)
        self.stdout.write(f"Seal {made.number} over {made.rows} rows." if made else "Nothing to seal.")

    def list_heads(self):
        """Print number, head and rows of each seal, one a line."""
        for number, head, rows in seals.heads():
            self.stdout.write(f"{number} {head} {rows}")


def kept_elsewhere(path, told):
    """Return the heads kept elsewhere as {number: head}: of a file given or set up, and of those typed from paper."""
    given = path or settings.HARBOURLIGHT_HEADS_FILE
    try:
        lines = Path(given).read_text("utf-8").splitlines() if given else []
        words = [line.split() for line in (*lines, *told) if line.strip()]
        return {int(line[0]): line[1].lower() for line in words}
    except (OSError, ValueError, IndexError) as problem:
        raise CommandError(f"The heads kept elsewhere cannot be read: {problem}", returncode=2) from problem
