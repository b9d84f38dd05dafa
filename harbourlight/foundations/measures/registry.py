"""The measures of all rooms and the indicators of the dataset, gathered when the program starts.

A room declares its measures; the dataset adds its indicators and finds the measures here, so that no room needs to know
it.
"""

from harbourlight.foundations.rooms.room import rooms

MEASURES: dict = {}
INDICATORS: dict = {}


def read_declared():
    """Keep the measures that rooms declare."""
    for room in rooms():
        for measures in room.all_named("measures"):
            register(measures)


def register(measures):
    """Add the measures of a room; a reference stands for one measure only."""
    _add(MEASURES, measures)


def declare(indicators):
    """Add indicators of the dataset, in the order of the sheet."""
    _add(INDICATORS, indicators)


def _add(kept, found):
    for one in found:
        if kept.setdefault(one.ref, one) != one:
            raise ValueError(f"{one.ref} is declared twice")


def measure_of(indicator):
    """Return the measure that counts an indicator from records, or None."""
    measure = MEASURES.get(indicator.measure)
    return measure if measure is not None and measure.is_counted else None


def is_computed(indicator):
    """Say whether an indicator is had from records: counted itself, or made of rows that are."""
    if measure_of(indicator):
        return True
    parts = [ref for ref in (indicator.numerator_ref, indicator.denominator_ref, indicator.complement_of) if ref]
    return bool(parts) and all(ref in INDICATORS and is_computed(INDICATORS[ref]) for ref in parts)
