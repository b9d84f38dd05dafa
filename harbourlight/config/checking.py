"""`run.py check`: what keeps the house, each check said with its time."""

import subprocess
import sys
import time
from pathlib import Path

from harbourlight.config import place
from harbourlight.config.testing import test_environment

PYTHON = [sys.executable, "-m"]
CHECKS = {
    "ruff": [*PYTHON, "ruff", "check", "."],
    "ruff format": [*PYTHON, "ruff", "format", "--check", "."],
    "mypy": [*PYTHON, "mypy", "harbourlight"],
    "import-linter": [str(Path(sys.executable).with_name("lint-imports"))],
    "djlint": [*PYTHON, "djlint", "--quiet", "--lint", "harbourlight"],
    "migrations": [*PYTHON, "harbourlight.config.commands", "makemigrations", "--check", "--dry-run"],
    "house rules": [*PYTHON, "pytest", "-q", "-p", "no:randomly", "tests/test_house.py"],
}


def main(words: list[str]) -> int:
    """Run the checks named, or all; give 1 when any fails."""
    unknown = set(words) - set(CHECKS)
    if unknown:
        sys.exit(f"There is no check called {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}.")
    failed = []
    with test_environment() as environment:
        for name in words or CHECKS:
            started = time.monotonic()
            done = subprocess.run(
                CHECKS[name], cwd=place.ROOT, env=environment, capture_output=True, text=True, check=False
            )
            verdict = "ok" if done.returncode == 0 else "FAILED"
            print(f"{name:14} {verdict} ({time.monotonic() - started:.1f} s)", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout + done.stderr, flush=True)
    print(f"{len(words or CHECKS) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
