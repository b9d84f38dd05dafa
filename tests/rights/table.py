"""The table of steps by kinds of person, as it is kept: one row for each step and each page that takes it."""

import csv
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


@cache
def kept(name):
    """Return the rows of one table as they are kept."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(rights):
    """Return the kept rows of one process, in their order."""
    return [row for row in kept(rights.table) if row["Process"] == rights.title]


def row_of(rights, each, answers):
    """Return one row as it was seen: ``answers`` are "yes" or "no" by the kind of person.

    A kind that does not stand around such a record has a dash.
    """
    step = rights.pathway.step(each.step)
    words = {kind_words: answers.get(kind, "-") for kind, kind_words in rights.kinds.items()}
    return {
        "Process": rights.title, "Step": step.says, "Name of the step": step.name, "Way": each.way,
        "May be taken while": states_in_words(rights.pathway, step), **words, "Remark": each.remark,
    }  # fmt: skip


def states_in_words(pathway, step):
    """Return the states from which a step may be taken, in words; a step that begins a record has none."""
    return "; ".join(pathway.states[state] for state in step.frm) or "(begins it)"


def write_down(rights, rows):
    """Write what was seen of one process to a file, for whoever means the change, and return its place."""
    place = ROOT / "var" / "rights" / f"{rights.title}.csv".replace(" ", "_").replace(":", "")
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return place


def differences(seen, told):
    """Return what differs between the rows that were seen and those that are kept, each in one line."""
    faults = []
    for row in seen:
        name = row["Name of the step"], row["Way"]
        match = [each for each in told if (each["Name of the step"], each["Way"]) == name]
        if not match:
            faults.append(f"{row['Step']} ({row['Way']}) stands in no row")
            continue
        faults += [
            f"{row['Step']} {row['Way']}, {column}: the table says “{match[0].get(column)}”, seen was “{value}”"
            for column, value in row.items() if match[0].get(column) != value
        ]  # fmt: skip
    names = {(row["Name of the step"], row["Way"]) for row in seen}
    return faults + [f"{row['Step']} {row['Way']} is tried no more" for row in told
                     if (row["Name of the step"], row["Way"]) not in names]  # fmt: skip
