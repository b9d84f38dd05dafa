"""`harbourlight demo load`, `demo signins` and `demo report`."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from harbourlight.demo import load, report, signins
from harbourlight.foundations.access.middleware import read_clock


class Command(BaseCommand):
    """Loads the demonstration partnership, shows its sign-ins, or measures it against the published figures."""

    help = "Load the demonstration partnership, or show its sign-ins or its figures."

    def add_arguments(self, parser):
        """Read the word after `demo` and its options."""
        words = parser.add_subparsers(dest="word", required=True)
        loading = words.add_parser("load", help="make an invented partnership")
        loading.add_argument("--children", type=int, default=3000, metavar="N", help="children on file (3000)")
        loading.add_argument("--years", type=float, default=2, metavar="Y", help="years of contacts (2)")
        loading.add_argument("--seed", type=int, default=1989, metavar="S", help="the same seed makes the same (1989)")
        loading.add_argument("--if-empty", action="store_true", help="do nothing when a partnership is there already")
        words.add_parser("signins", help="show who may sign in to the demonstration")
        words.add_parser("report", help="compare the demonstration with the published figures")

    def handle(self, *args, word, **options):
        """Do what the word says; only in a demonstration."""
        if not settings.HARBOURLIGHT_DEMO:
            raise CommandError("This is a real system (HARBOURLIGHT_DEMO=0): the demonstration does not belong in it.")
        {"load": self.load, "signins": self.signins, "report": self.report}[word](**options)

    def load(self, *, children, years, seed, if_empty, **options):
        """Load once; a second demonstration beside the first would mix their names."""
        if not load.is_empty():
            if if_empty:
                return
            raise CommandError("There is a partnership in this database already; nothing was loaded.")
        if children < 20 or years <= 0:
            raise CommandError("The smallest demonstration has 20 children, and some time in which contacts came.")
        load.load(now=read_clock(), children=children, years=years, seed=seed)

    def signins(self, **options):
        """Print the sign-ins, each with the work that the person does, and the one password."""
        self.stdout.write("Demonstration sign-ins (invented people; all have the same password):")
        for who in signins.CAST:
            self.stdout.write(f"  {who.email:<40} {who.job}")
        self.stdout.write(f"  Password: {signins.password()}")

    def report(self, **options):
        """Print each figure beside the published one."""
        self.stdout.write(f"{'':<50} {'published':>10} {'here':>8}")
        for what, published, here in report.figures(read_clock()):
            self.stdout.write(f"{what:<50} {'' if published is None else published:>10} {here:>8}")
