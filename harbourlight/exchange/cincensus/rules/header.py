"""Rules about the header."""

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules import Answer, asks
from harbourlight.exchange.cincensus.years import Year


@asks("100")
def reference_date(header: Record, year: Year) -> Answer:
    """The reference date is the last day of the census year, and the year is the one in which it ends."""
    details = header.get("CollectionDetails", header)
    if "ReferenceDate" not in details:
        return [(details, "ReferenceDate", None)]
    if details["ReferenceDate"] not in (None, year.end):
        return [(details, "ReferenceDate", None)]
    ends = details.get("Year")
    return [(details, "Year", None)] if ends and ends[:4] != str(year.ends) else None
