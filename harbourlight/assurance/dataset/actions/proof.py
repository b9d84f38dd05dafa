"""What readers get of a release, and the proof that no small number follows from it and all others together."""

from dataclasses import replace

from django.db.models import Q

from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import RATE, printed
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.proving import SECONDS, Unproved
from harbourlight.foundations.measures.sheet import Reading
from harbourlight.foundations.measures.suppression import Rule, exposed, suppress
from harbourlight.foundations.rules.reading import number_of

from ..choices import Missing
from ..models import Population, PublishedValue
from ..models.comparing import children_on
from ..pathway import GREATEST_POSSIBLE, LEAST_POSSIBLE

TOO_LONG = "It could not be proved in the time set that no small number can be worked back. Nothing is published."
NAMED = 10


def key_of(row):
    """Return the reference and month of a figure."""
    return row.ref, Month(row.first)


def reading_of(row):
    """Return a kept figure as a reading; a revision has no source of its own."""
    source = getattr(row, "source", "")
    return Reading(key_of(row)[1], row.number, row.numerator, row.denominator, row.missing, source)


class Beside:
    """The figures of a release, and what all other public releases of its area show or left out."""

    def __init__(self, publication, rows, public=()):
        """Read all releases: a figure that is another one now is no longer what readers reckon with."""
        populations = Population.objects.series(publication.area)
        self.readings = {key_of(row): with_children(row, populations) for row in rows}
        self.own, self.known, self.withheld = set(self.readings), set(public), set()
        for row in shown_elsewhere(publication):
            key = key_of(row)
            if row.suppression:
                self.readings.setdefault(key, with_children(row, populations))
                self.withheld.add(key)
            elif self.readings.setdefault(key, with_children(row, populations)).number == row.number:
                self.known.add(key)
        self.withheld -= self.known


def with_children(row, populations):
    """Return a figure as readers reckon with it: everybody knows how many children live in an area."""
    reading = reading_of(row)
    indicator = registry.INDICATORS.get(row.ref)
    if reading.denominator is None and indicator is not None and indicator.unit == RATE:
        return replace(reading, denominator=children_on(populations, row.first))
    return reading


def shown_elsewhere(publication):
    """Return the figures of all other public releases of the area, the earliest release first."""
    others = PublishedValue.objects.filter(
        Q(number__isnull=False) | Q(missing=Missing.NOTHING_TO_COUNT),
        publication__area=publication.area, publication__is_public=True, ref__in=registry.INDICATORS,
    )  # fmt: skip
    return others.exclude(publication=publication).order_by("publication__frozen_at", "pk")


def rule_of(publication, at):
    """Return what is small in a release, and which values must stay possible by the rules of its area."""
    least, greatest = (possible(rule, publication, at) for rule in (LEAST_POSSIBLE, GREATEST_POSSIBLE))
    return Rule(publication.small_number, least, greatest)


def possible(rule, publication, at) -> int:
    """Return the number of a rule that is never without one."""
    found = number_of(rule, publication.area_id, at)
    if found is None or found.number is None:
        raise LookupError(f"{rule} has no number")
    return found.number


def left_out(publication, rows, at, public=()):
    """Return which figures readers do not get, by the one rule of all outputs.

    ``public`` are figures of this release that readers have already.
    """
    beside = Beside(publication, rows, public)
    return suppress(
        beside.readings, registry.INDICATORS, rule=rule_of(publication, at),
        public=beside.known, withheld=beside.withheld, about=beside.own, seconds=SECONDS,
    )  # fmt: skip


def refused(publication, at):
    """Return why a release may not be published: which small numbers it brings into reach; nothing where none.

    What other releases tell already is no fault of this one: leaving its figures out would help nobody.
    """
    rows = list(PublishedValue.objects.filter(publication=publication, ref__in=registry.INDICATORS))
    beside = Beside(publication, rows)
    shown = {key_of(row) for row in rows if not row.suppression}
    asked = {"rule": rule_of(publication, at), "about": beside.own, "seconds": SECONDS}
    try:
        found = exposed(beside.readings, registry.INDICATORS, shown=beside.known | shown, **asked)
        told = found and exposed(beside.readings, registry.INDICATORS, shown=beside.known, **asked)
    except Unproved:
        return TOO_LONG
    before = {each.quantity for each in told}
    faults = [str(each) for each in found if each.quantity not in before]
    if not faults:
        return ""
    more = f" and {len(faults) - NAMED} more" if len(faults) > NAMED else ""
    return f"Readers could work back small numbers: {'; '.join(faults[:NAMED])}{more}."


def left_out_words(publication, refs=None):
    """Return the figures that a release leaves out, of that month and before, as they would have been printed."""
    rows = PublishedValue.objects.filter(publication=publication, ref__in=refs or registry.INDICATORS)
    units = {ref: one.unit for ref, one in registry.INDICATORS.items()}
    return {
        printed(reading_of(row).exact(units[row.ref]), units[row.ref])
        for row in rows.exclude(suppression="").filter(number__isnull=False)
    }
