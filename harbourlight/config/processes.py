"""Child processes that never outlive the program that started them."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
MARK = "HARBOURLIGHT_SUPERVISED"
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def spawn(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    user: tuple[int, int] | None = None,
    at_parents_death: signal.Signals = signal.SIGTERM,
    output: int | None = None,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program in a process group of its own, as another user (uid, gid) if one is given.

    On Linux it is sent a signal when this process dies, however it dies.
    """
    return subprocess.Popen(
        [str(part) for part in command],
        env=None if env is None else dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        preexec_fn=_before_start(user, at_parents_death),
    )


def _before_start(user: tuple[int, int] | None, at_parents_death: signal.Signals) -> Callable[[], None]:
    """Give what the child does between fork and exec."""
    parent = os.getpid()

    def prepare() -> None:
        if user is not None:
            become_user(user)
        # Changing the user clears the parent's-death signal, so it comes second.
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(at_parents_death), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return prepare


def become_user(user: tuple[int, int]) -> None:
    """Give up the rights of root for those of a user (uid, gid)."""
    uid, gid = user
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    os.umask(0o077)


def stop(child: subprocess.Popen[bytes], *, first: signal.Signals = signal.SIGTERM, patience: float = 10) -> None:
    """Ask a child to end, wait, and end it and what it started when it does not."""
    if child.poll() is None:
        child.send_signal(first)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    end_group(child.pid)


def end_group(group: int) -> None:
    """End what is left of the process group that a child led."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def strays(folder: Path) -> list[int]:
    """Find the processes that an earlier supervisor of this data folder left behind (Linux only)."""
    mark = f"{MARK}={folder}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            marked = mark in (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if marked and int(entry.name) != os.getpid():
            found.append(int(entry.name))
    return found


def end_strays(folder: Path) -> int:
    """End the processes that an earlier supervisor left behind, and say how many there were."""
    found = strays(folder)
    for pid in found:
        send(pid, signal.SIGTERM)
    deadline = time.monotonic() + 1
    while strays(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    for pid in strays(folder):
        send(pid, signal.SIGKILL)
    return len(found)


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may have ended already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def is_running(pid: int) -> bool:
    """Tell whether a process of this number exists and is not a zombie."""
    status = Path(f"/proc/{pid}/stat")
    if status.parent.parent.joinpath("self").exists():
        try:
            return status.read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def name_of(pid: int) -> str:
    """Give the name of a running process, or an empty string."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        listed = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return Path(listed.stdout.strip()).name
