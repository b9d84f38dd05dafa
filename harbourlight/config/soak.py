"""`run.py soak [args]`: the tests that have a long form, in the long form; for a night, not for each change.

A test asks `is_soaking` for its numbers. What follows goes to pytest; paths there replace the usual ones.
"""

import os
import sys

from harbourlight.config import testing

SOAKING = "HARBOURLIGHT_SOAK"
LONG = [
    "tests/faults", "tests/test_every_address.py", "tests/test_every_form.py",
    "tests/test_no_page_leads_to_a_refusal.py",
]  # fmt: skip


def is_soaking() -> bool:
    """Say whether tests run in the long form."""
    return os.environ.get(SOAKING) == "1"


def main(words: list[str]) -> int:
    """Run the long forms, or the tests named, and give pytest's exit status."""
    os.environ[SOAKING] = "1"
    paths = [word for word in words if not word.startswith("-")]
    return testing.main([*words, *([] if paths else LONG)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
