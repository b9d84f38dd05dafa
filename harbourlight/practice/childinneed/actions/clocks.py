"""The clocks of an assessment and of a plan: law first, then the area's own figures."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.actions import start_deadline
from harbourlight.foundations.pathways.local import start_local
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.rules import reading
from harbourlight.statute import clocks
from harbourlight.statute.calendar import working_days_between
from harbourlight.statute.errors import NotInForce, OutsideCalendar

from ..choices import BAND_ENDS, AssessmentKind, Band
from ..pathway import ASSESSMENT_CLOCKS, ASSESSMENT_DUTY, CORE_CLOCK, INITIAL_CLOCK, PLAN_REVIEW, REVIEW_POINTS

LAW = (*ASSESSMENT_CLOCKS, CORE_CLOCK)


def london(moment):
    """Return the date in London of a moment."""
    return moment.astimezone(LONDON).date()


def clock_of(started, *, is_core=False):
    """Return the id of the clock that an assessment counted from then keeps, or "" where no rule of that day does."""
    try:
        return clocks.version_on(CORE_CLOCK if is_core else ASSESSMENT_DUTY, london(started)).id
    except NotInForce:
        return ""


def kind_of(started):
    """Return which assessment a referral of that day asks for."""
    return AssessmentKind.INITIAL if clock_of(started) == INITIAL_CLOCK else AssessmentKind.SINGLE


def due_of(started, *, is_core=False):
    """Return the last day for an assessment counted from then, or None where no rule of that day sets one."""
    clock = clock_of(started, is_core=is_core)
    return clocks.due(clocks.get(clock), started).due if clock else None


def days_between(started, finished):
    """Return the working days an assessment took, day 0 being the one it is counted from; None before the calendar."""
    try:
        return working_days_between(london(started), london(finished))
    except OutsideCalendar:
        return None


def band_of(days):
    """Return the published band of so many working days; "" where they are not known."""
    if days is None:
        return ""
    return next((band for end, band in BAND_ENDS if days <= end), Band.OVER_45)


def start_assessment_clocks(*, episode, started, at, is_core=False, points=None):
    """Start the clock of an assessment and the manager's review points, counted from a moment.

    ``points`` are the names of the review points to run; without it, all of the area run.
    """
    clock = clock_of(started, is_core=is_core)
    if not clock:
        return
    start_deadline(clock_id=clock, record=episode, started=started, at=at, team=episode.team, owner=episode.worker)
    numbers = reading.read([episode.area_id], REVIEW_POINTS)
    for point in REVIEW_POINTS if points is None else points:
        limit = numbers.due_by(point, episode.area_id, started)
        if limit is not None:
            start_local(
                rule=point, limit=limit, record=episode, started=started, team=episode.team, owner=episode.worker,
                title=f"A manager looks at the assessment (working day {limit.number.number})",
            )  # fmt: skip


def start_plan_clock(*, episode, started, at):
    """Start the area's own interval to the next review of a plan; nothing where the area has set none."""
    start_local(rule=PLAN_REVIEW, record=episode, started=started, team=episode.team, owner=episode.worker)


def running(episode, *names):
    """Return the running clocks of an episode by the beginnings of their names; all without a name."""
    rows = Deadline.objects.running().filter(subject_id=episode.pk)
    wanted = [row.pk for row in rows.only("clock") if not names or row.clock.startswith(names)]
    return Deadline.objects.filter(pk__in=wanted)


def meet(episode, *names, at):
    """Mark the clocks of those names as met."""
    running(episode, *names).update(met_at=at)


def cancel(episode, *names, reason, at):
    """Cancel the clocks of those names, with the reason."""
    running(episode, *names).update(cancelled_at=at, cancel_reason=reason[:200])


def hand_over(episode):
    """Let the clocks that run follow the episode to its team and worker."""
    running(episode).update(team=episode.team, owner=episode.worker)
