"""Every field the product keeps, classified in tests/fields.csv: whom it tells of, how long it is kept, who may get it.

`python -m tests.fields` lists the fields that have no row yet, with empty columns to fill in.
"""

import csv
import sys
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("fields.csv")

# Whom a field tells of; what tells of a child stands under row-level security.
TELLS_OF = {"child", "professional", "agency", "nobody"}
# How long it is kept: docs/operations.md says what each period is and who sets it.
KEPT = {"child's record", "account", "access log", "draft", "code", "batch", "partnership's record", "figures"}
# Who may get it outside the product's own pages.
LEAVES = {"never", "to the family", "to the referrer", "to agencies asked", "published"}


class Classified(NamedTuple):
    """One field, by its model's label and its own name."""

    model: str
    field: str
    tells_of: str
    kept: str
    leaves: str


def classified():
    """Return the rows of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [Classified(*row) for row in list(csv.reader(file))[1:]]


def kept_fields():
    """Return (model, field) of all that the product keeps; the history of a model is classified with it."""
    from django.apps import apps

    models = [model for model in apps.get_models() if model.__module__.startswith("harbourlight")]
    return [
        (model._meta.label, field.name)
        for model in models
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
    ]


def main():
    """Print the fields that have no row yet."""
    import django

    django.setup()
    known = {(row.model, row.field) for row in classified()}
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerows([*each, "", "", ""] for each in kept_fields() if each not in known)


if __name__ == "__main__":
    main()
