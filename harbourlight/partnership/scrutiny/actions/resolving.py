"""Taking up what a panel resolved: a recommendation of the tracker, or why nothing follows."""

from django.db import transaction
from django.db.models import Max

from harbourlight.assurance.improvement import actions as improvement
from harbourlight.assurance.improvement.choices import Source, Timescale
from harbourlight.foundations.meetings.sitting import check_sitting
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import Outcome
from ..models import Resolution
from .finding import bare, waiting_at
from .rights import check_keeps, day_of, needed


@transaction.atomic
def resolve(
    *,
    sitting,
    text,
    outcome,
    by,
    at,
    item="",
    agencies=(),
    is_for_panel=False,
    reason="",
    theme="",
    timescale=Timescale.THREE_MONTHS,
    due_on=None,
    submission=None,
):
    """Take up one resolution: it becomes a recommendation to agencies or to the panel itself, or says why not.

    The date runs from the day of the meeting. The same words of the same meeting are taken up once.
    """
    panel = sitting.group
    known = Resolution.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    check_keeps(panel, by, at)
    check_sitting(sitting.meeting, panel.key, at=at)
    text = needed(text, "Enter what was resolved.")
    rows = list(Resolution.objects.select_for_update(of=("self",)).filter(sitting=sitting))
    if bare(text) in {bare(row.text) for row in rows}:
        raise StepNotAllowed("This resolution is taken up already.")
    last = Resolution.objects.filter(sitting=sitting).aggregate(last=Max("number"))["last"] or 0
    made = Resolution(
        panel=panel,
        sitting=sitting,
        number=last + 1,
        item=item.strip(),
        text=text,
        outcome=outcome,
        recorded_by=by,
        recorded_at=at,
        submission=submission,
    )
    if outcome == Outcome.NOTHING_FOLLOWS:
        made.reason = needed(reason, "Enter why nothing is to be done.")
    else:
        whom = {"agencies": agencies, "bodies": [(panel.key, panel.name)] if is_for_panel else []}
        made.recommendation = recommend(
            made, by, at, theme=theme, timescale=timescale, due_on=due_on, **whom
        )  # fmt: skip
        made.outcome = Outcome.RECOMMENDATION
    made.save(force_insert=True)
    return made


def recommend(resolution, by, at, **given):
    """Make the recommendation that a resolution is, counted from the day of its meeting."""
    panel, meeting = resolution.panel, resolution.sitting.meeting
    held_on = day_of(meeting.held_at or meeting.starts_at)
    about = f": {resolution.item}" if resolution.item else ""
    return improvement.recommend(
        area=panel.area,
        areas=list(panel.areas.all()),
        body_key=panel.key,
        body_name=panel.name,
        source=Source.SCRUTINY,
        source_title=f"{panel.name}{about}"[:200],
        source_on=held_on,
        published_on=held_on,
        text=resolution.text,
        origin=resolution,
        by=by,
        at=at,
        **given,
    )


def settle_waiting(sitting):
    """Refuse to go on while a resolution of a meeting waits to be taken up."""
    waiting = waiting_at(sitting)
    if waiting:
        number = len(waiting)
        words = "1 resolution waits" if number == 1 else f"{number} resolutions wait"
        raise StepNotAllowed(f"{words} to be taken up. Take up each one first, so that none is lost.")
