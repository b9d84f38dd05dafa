"""`run.py bench`: measures the speed of Harbourlight on this machine and prints it beside its limits.

The front door: starts an embedded database and the web server as the supervisor does, loads the demonstration
and a million more people, and asks pages at 56 requests a second, twice the peak of a four-area region; then asks the
busiest in turn with their floor, the same content by plain SQL and one template. The dataset: ten years of a city's
contacts in each of four areas. Practice: the fullest child's page, chronology and worklist. Boards: the pack of a
large meeting. The tracker: 5,000 recommendations and actions. The census: a year's file of the largest authority.
"""

import argparse
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from harbourlight.config import bench_load, embedded, processes, supervisor
from harbourlight.exchange.cincensus import benching

LIMITS = {
    "p95 ms": 60.0,
    "times the floor": 2.0,
    "step ms": 50.0,
    "import s": 5.0,
    "ten times the data": 1.5,
    "queries more": 0.0,
    "recompute s": 3.0,
    "recompute all s": 10.0,
    "sheet p95 ms": 200.0,
    "child p95 ms": 200.0,
    "worklist p95 ms": 150.0,
    "tracker p95 ms": 150.0,
    "PDF s": 5.0,
    "pack s": 20.0,
    **benching.LIMITS,
    "census import s": 90.0,
    "census export s": 10.0,
}
PARTS = ("front", "dataset", "practice", "boards", "tracker", "census")
CENSUS_QUICK = 2_000  # children
RATE = 56  # requests a second
VISITORS = 24


