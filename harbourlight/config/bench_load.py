"""Asks pages of a running server at a steady rate, as many people would, and keeps how long each took."""

import http.client
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TICKS = 100  # a second of CPU, in the units of /proc

Page = tuple[str, str, str | None]  # its name, its address, what its form sends


@dataclass
class Timings:
    """How long the answers of each page took, in milliseconds, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def share(self, page: str, share: float) -> float:
        """Give the time within which a share of a page's answers came; NaN where there was none."""
        times = sorted(self.took.get(page, []))
        return times[min(len(times) - 1, int(len(times) * share))] if times else float("nan")


class Visitor:
    """One person's browser: a kept connection and a session cookie."""

    def __init__(self, host: str, port: int, cookies: dict[str, str]) -> None:
        """Remember where to ask and as whom."""
        self.host, self.port = host, port
        self.headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Host": "localhost"}
        self.connection: http.client.HTTPConnection | None = None

    def ask(self, path: str, form: str | None = None) -> tuple[int, bytes]:
        """Ask for one page, by a form where one is given, and read it all."""
        method, headers = ("POST", self.headers | FORM) if form else ("GET", self.headers)
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
            try:
                self.connection.request(method, path, form, headers)
                answer = self.connection.getresponse()
                return answer.status, answer.read()
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = None
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")


def keep(timings: Timings, lock: threading.Lock, visitor: Visitor, page: Page, planned: float) -> None:
    """Ask one page and keep how long it took from the planned moment on, and whether it failed."""
    name, path, form = page
    try:
        status, _ = visitor.ask(path, form)
    except (http.client.HTTPException, OSError) as failure:
        status, path = 0, f"{path} {failure!r}"
    with lock:
        timings.took.setdefault(name, []).append((time.monotonic() - planned) * 1000)
        if status != 200:
            timings.failed.append(f"{name} {status}")


def steadily(visitors: list[Visitor], mix: list[Page], *, rate: float, seconds: float) -> Timings:
    """Ask the pages of a mix in turn, at a rate; late starts count as waiting time."""
    timings, lock = Timings(), threading.Lock()
    number, begin = int(rate * seconds), time.monotonic() + 0.2
    turns = iter(range(number))

    def visit(visitor: Visitor) -> None:
        while True:
            with lock:
                turn = next(turns, None)
            if turn is None:
                return
            planned = begin + turn / rate
            time.sleep(max(0.0, planned - time.monotonic()))
            keep(timings, lock, visitor, mix[turn % len(mix)], planned)

    threads = [threading.Thread(target=visit, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return timings


def cpu_seconds(group: int) -> float:
    """Give the CPU time that the processes of a group have used so far (Linux)."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS
