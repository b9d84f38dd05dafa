"""What ends in child protection when a child dies: plan, enquiry, measures, stages, moves and conferences.

A strategy discussion that is planned stays: agencies meet about the death, and whoever planned it decides.
"""

from functools import partial

from harbourlight.foundations.actions.deaths import let_go
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.people.deaths import THE_CHILD_DIED, Ends, only_about
from harbourlight.foundations.ui.words import day

from ..choices import EndReason, LegalOutcome
from ..models import AreaTransfer, Conference, EmergencyMeasure, Enquiry, LegalStage, ProtectionPlan
from ..pathway import ENQUIRY, LEGAL
from . import moments
from .conferences import call_off_conference
from .emergency import end_measure
from .plans import end_plan
from .transfers import end_transfer


def ends(death):
    """Yield what ends with the life of a child; the plan after what hangs on it."""
    if death.ends_work:
        told = {"by": death.by, "at": death.at, "checks_permission": False}
        when = moments.moment_of(death.died_on, death.at)
        yield from moves_and_measures(death, when, told)
        yield from conferences(death, told)
        yield from plans(death, when, told)


def moves_and_measures(death, when, told):
    """Yield moves between areas, enquiries, emergency measures and legal stages."""
    child = {"person": death.person}
    for transfer in AreaTransfer.objects.filter(state__in=("notified", "conference_planned", "temporary"), **child):
        end = partial(end_transfer, transfer=transfer, ended_on=death.died_on, note=THE_CHILD_DIED, **told)
        yield Ends("the move between areas", end)
    for enquiry in Enquiry.objects.running().filter(**child):
        yield Ends("the section 47 enquiry", partial(end_enquiry, enquiry, death))
    for measure in EmergencyMeasure.objects.filter(state="running", **child):
        ended_at = max(when, measure.began_at)
        end = partial(end_measure, measure=measure, ended_at=ended_at, note=THE_CHILD_DIED, **told)
        yield Ends(measure.get_kind_display().lower(), end)
    for stage in LegalStage.objects.filter(state="open", **child):
        yield Ends(stage.get_kind_display().lower(), partial(end_stage, stage, death, when))


def conferences(death, told):
    """Yield the planned conferences about nobody who lives; about brothers and sisters they go on."""
    for conference in Conference.objects.filter(state="planned", child_ids__contains=[death.person.pk]):
        if only_about(death, conference.child_ids):
            told_off = {"reason": THE_CHILD_DIED, "arranger": conference.chair or conference.recorded_by, **told}
            end = partial(call_off_conference, conference=conference, **told_off)
            yield Ends(f"the conference on {day(conference.planned_for)}", end)


def plans(death, when, told):
    """Yield the plan that runs, after what was to be done under it."""
    for plan in ProtectionPlan.objects.running().filter(person=death.person):
        for action in Action.objects.of(plan).unfinished():
            yield Ends(f"the action “{action.what}”", partial(let_go, action, by=death.by, at=death.at))
        told_end = {"reason": EndReason.DIED, "ended_at": when, "step": "end_without_conference", **told}
        yield Ends("the child protection plan", partial(end_plan, plan=plan, **told_end))


def end_enquiry(enquiry, death):
    """Close an enquiry, or the wait for its conference: nothing is found for a child who died before its end."""

    def fill(fresh):
        fresh.conference_required, fresh.conference_not_required_reason = "no", THE_CHILD_DIED
        fresh.completed_on = fresh.completed_on or max(death.died_on, fresh.started_on)

    take(
        pathway=ENQUIRY, step="close" if enquiry.state == "open" else "drop_conference", record=enquiry, by=death.by,
        at=death.at, change=fill, note=THE_CHILD_DIED, checks_permission=False,
    )  # fmt: skip


def end_stage(stage, death, when):
    """End a legal stage: no court decides about a child who died."""

    def fill(fresh):
        fresh.ended_on, fresh.outcome = max(death.died_on, fresh.started_on), LegalOutcome.DIED

    take(
        pathway=LEGAL, step="end", record=stage, by=death.by, at=death.at, change=fill, note=THE_CHILD_DIED,
        happened_at=when, checks_permission=False,
    )  # fmt: skip
