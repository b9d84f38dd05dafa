"""`harbourlight audit`: seal the read log, list the heads of its chain, verify it."""

from pathlib import Path

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
        parser.add_argument("--heads", metavar="FILE", help="heads kept elsewhere, as `audit heads` printed them")

    def handle(self, *args, what, heads, **options):
        """Do the word asked for."""
        {"verify": self.verify, "seal": self.seal, "heads": self.list_heads}[what](heads)

    def verify(self, heads):
        """Recompute the log and say what shows; exit with 1 when it was tampered with."""
        verdict = seals.verify(kept=read_heads(heads) if heads else None, at=read_clock())
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
        if not heads:
            self.stdout.write("Only heads kept elsewhere show a cut at its end: see --heads.")

    def seal(self, heads):
        """Seal what is not sealed yet."""
        made = seals.seal_now(read_clock())
        self.stdout.write(f"Seal {made.number} over {made.rows} rows." if made else "Nothing to seal.")

    def list_heads(self, heads):
        """Print number, head and rows of each seal, one a line."""
        for number, head, rows in seals.heads():
            self.stdout.write(f"{number} {head} {rows}")


def read_heads(path):
    """Read heads kept elsewhere from a file of `number head rows` lines into {number: head}."""
    try:
        lines = [line.split() for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
        return {int(line[0]): line[1] for line in lines}
    except (OSError, ValueError, IndexError) as problem:
        raise CommandError(f"The file of heads cannot be read: {problem}", returncode=2) from problem
