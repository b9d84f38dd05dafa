"""Checks a large file on several processors: each reads it all, and checks every so many children."""

import multiprocessing
import os
from multiprocessing.connection import Connection
from pathlib import Path

from harbourlight.exchange.cincensus import rules
from harbourlight.exchange.cincensus.checking import Checker, Progress, taken
from harbourlight.exchange.cincensus.errors import NotACensus
from harbourlight.exchange.cincensus.findings import Report
from harbourlight.exchange.cincensus.years import Year

LARGE = 4 << 20  # bytes; a smaller file is read faster by one
MOST = 2  # reading it all is a fifth of the work, so more shares gain little


def shares_for(path: Path) -> int:
    """How many processes a file is worth, with the processors that have nothing else to do."""
    try:
        size = path.stat().st_size * (10 if path.suffix.lower() == ".zip" else 1)
        idle = len(os.sched_getaffinity(0)) - round(os.getloadavg()[0])
    except OSError:
        return 1
    return max(1, min(MOST, idle)) if size >= LARGE else 1


def check_shared(path: Path, year: Year | None = None, progress: Progress | None = None, *, shares: int = 0) -> Report:
    """Check a file in several processes, as many as it is worth unless told. Raises NotACensus.

    The processes are copies of this one, so only a program without threads of its own calls it.
    """
    shares = shares or shares_for(path)
    rules.functions()
    copies = multiprocessing.get_context("fork")
    others = []
    for turn in range(1, shares):
        here, there = copies.Pipe(duplex=False)
        worker = copies.Process(target=_work, args=(there, path, year, (turn, shares)), daemon=True)
        worker.start()
        there.close()
        others.append((worker, here))
    try:
        checker = taken(Checker(year, (0, shares)), path, progress)
        for worker, here in others:
            checker.join(here.recv())
            worker.join()
        return checker.report()
    except EOFError as failure:
        raise NotACensus("the file changed while it was read, or a process was stopped") from failure
    finally:
        for worker, here in others:
            here.close()
            worker.terminate()
            worker.join()


def _work(back: Connection, path: Path, year: Year | None, turn: tuple[int, int]) -> None:
    """Check one share and send back what was found; the first process says why a file is refused."""
    try:
        back.send(taken(Checker(year, turn), path).share())
    except NotACensus:
        pass
    finally:
        back.close()
