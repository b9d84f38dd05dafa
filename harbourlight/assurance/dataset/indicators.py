"""The indicators of the dataset, as the table beside this file declares them."""

import csv
from pathlib import Path

from harbourlight.foundations.measures.declarations import Indicator
from harbourlight.foundations.measures.suppression import Parts, Stock

TABLE = Path(__file__).with_name("indicators.csv")


def declared():
    """Read the declarations, in the order of the sheet."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(Indicator(**{**row, "is_local": row["is_local"] == "yes"}) for row in csv.DictReader(lines))


INDICATORS = declared()

# What readers could reckon with when a figure is left out.
PARTS = (
    Parts("EH3", ("EH3a%", "EH3b%", "EH3c%", "EH3d%", "EH3e%")),
    Parts("EH4 (val)", ("EH3a%", "EH3b%", "EH3c%", "EH3d%")),
)
STOCKS = (Stock("LAC1", ("LAC2",), ("LAC3",)), Stock("CP6B", ("CP4 (val)", "CP2b"), ("CP7",)))
