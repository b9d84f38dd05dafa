"""Serving: starts the database, the web server and the queue's worker, and keeps them running."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from harbourlight.config import embedded, place, processes, surroundings

SHORTEST_WAIT, LONGEST_WAIT = 0.2, 10.0  # seconds between a child's death and its next start
STEADY = 30.0  # seconds of life after which a child's deaths are forgotten
MOST_WORKERS = 8
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
COMMAND = [sys.executable, "-m", "harbourlight.config.commands"]


class Child:
    """A program that is started again when it dies."""

    def __init__(self, name: str, start: Callable[[], "subprocess.Popen[bytes] | None"]) -> None:
        """Start it for the first time."""
        self.name = name
        self.start = start
        self.wait = SHORTEST_WAIT
        self.again_at = 0.0
        self.started_at = time.monotonic()
        self.process = start()

    def look_after(self) -> None:
        """Start it again if it died, later each time it dies young."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            self.bury(self.process, now)
        if now < self.again_at:
            return
        self.started_at = now
        try:
            self.process = self.start()
        except embedded.EmbeddedServerError as refusal:
            say(str(refusal))
            self.delay(now)

    def bury(self, dead: "subprocess.Popen[bytes]", now: float) -> None:
        """End what a dead process started, and say when the next one comes."""
        processes.end_group(dead.pid)
        self.process = None
        if now - self.started_at > STEADY:
            self.wait = SHORTEST_WAIT
        say(f"The {self.name} stopped ({dead.returncode}); starting it again.")
        self.delay(now)

    def delay(self, now: float) -> None:
        """Put the next start off, and the one after that for longer."""
        self.again_at = now + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)


class Stopped(Exception):
    """Somebody asked the supervisor to stop."""


def main() -> int:
    """Serve until Ctrl-C or SIGTERM; give the exit status."""
    folder = place.data()
    with (folder / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"Harbourlight is being served from {folder} already; stop that one first.")
        surroundings.refuse()
        key = place.secret_key()
        processes.end_strays(folder)
        host, port = address()
        refuse_used_port(host, port)
        for number in STOPPING:
            signal.signal(number, ask_to_stop)
        return serve(folder, host, port, {"HARBOURLIGHT_SECRET_KEY": key, processes.MARK: str(folder)})


def serve(folder: Path, host: str, port: int, extra: dict[str, str]) -> int:
    """Start everything in order, watch over it, and stop everything in the opposite order."""
    server: embedded.Server | None = None
    children: list[Child] = []
    try:
        if not os.environ.get("DATABASE_URL"):
            server = embedded.start(folder, take_over=True)
            extra = extra | server.environment()
        environment = {**os.environ, **extra}
        prepare_database(environment, server)
        if server is not None:
            children.append(Child("database", restarter(server)))
        children.append(Child("web server", lambda: processes.spawn(web_command(host, port), env=environment)))
        children.append(Child("worker", lambda: processes.spawn([*COMMAND, "worker"], env=environment)))
        announce(host, port, children, environment)
        watch(children)
        return 0
    except embedded.EmbeddedServerError as refusal:
        say(str(refusal))
        return 1
    except Stopped:
        return 0
    finally:
        stop_all(children, server)


def watch(children: list[Child], until: Callable[[], bool] = lambda: False) -> None:
    """Look after the children until something is so; by default until a signal comes."""
    while not until():
        for child in children:
            child.look_after()
        time.sleep(0.1)


def stop_all(children: list[Child], server: embedded.Server | None) -> None:
    """Stop the children, the newest first, and the database last."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    for child in reversed(children):
        if child.process is not None and (server is None or child.process is not server.process):
            processes.stop(child.process)
    if server is not None:
        server.stop()


def restarter(server: embedded.Server) -> Callable[[], "subprocess.Popen[bytes] | None"]:
    """Give the function that starts the embedded database again; the first time it runs already."""

    def start() -> "subprocess.Popen[bytes] | None":
        if server.process is None or server.process.poll() is not None:
            server.launch()
        return server.process

    return start


def prepare_database(environment: dict[str, str], server: embedded.Server | None) -> None:
    """Bring the database to this version's shape, and load the demonstration the first time."""
    if environment.get("HARBOURLIGHT_OWNER_DATABASE_URL"):
        once("migrate", "--no-input", "--verbosity", "0", environment=environment)
    else:
        once("migrate", "--check", "--verbosity", "0", environment=environment | {"HARBOURLIGHT_ROLE": "app"})
    once("work_queue", "--only-check", environment=environment)
    loaded = server.place.home / "demonstration-loaded" if server else None
    if surroundings.is_demonstration() and not (loaded and loaded.exists()):
        once("demo", "load", "--if-empty", environment=environment)
        if loaded:
            loaded.touch()


def once(*words: str, environment: dict[str, str]) -> None:
    """Run one command to its end; a failure ends the start with one line."""
    child = processes.spawn([*COMMAND, *words], env=environment)
    try:
        failed = child.wait()
    finally:
        processes.stop(child)
    if failed:
        sys.exit(f"Harbourlight did not start: `harbourlight {' '.join(words)}` failed (above is why).")


def web_command(host: str, port: int) -> list[str]:
    """Give the web server's command line: two processes for each core, so that pages seldom wait for Python's lock."""
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    workers = [
        "--workers",
        str(min(2 * (os.cpu_count() or 1), MOST_WORKERS)),
        "--blocking-threads",
        "3",
        "--respawn-failed-workers",
    ]
    return [
        *granian,
        *workers,
        "--backpressure",
        "16",
        "--no-ws",
        "--log-level",
        "error",
        "harbourlight.config.wsgi:application",
    ]


def announce(host: str, port: int, children: list[Child], environment: dict[str, str]) -> None:
    """Wait until the web server listens, then say where, and who may sign in to a demonstration."""
    deadline = time.monotonic() + 60
    watch(children, until=lambda: listening(host, port) or time.monotonic() > deadline)
    if not listening(host, port):
        say("The web server does not answer yet; what it says is above.")
        return
    say(f"Harbourlight is at http://{host}:{port}/ (Ctrl-C stops it)")
    if surroundings.is_demonstration():
        once("demo", "signins", environment=environment)


def address() -> tuple[str, int]:
    """Read where to serve: HARBOURLIGHT_HOST (127.0.0.1) and HARBOURLIGHT_PORT (8000)."""
    return os.environ.get("HARBOURLIGHT_HOST") or "127.0.0.1", int(os.environ.get("HARBOURLIGHT_PORT") or "8000")


def refuse_used_port(host: str, port: int) -> None:
    """End with one line when another program listens at the address."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refusal:
            sys.exit(f"Port {port} cannot be used ({refusal.strerror}); set HARBOURLIGHT_PORT to a free one.")


def listening(host: str, port: int) -> bool:
    """Tell whether a program answers at the address."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def ask_to_stop(number: int, frame: FrameType | None) -> None:
    """Turn a signal into an exception, once."""
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


def say(line: str) -> None:
    """Tell the person at the terminal."""
    print(line, file=sys.stderr, flush=True)
