"""Lets the rules propose what to say of a quarter, and keeps what a person made of it."""

from django.db import transaction

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures import proposing, registry
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.periods import QUARTER, YEAR, Held, together
from harbourlight.foundations.measures.sheet import Reading
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import Group, ProposalState
from ..models import Benchmark, MethodNote, Population, Proposal, Target, Value
from ..models.comparing import children_on
from .words import ChangedMeanwhile

BACK = 27  # months: two years before the quarter
NEAREST = (Group.NEIGHBOURS, Group.REGION, Group.ENGLAND)


@transaction.atomic
def propose(*, area, quarter, at):
    """Ask the rules about a quarter that has ended; return how many proposals wait for a person.

    What a person decided stays. A proposal that waits is written anew, or taken away where it no longer holds.
    """
    last = quarter.back(-2)
    if last.has_ended_on > at.astimezone(LONDON).date():
        raise StepNotAllowed("The quarter has not ended yet.")
    held = {
        (row.ref, row.rule): row for row in Proposal.objects.select_for_update().filter(area=area, first=quarter.first)
    }
    found = {
        (story.indicator.ref, each.rule): each for story in stories(area, last) for each in proposing.propose(story)
    }
    waits = [row for key, row in held.items() if row.state == ProposalState.PROPOSED and key not in found]
    for row in waits:
        row.delete()
    for (ref, rule), each in found.items():
        row = held.get((ref, rule)) or Proposal(area=area, ref=ref, first=quarter.first, rule=rule)
        if row.state == ProposalState.PROPOSED:
            row.kind, row.reason, row.wording, row.proposed_at = each.kind, each.reason, each.wording, at
            row.save()
    return Proposal.objects.filter(area=area, first=quarter.first, state=ProposalState.PROPOSED).count()


def stories(area, last):
    """Yield what is known of each indicator at the end of a quarter."""
    months = last.last_of(BACK)
    rows = Value.objects.of_months(area, months[0].first, last.first)
    held = {(row.ref, row.first): row for row in rows}
    targets = dict(
        Target.objects.filter(area=area, year=last.financial_year, period="month").values_list("ref", "number")
    )
    compared, breaks, populations = nearest(area), breaks_of(area, months), Population.objects.series(area)
    facts = Held(
        registry.INDICATORS, lambda ref, month: reading_in(held, ref, month),
        lambda month: children_on(populations, month.first),
    )  # fmt: skip
    now, then = months[-QUARTER:], months[-QUARTER - YEAR : -YEAR]
    wholes = {ref: (together(one, now, facts), together(one, then, facts)) for ref, one in registry.INDICATORS.items()}
    for ref, indicator in registry.INDICATORS.items():
        readings = [facts.reading(ref, month) for month in months]
        yield proposing.Story(
            indicator, months, [each.exact(indicator.unit) for each in readings],
            [each.missing for each in readings], breaks.get(ref, ()), targets.get(ref), compared.get(ref),
            now=wholes[ref][0], then=wholes[ref][1], bands=[wholes[each] for each in bands_of(ref)],
        )  # fmt: skip


def reading_in(held, ref, month):
    """Return a month of an indicator as it is kept."""
    row = held.get((ref, month.first))
    if row is None:
        return Reading(month, missing="not_asked")
    return Reading(month, row.number, row.numerator, row.denominator, row.missing, row.source)


def bands_of(ref):
    """Return the shares that divide a row, in their order; judged once, with the row that they divide."""
    return [one.ref for one in registry.INDICATORS.values() if one.divides == ref]


def nearest(area):
    """Return whom each indicator is best compared with: the nearest group with a figure, and its newest figure."""
    found = {}
    for row in Benchmark.objects.filter(area=area).order_by("updated_on"):
        kept = found.get(row.ref)
        if kept is None or NEAREST.index(row.group) <= NEAREST.index(kept[0]):
            found[row.ref] = (row.group, row.number)
    return {ref: (spoken(group), number) for ref, (group, number) in found.items()}


def spoken(group):
    """Return a group as it stands within a sentence."""
    return {Group.NEIGHBOURS: "statistical neighbours", Group.REGION: "the region"}.get(group, Group(group).label)


def breaks_of(area, months):
    """Return the places at which each series breaks."""
    found = {}
    for note in MethodNote.objects.of_area(area).filter(is_break=True):
        begins = Month.of(note.from_on)
        begins = begins if note.from_on == begins.first else begins.back(-1)
        if begins in months[1:]:
            found.setdefault(note.ref, []).append(months.index(begins))
    return found


@transaction.atomic
def decide(*, proposal, state, wording, why, by, at, version):
    """Accept a proposal, put it in other words, or reject it with a reason."""
    fresh = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if fresh.version != version:
        raise ChangedMeanwhile(fresh)
    if state == ProposalState.REJECTED and not why.strip():
        raise StepNotAllowed("Say why it is rejected.")
    if state == ProposalState.REWORDED and wording.strip() in ("", fresh.wording):
        raise StepNotAllowed("Write it in other words.")
    fresh.state, fresh.decided_why, fresh.decided_by, fresh.decided_at = state, why, by, at
    if state == ProposalState.REWORDED:
        fresh.wording = wording.strip()
    fresh.version += 1
    fresh.save()
    return fresh
