"""Measures how long a year's file of the largest authority takes to be loaded, loaded again, and returned."""

import json
import os
import resource
import tempfile
import time
from pathlib import Path

from django.db import connection

from harbourlight.exchange.census.loading import load_file
from harbourlight.exchange.census.sending import write_return
from harbourlight.exchange.cincensus import making, years
from harbourlight.foundations.access.middleware import read_clock
from harbourlight.foundations.agencies.models import Area, Team


def measure(children):
    """Print, as JSON, (what, unit, value) of a file in which each child has every module."""
    print(json.dumps(list(figures(children))))


def figures(children):
    """Give (what, unit, value); the owner of the tables calls this. CPU is of this process and the database's."""
    at, year = read_clock(), years.every()[-2]
    area = Area.objects.order_by("-name").first()
    team = Team.objects.filter(area=area, kind="social_work").select_related("agency").first()
    with tempfile.TemporaryDirectory() as folder:
        path = making.make(Path(folder) / "census.xml", making.children(children, year, every_module=True), year)
        took, cpu = timed(lambda: load_file(path=path, area=area, team=team, at=at))
        yield f"census import: {children:,} children, every module", "census import s", took
        yield "census import: CPU", "s", cpu
        yield "census import: memory of the process", "MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        took, cpu = timed(lambda: load_file(path=path, area=area, team=team, at=at))
        yield "census import: the same file again", "s", took
        yield "census import: the same file again, CPU", "s", cpu
        with (Path(folder) / "return.xml").open("w", encoding="utf-8") as stream:
            took, cpu = timed(lambda: write_return(stream=stream, area=area, year=year, at=at, authority="201"))
        yield f"census export: {children:,} children", "census export s", took
        yield "census export: CPU", "s", cpu


def timed(work):
    """Give the seconds that something takes, and the seconds of CPU here and in the database."""
    before, began = cpu_used(), time.perf_counter()
    work()
    return time.perf_counter() - began, cpu_used() - before


def cpu_used():
    """Give the seconds of CPU of this process and of the database's process that serves it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    ticks = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
