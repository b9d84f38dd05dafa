"""Which rooms there are: every folder of a storey that holds an ``apps.py``. Read by the settings, before Django."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STOREYS = ("foundations", "practice", "assurance", "partnership", "exchange", "publishing")


def installed() -> Iterator[str]:
    """Yield the packages of all engines and rooms, the lowest storey first."""
    for storey in STOREYS:
        yield from (f"{ROOT.name}.{storey}.{each.parent.name}" for each in sorted((ROOT / storey).glob("*/apps.py")))
