"""Measures how fast a year's file of the largest authority is checked, and in how much memory.

`measure` runs the check in a process of its own, so that neither what was loaded before nor what is loaded beside it
counts.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from harbourlight.exchange.cincensus import making, years

CHILDREN = 20_000  # the largest authority, each with every module
LIMITS = {"census check s": 5.0, "census check MB": 300.0}

_CHECK = """
import json, resource, sys, time
from pathlib import Path
began = time.perf_counter()
from harbourlight.exchange.cincensus.sharing import check_shared
report = check_shared(Path(sys.argv[1]), shares=int(sys.argv[2]))
took = time.perf_counter() - began
own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({
    "children": report.children,
    "findings": len(report.findings),
    "seconds": took,
    "cpu": own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime,
    "megabytes": (own.ru_maxrss + others.ru_maxrss) / 1024,
}))
"""


def measure(children: int = CHILDREN, shares: int = 0) -> list[tuple[str, str, float]]:
    """What a check takes: rows of what, unit and value, units as in LIMITS. `shares` 0 lets the check choose."""
    year = years.every()[-2]
    with tempfile.TemporaryDirectory() as folder:
        path = making.make(Path(folder) / "census.xml", making.children(children, year, every_module=True), year)
        found = run(path, shares)
    return [
        (f"census check: {children:,} children", "census check s", found["seconds"]),
        ("census check: most memory, all processes", "census check MB", found["megabytes"]),
        ("census check: CPU of all processes", "s", found["cpu"]),
    ]


def run(path: Path, shares: int = 0) -> dict[str, float]:
    """Check one file in a process of its own: children, findings, seconds, cpu and megabytes."""
    command = [sys.executable, "-c", _CHECK, str(path), str(shares)]
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    for what, unit, value in measure(*map(int, sys.argv[1:])):
        print(f"{what:<50} {value:8.2f} {unit}")
