"""`harbourlight scorecard national`: counts the declared measures over a country, with ibis on DuckDB."""

import multiprocessing
import resource
import shutil
import tempfile
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON, read_clock
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.declarations import Figure, Month, Span

REFUSED, DIFFERENT = 2, 1
WHY = "figures of whole areas are counted by two engines and compared; nobody is shown a row"
LACKING = "This needs duckdb and ibis: pip install --require-hashes -r requirements-dev.txt"
SHOWN = (("FD-01", "Contacts"), ("FD-10", "Referrals"), ("FD-04", "% of decided"), ("FD-11", "% in time"),
         ("FD-06", "% again"))  # fmt: skip


class Command(BaseCommand):
    """Counts an invented country, or the records held here, in a columnar copy; compares areas with PostgreSQL."""

    help = "Count the measures over a national-size columnar copy, and compare areas with PostgreSQL."

    def add_arguments(self, parser):
        """Read how large the country is."""
        parser.add_argument("--years", type=int, default=5, metavar="Y", help="years of contacts (5)")
        parser.add_argument("--contacts-a-year", type=int, default=3_000_000, metavar="N", help="(3000000)")
        parser.add_argument("--areas", type=int, default=153, metavar="A", help="areas in the country (153)")
        parser.add_argument("--compare", type=int, default=3, metavar="C", help="areas PostgreSQL counts as well (3)")
        parser.add_argument("--folder", type=Path, metavar="F", help="keep the copy there, or use the one kept there")
        parser.add_argument("--records", action="store_true", help="the records held here instead of a country")

    def handle(self, *, folder, records, **options):
        """Make a copy or take the one kept, count it, and compare."""
        try:
            from harbourlight.foundations.measures import columnar, copying
        except ModuleNotFoundError:
            raise CommandError(LACKING, returncode=REFUSED) from None
        if min(options["years"], options["contacts_a_year"], options["areas"]) < 1:
            raise CommandError("A country has years, contacts and areas.", returncode=REFUSED)
        if records and folder:
            raise CommandError("A copy of real records is thrown away: leave --folder out.", returncode=REFUSED)
        self.columnar, self.copying = columnar, copying
        work = Path(tempfile.mkdtemp(prefix="harbourlight-national-"))
        try:
            if records:
                self.held(work, options["years"])
            else:
                self.country(folder or work, **options)
        finally:
            shutil.rmtree(work)

    def country(self, folder, *, years, contacts_a_year, areas, compare, **_):
        """Invent a country unless it is kept, count it, and put some areas before PostgreSQL."""
        from harbourlight.demo.national import Country, areas_of, country_in

        folder.mkdir(parents=True, exist_ok=True)
        kept = country_in(folder)
        country = kept or Country(contacts_a_year, years, read_clock(), areas)
        if kept is None:
            self.invent(country, folder)
        names = areas_of(folder)
        span = span_of(country.at, country.years)
        counted = self.count(folder, span, len(names))
        self.show(counted, names, span)
        sample = list(names)[:: max(1, len(names) // compare)][:compare] if compare else []
        if sample:
            with self.copying.stand_in(self.measures, folder, sample):
                self.compare(counted, {area: names[area] for area in sample}, span)

    def invent(self, country, folder):
        """Invent in a process of its own, so that its memory is not counted with the counting's."""
        from harbourlight.demo.national import invent

        began = time.perf_counter()
        process = multiprocessing.get_context("spawn").Process(target=invent, args=(country, folder))
        process.start()
        process.join()
        if process.exitcode:
            raise CommandError("The country could not be invented.")
        size = sum(path.stat().st_size for path in folder.glob("*.parquet")) / 1e6
        self.stdout.write(
            f"Invented {country.contacts_a_year * country.years:,} contacts of {country.areas} areas, "
            f"{country.years} years: {time.perf_counter() - began:.1f} s, "
            f"{megabytes(resource.RUSAGE_CHILDREN):,.0f} MB of memory, {size:,.0f} MB of files."
        )

    def held(self, folder, years):
        """Copy the records held here, count the copy, and compare every area."""
        span = span_of(read_clock(), years)
        with as_system(WHY):
            self.copying.export(registry.MEASURES.values(), folder)
            names = dict(Area.objects.order_by("name").values_list("pk", "name"))
            counted = self.count(folder, span, len(names))
            self.show(counted, names, span)
            self.compare(counted, names, span)

    def count(self, folder, span, areas):
        """Count every measure that is described, over all areas; say how long it took and how much memory."""
        began = time.perf_counter()
        with self.columnar.Copy(folder) as copy:
            self.measures = [measure for measure in registry.MEASURES.values() if copy.can_count(measure)]
            counted = {measure.ref: copy.figures(measure, span) for measure in self.measures}
        self.stdout.write(
            f"Counted {len(counted)} measures, {len(span.months)} months, {areas} areas with ibis on DuckDB: "
            f"{time.perf_counter() - began:.1f} s, {megabytes(resource.RUSAGE_SELF):,.0f} MB of memory at most."
        )
        return counted

    def show(self, counted, names, span):
        """Print a line for each area: the last twelve months, worked out from their parts."""
        year = set(span.last.last_of(12))
        self.stdout.write(f"Twelve months to {span.last}")
        self.stdout.write(f"{'':<24}" + "".join(f"{word:>14}" for _, word in SHOWN))
        for area, name in names.items():
            found = [together(figure for (whose, month), figure in counted[ref].items()
                              if whose == area and month in year) for ref, _ in SHOWN]  # fmt: skip
            self.stdout.write(f"{name:<24}" + "".join(f"{words(figure):>14}" for figure in found))

    def compare(self, counted, names, span):
        """Count areas with PostgreSQL and say how many figures are equal; fail where one is not."""
        began, equal, different = time.perf_counter(), 0, []
        for measure in self.measures:
            for area, name in names.items():
                for month, figure in zip(span.months, measure.by_month(area, span.months, span.at), strict=True):
                    ours = counted[measure.ref].get((area, month), EMPTY[figure.bottom is None])
                    equal += ours == figure
                    if ours != figure:
                        different.append(f"{measure.ref}, {name}, {month}: DuckDB {ours}, PostgreSQL {figure}")
        self.stdout.write(
            f"PostgreSQL counts {', '.join(names.values())} in {time.perf_counter() - began:.1f} s: "
            f"{equal:,} figures equal, {len(different)} different."
        )
        if different:
            raise CommandError("\n".join(different[:20]), returncode=DIFFERENT)


EMPTY = {True: Figure(0), False: Figure(0, 0)}


def span_of(at, years):
    """Return the whole months of so many years that have ended at a moment."""
    last = Month.of(at.astimezone(LONDON).date()).back(1)
    return Span(last.back(12 * years - 1), last, at)


def together(figures):
    """Return the figure of several months: the sums of their parts."""
    found = list(figures)
    if any(figure.bottom is None for figure in found):
        return Figure(sum(figure.top for figure in found))
    return Figure(sum(figure.top for figure in found), sum(figure.bottom for figure in found))


def words(figure):
    """Return a figure as one short word."""
    if figure.bottom is None:
        return f"{figure.top:,}"
    return "" if figure.percent is None else f"{figure.percent}%"


def megabytes(who):
    """Return the most memory a process took, in megabytes."""
    return resource.getrusage(who).ru_maxrss / 1024
