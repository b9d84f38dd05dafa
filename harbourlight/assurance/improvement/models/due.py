"""The date that a timescale means, counted from the day of publication."""

from dataclasses import replace

from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.statute import clocks

from ..choices import Timescale

# The words of inspection reports; their number holds for whatever report uses them.
CLOCKS = {Timescale.THREE_MONTHS: "CLK-OFS-002", Timescale.SIX_MONTHS: "CLK-OFS-003"}


def due_of(timescale, published_on, due_on=None):
    """Return the date that a timescale means, counted from the day of publication."""
    if timescale == Timescale.IMMEDIATELY:
        return published_on
    if timescale in CLOCKS:
        clock = replace(clocks.get(CLOCKS[timescale]), effective_from=None, effective_to=None)
        return clocks.due(clock, published_on).due
    if due_on is None:
        raise StepNotAllowed("Enter the date by which it is to be done.")
    if due_on < published_on:
        raise StepNotAllowed("The date must not lie before the day of publication.")
    return due_on