class Bench:
    """One run: where it stands and what it measured so far."""

    def __init__(self, server: embedded.Server, folder: Path, people: int, seconds: float) -> None:
        """Set this process up as the web server will be, before Django is loaded."""
        self.server, self.people, self.seconds = server, people, seconds
        self.environment = {
            **os.environ,
            **server.environment(),
            "HARBOURLIGHT_DATA": str(folder),
            "HARBOURLIGHT_DEMO": "1",
            "HARBOURLIGHT_SECRET_KEY": "only-for-the-bench-" * 3,
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "harbourlight.config.settings"),
        }
        self.environment.pop("HARBOURLIGHT_TEST_SUPERUSER_URL", None)
        self.port = free_port()
        self.rows: list[tuple[str, str, float]] = []

    def say(self, line: str) -> None:
        """Tell what is being done."""
        print(line, file=sys.stderr, flush=True)

    def run_python(self, code: str, role: str = "app") -> str:
        """Run a few lines in a process of their own, in one of the database's roles; give what they print."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            env=self.environment | {"HARBOURLIGHT_ROLE": role},
            text=True,
            stdout=subprocess.PIPE,
            check=True,
        )
        return done.stdout

    def prepare(self) -> None:
        """Lay down the tables and the demonstration."""
        self.say("Migrating and loading the demonstration")
        for words in (
            ["migrate", "--verbosity", "0"],
            ["demo", "load", "--children", str(max(200, min(3000, self.people // 40)))],
        ):
            subprocess.run(
                [*supervisor.COMMAND, *words],
                env=self.environment | {"HARBOURLIGHT_ROLE": "owner"},
                check=True,
            )

    def fill(self, number: int) -> None:
        """Add people to the register."""
        self.say(f"Putting {number:,} people on file")
        began = time.monotonic()
        self.run_python(f"from harbourlight.config.bench_data import put_on_file; put_on_file({number})", "owner")
        self.say(f"  took {time.monotonic() - began:.0f} s")

    def front(self) -> None:
        """Measure the front door, with a tenth of the data and with all of it."""
        self.fill(self.people // 10)
        web = processes.spawn(supervisor.web_command("127.0.0.1", self.port), env=self.environment)
        try:
            self.wait_for_server(web)
            self.mix = json.loads(self.run_python("from harbourlight.config.bench_inside import prepare; prepare()"))
            self.pages("warming up", short=True)
            few = self.pages("a tenth of the data")
            self.fill(self.people - self.people // 10)
            self.pages("warming up", short=True)
            many = self.pages("all the data")
            self.keep_pages(few, many)
            self.cpu(web)
        finally:
            processes.stop(web)
        self.say("Measuring the busiest pages beside their floor")
        self.keep(self.run_python("from harbourlight.config.bench_pages import measure; measure()"))
        self.say("Measuring steps, imports and queries")
        self.keep(self.run_python("from harbourlight.config.bench_inside import measure; measure()"))

    def dataset(self, years: int) -> None:
        """Measure the dataset over so many years of contacts."""
        self.say(f"Putting {years} years of contacts into every area")
        self.run_python(f"from harbourlight.config.bench_sheet import fill; fill(years={years})", "owner")
        self.say("Computing figures and asking for the sheet")
        self.keep(self.run_python("from harbourlight.config.bench_sheet import measure; measure()"))

    def practice(self, *, quick: bool) -> None:
        """Measure the pages of practice at their fullest."""
        self.say("Giving a team many running clocks")
        words = "clocks=1000" if quick else ""
        self.run_python(f"from harbourlight.config.bench_practice import fill; fill({words})", "owner")
        self.say("Asking for a child's pages and the worklist, and making files")
        self.keep(self.run_python("from harbourlight.config.bench_practice import measure; measure()"))

    def boards(self) -> None:
        """Measure the pack of a large meeting."""
        self.say("Making the pack of a meeting with many reports")
        self.keep(self.run_python("from harbourlight.config.bench_boards import measure; measure()"))

    def tracker(self, *, quick: bool) -> None:
        """Measure the tracker of recommendations and of their actions."""
        self.say("Giving a partnership many recommendations and actions")
        words = "number=1000, of_children=1000" if quick else ""
        self.run_python(f"from harbourlight.config.bench_tracker import fill; fill({words})", "owner")
        self.say("Asking for the tracker")
        self.keep(self.run_python("from harbourlight.config.bench_tracker import measure; measure()"))

    def census(self, children: int) -> None:
        """Load a census file of so many children, and write it again as the return."""
        self.say(f"Loading a census file of {children:,} children, and writing the return")
        self.keep(
            self.run_python(f"from harbourlight.config.bench_census import measure; measure({children})", "owner")
        )

    def keep(self, printed: str) -> None:
        """Keep the figures that a process printed."""
        self.rows.extend((what, unit, value) for what, unit, value in json.loads(printed))

    def wait_for_server(self, web: "subprocess.Popen[bytes]") -> None:
        """Wait until the web server listens."""
        deadline = time.monotonic() + 60
        while not supervisor.listening("127.0.0.1", self.port):
            if web.poll() is not None or time.monotonic() > deadline:
                sys.exit("The web server did not start.")
            time.sleep(0.1)

    def visitors(self) -> list[bench_load.Visitor]:
        """Give as many signed-in browsers as the measurement uses."""
        cookies = self.mix["cookies"]
        return [bench_load.Visitor("127.0.0.1", self.port, cookies[n % len(cookies)]) for n in range(VISITORS)]

    def pages(self, label: str, *, short: bool = False) -> bench_load.Timings:
        """Ask the mix of pages at the full rate."""
        self.say(f"Asking {RATE} pages a second with {label}")
        mix = [(name, path, form) for name, path, form in self.mix["pages"]]
        bench_load.steadily(self.visitors(), mix, rate=10, seconds=3)
        seconds = 5 if short else self.seconds
        timings = bench_load.steadily(self.visitors(), mix, rate=RATE, seconds=seconds)
        if timings.failed:
            self.say(f"  {len(timings.failed)} answers failed, such as {timings.failed[0]}")
        return timings

    def keep_pages(self, few: bench_load.Timings, many: bench_load.Timings) -> None:
        """Keep the three shares of each page, and how much slower ten times the data made them."""
        for page in many.took:
            self.rows.append((f"{page}: p50", "ms", many.share(page, 0.5)))
            self.rows.append((f"{page}: p95", "p95 ms", many.share(page, 0.95)))
            self.rows.append((f"{page}: p99", "ms", many.share(page, 0.99)))
            ratio = many.share(page, 0.5) / few.share(page, 0.5)
            self.rows.append((f"{page}: time with ten times the people", "ten times the data", ratio))
        self.rows.append(("answers that failed", "of all", float(len(many.failed))))

    def cpu(self, web: "subprocess.Popen[bytes]") -> None:
        """Measure the CPU that the web processes use for one child's page."""
        paths = [path for name, path, _ in self.mix["pages"] if name == "child's page, 50 entries"]
        visitor, number = self.visitors()[0], 300
        for path in paths[:20]:
            visitor.ask(path)
        before = bench_load.cpu_seconds(web.pid)
        for turn in range(number):
            visitor.ask(paths[turn % len(paths)])
        used = (bench_load.cpu_seconds(web.pid) - before) * 1000 / number
        self.rows.append(("child's page: CPU of the web processes", "CPU ms", used))


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def machine() -> str:
    """Describe the machine in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.machine()}, Python {platform.python_version()}"


def verdict(unit: str, value: float) -> str:
    """Say whether a figure keeps its limit."""
    if unit not in LIMITS:
        return ""
    return "ok" if value <= LIMITS[unit] else "over"


def show(rows: list[tuple[str, str, float]], people: int) -> None:
    """Print the table."""
    print(f"\n{f'{people:,} people on file; ' if people else ''}{machine()}")
    print(f"{'':<52} {'measured':>10} {'limit':>8}")
    for what, unit, value in rows:
        limit = f"{LIMITS[unit]:g}" if unit in LIMITS else ""
        print(f"{what:<52} {value:>10.2f} {limit:>8}  {unit:<20} {verdict(unit, value)}".rstrip())


def with_database(parts: list[str], people: int, *, quick: bool) -> list[tuple[str, str, float]]:
    """Measure the parts that need a database, in one that is thrown away."""
    if not {"front", "dataset", "practice", "boards", "tracker", "census"} & set(parts):
        return []
    folder = Path(tempfile.mkdtemp(prefix="harbourlight-bench-"))
    folder.chmod(0o711)
    try:
        with embedded.running(folder) as server:
            bench = Bench(server, folder, people, 15 if quick else 40)
            bench.prepare()
            if "front" in parts:
                bench.front()
            if "dataset" in parts:
                bench.dataset(2 if quick else 10)
            if "practice" in parts:
                bench.practice(quick=quick)
            if "census" in parts:
                bench.census(CENSUS_QUICK if quick else benching.CHILDREN)
            if "boards" in parts:
                bench.boards()
            if "tracker" in parts:
                bench.tracker(quick=quick)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return bench.rows


def main(words: list[str]) -> int:
    """Run the bench; 0 even where a figure is over its limit, unless --strict."""
    parser = argparse.ArgumentParser(prog="run.py bench", description="Measure the speed of Harbourlight.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--quick", action="store_true", help="20,000 people instead of 1,000,000, and shorter")
    parser.add_argument("--people", type=int, metavar="N", help="another number of people")
    parser.add_argument("--strict", action="store_true", help="fail when a figure is over its limit")
    parser.add_argument("--only", choices=PARTS, help="measure one part")
    asked = parser.parse_args(words)
    parts = [asked.only] if asked.only else list(PARTS)
    people = (asked.people or (20_000 if asked.quick else 1_000_000)) if "front" in parts else 0
    rows = with_database(parts, people, quick=asked.quick)
    if "census" in parts:
        print("Checking a census file", file=sys.stderr, flush=True)
        rows += benching.measure(CENSUS_QUICK if asked.quick else benching.CHILDREN)
    show(rows, people)
    results = [
        {"what": what, "unit": unit, "value": value, "verdict": verdict(unit, value)} for what, unit, value in rows
    ]
    if asked.json:
        asked.json.write_text(json.dumps({"machine": machine(), "people": people, "figures": results}, indent=2))
    over = any(row["verdict"] == "over" for row in results)
    return 1 if asked.strict and over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
