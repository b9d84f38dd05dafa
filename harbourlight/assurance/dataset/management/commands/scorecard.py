"""`harbourlight scorecard import` and `scorecard compute`; `derive` needs no database and is answered before."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from harbourlight.assurance.dataset.actions import compute, import_sheet, read_sheet
from harbourlight.foundations.access.middleware import LONDON, read_clock
from harbourlight.foundations.agencies.models import Area, Professional
from harbourlight.foundations.measures.arithmetic import SHOWN
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.reading import ARE_SHARES, AS_PRINTED, UnreadableTable, month_of

REFUSED = 2


class Command(BaseCommand):
    """Brings a published sheet in, or fills the figures that the records give."""

    help = "Import a published monthly dataset, or compute the figures that the records give."

    def add_arguments(self, parser):
        """Read the word after `scorecard` and its options."""
        words = parser.add_subparsers(dest="word", required=True)
        reading = words.add_parser("import", help="bring in a published sheet as a series of an area")
        reading.add_argument("--area", required=True, metavar="A", help="code or name of the area")
        reading.add_argument("--indicators", required=True, metavar="F", help="CSV: ref, unit, benchmarks, targets")
        reading.add_argument("--values", required=True, metavar="F", help="CSV: ref, month, value")
        reading.add_argument("--comments", metavar="F", help="CSV: ref, commentary on the last month")
        reading.add_argument("--derived", metavar="F", help="CSV of printed changes, to be compared")
        reading.add_argument("--populations", metavar="F", help="CSV: from_on, children")
        reading.add_argument("--benchmark-year", default="", metavar="2016-17", help="the year the benchmarks are of")
        reading.add_argument("--benchmark-updated", default="", metavar="2017-11", help="month they were updated in")
        reading.add_argument("--fractions", choices=(ARE_SHARES, AS_PRINTED), default="", metavar="shares",
                             help="what 0.871 in a percentage means: shares (87.1%%) or printed (0.871%%)")  # fmt: skip
        reading.add_argument("--by", metavar="EMAIL", help="who brings it in")
        counting = words.add_parser("compute", help="fill the figures that the records give")
        counting.add_argument("--area", required=True, metavar="A", help="code or name of the area")
        counting.add_argument("--month", metavar="2018-10", help="the last month; the last that has ended")
        counting.add_argument("--months", type=int, default=SHOWN, metavar="N", help="how many months (13)")

    def handle(self, *, word, area, **options):
        """Do what the word says."""
        at = read_clock()
        found = Area.objects.filter(code=area).first() or Area.objects.filter(name=area).first()
        if found is None:
            raise CommandError(f"No area is called “{area}”.", returncode=REFUSED)
        if word == "import":
            self.bring_in(found, at, **options)
        else:
            self.count(found, at, **options)

    def bring_in(self, area, at, *, by=None, benchmark_year="", benchmark_updated="", fractions="", **files):
        """Import a sheet and print the report."""
        try:
            sheet = read_sheet(
                files["indicators"], files["values"], comments=files["comments"], derived=files["derived"],
                populations=files["populations"], year=benchmark_year, updated=day_of(benchmark_updated),
                fractions=fractions,
            )  # fmt: skip
        except UnreadableTable as trouble:
            raise CommandError(f"{trouble}. Nothing was loaded.", returncode=REFUSED) from None
        report = import_sheet(area=area, sheet=sheet, at=at, by=professional(by))
        self.tell(report)
        if not report.is_loaded:
            raise CommandError("Nothing was loaded.", returncode=REFUSED)

    def tell(self, report):
        """Print what was read, what is new, and what was found."""
        held = report.figures_read - report.figures_new - report.figures_same
        self.stdout.write(f"{report.file_names}: {report.figures_read} figures read for {report.area}.")
        if report.is_loaded:
            self.stdout.write(f"{report.figures_new} are new, {report.figures_same} were held already.")
            self.stdout.write(f"{held} differ from figures held, which stay.")
        for finding in report.findings.order_by("kind", "ref", "first"):
            where = " ".join(
                part for part in (finding.place, finding.ref, f"{finding.first:%Y-%m}" if finding.first else "") if part
            )
            offered = f" Offered: {finding.offered_ref}." if finding.offered_ref else ""
            self.stdout.write(f"- {finding.get_kind_display()}: {where}: {finding.text}{offered}")

    def count(self, area, at, *, month=None, months=SHOWN, **_):
        """Compute the figures of an area and say how many are new, changed and the same."""
        last = month_of(month) if month else Month.of(at.astimezone(LONDON).date()).back(1)
        if last is None or months < 1:
            raise CommandError(f"“{month}” is not a month such as 2018-10.", returncode=REFUSED)
        new, changed, same, kept = compute(area=area, months=last.last_of(months), at=at)
        self.stdout.write(
            f"{area}, {months} months to {last}: {new} figures new, {changed} changed, {same} the same, "
            f"{kept} of another source kept."
        )


def day_of(text):
    """Return the first day of a month written as 2017-11, or None for nothing."""
    if not text:
        return None
    month = month_of(text)
    if month is None:
        raise CommandError(f"“{text}” is not a month such as 2017-11.", returncode=REFUSED)
    return date(month.first.year, month.first.month, 1)


def professional(email):
    """Return who brings a sheet in, or None when nobody is named."""
    if not email:
        return None
    found = Professional.objects.filter(email=email.lower()).first()
    if found is None:
        raise CommandError(f"Nobody has the address {email}.", returncode=REFUSED)
    return found
