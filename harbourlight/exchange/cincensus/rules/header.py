"""Rules about the header."""

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules import Answer, asks
from harbourlight.exchange.cincensus.years import Year
from harbourlight.statute import authorities


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


@asks("HL10Q")
def authority_stands(header: Record, year: Year) -> Answer:
    """The authority named is one that stood on the last day of the census year."""
    source = header.get("Source", header)
    source = source[0] if isinstance(source, list) and source else source
    code = source.get("LEA") if isinstance(source, dict) else None
    return [(source, "LEA", None)] if code and authorities.against(code, year.end) else None
