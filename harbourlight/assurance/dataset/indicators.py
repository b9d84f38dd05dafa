"""The indicators of the dataset, as the table beside this file declares them."""

import csv
from pathlib import Path

from harbourlight.foundations.measures.declarations import Indicator

TABLE = Path(__file__).with_name("indicators.csv")


def declared():
    """Read the declarations, in the order of the sheet."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(Indicator(**{**row, "is_local": row["is_local"] == "yes"}) for row in csv.DictReader(lines))


INDICATORS = declared()
