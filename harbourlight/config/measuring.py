"""`run.py measure-house [--json FILE]`: how much is written for each step, and what is still made by hand.

What counts as a line, a token, a step and a form says `harbourlight.config.house`. Only a form in which a person types
needs a draft: one that is no more than a button needs none.
"""

import csv
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from harbourlight.config import house, place
from harbourlight.config.house_forms import Form, forms

ADDRESSES = place.ROOT / "tests" / "addresses.csv"
SHOWN = 15  # longest files and functions


def main(words: list[str]) -> int:
    """Print the measures, and write them as JSON where a file is named."""
    if words and (words[0] != "--json" or len(words) != 2):
        sys.exit("`measure-house` takes only --json FILE.")
    read = house.files()
    written = forms(read)
    measured = measures(read, written)
    if words:
        Path(words[1]).write_text(json.dumps(measured, indent=2) + "\n", "utf-8")
    show(measured, read, written)
    return 0


def measures(read: list[house.File], written: list[Form]) -> dict[str, Any]:
    """Give everything that is measured."""
    of_python = [file for file in read if file.is_python]
    before = {room for room, _, _ in house.frozen_steps()}
    return {
        "rooms": {name: room(name, read) for name in sorted({file.room for file in read} | before)},
        "lines_today": sum(file.lines for file in of_python if not file.is_of_a_new_engine),
        "lines_new_engines": sum(file.lines for file in of_python if file.is_of_a_new_engine),
        "deadlines_by_hand": len(house.deadlines_by_hand(read)),
        "forms": len(written),
        "forms_without_submission": sum(not form.has_submission for form in written),
        "forms_without_draft": sum(form.is_typed and not form.has_draft for form in written),
    }


def room(name: str, read: list[house.File]) -> dict[str, float | None]:
    """Give the measures of one room; lines for each step only where it had steps."""
    own = [file for file in read if file.room == name]
    lines = sum(file.lines for file in own)
    steps = sum(room == name for room, _, _ in house.frozen_steps())
    return {
        "lines": lines,
        "tokens": sum(file.tokens for file in own if file.is_python),
        "html_bytes": sum(len(file.text.encode()) for file in own if not file.is_python),
        "steps": steps,
        "lines_per_step": round(lines / steps, 1) if steps else None,
    }


def addresses() -> Counter[str]:
    """Count the addresses of each room, from the list that the tests keep."""
    with ADDRESSES.open(encoding="utf-8", newline="") as lines:
        return Counter(row["name"].split(":")[0] for row in csv.DictReader(lines))


def show(measured: dict[str, Any], read: list[house.File], written: list[Form]) -> None:
    """Print the measures for a person."""
    reached, declared = addresses(), Counter(room for room, _, _ in house.declared_steps(read))
    row = "{:18}{:>7}{:>8}{:>7}{:>7}{:>7}{:>8}{:>11}{:>12}".format
    print(row("room", "lines", "tokens", "HTML", "steps", "now", "a step", "addresses", "an address"))
    for name, one in measured["rooms"].items():
        each = f"{one['lines'] / reached[name]:.0f}" if reached[name] else ""
        print(row(name, *list(one.values())[:4], declared[name], one["lines_per_step"] or "", reached[name], each))
    longest("files", [(file.lines, file.name) for file in read])
    longest("functions", house.functions(read))
    listed("Deadlines made outside the engine", house.deadlines_by_hand(read))
    listed("Forms without submission number", [form.place for form in written if not form.has_submission])
    listed("Forms to type in without draft", [form.place for form in written if form.is_typed and not form.has_draft])
    print()
    for name, number in measured.items():
        if name != "rooms":
            print(f"{name.replace('_', ' '):26}{number:7}")


def longest(kind: str, found: list[tuple[int, str]]) -> None:
    """Print the longest of some kind."""
    print(f"\nLongest {kind}")
    for length, name in sorted(found, reverse=True)[:SHOWN]:
        print(f"{length:6} {name}")


def listed(title: str, places: list[str]) -> None:
    """Print places under a title."""
    print(f"\n{title}: {len(places)}")
    for each in places:
        print(f"  {each}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
