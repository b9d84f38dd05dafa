"""The facts from which the clocks of an episode are worked out, and what the law says of an assessment's days."""

from harbourlight.foundations.pathways.chains import Span, as_moment, fact
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.works import day_of
from harbourlight.foundations.rules import reading
from harbourlight.statute import clocks
from harbourlight.statute.calendar import working_days_between
from harbourlight.statute.errors import NotInForce, OutsideCalendar

from ..choices import BAND_ENDS, BEING_WRITTEN, AssessmentKind, AssessmentState, Band
from ..models import Assessment, ManagerReview, Plan
from ..pathway import ASSESSMENT_CLOCKS, ASSESSMENT_DUTY, CORE_CLOCK, EPISODE, INITIAL_CLOCK, REVIEW_POINTS

LAW = (*ASSESSMENT_CLOCKS, CORE_CLOCK)
DOUBTED, ANSWERED, CLOSED = "take_back", ("keep_open", "close_in_error"), ("close", "take_no_action")


def clock_of(started, *, is_core=False):
    """Return the id of the clock that an assessment counted from then keeps, or "" where no rule of that day does."""
    try:
        return clocks.version_on(CORE_CLOCK if is_core else ASSESSMENT_DUTY, day_of(started)).id
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
        return working_days_between(day_of(started), day_of(finished))
    except OutsideCalendar:
        return None


def band_of(days):
    """Return the published band of so many working days; "" where they are not known."""
    if days is None:
        return ""
    return next((band for end, band in BAND_ENDS if days <= end), Band.OVER_45)


def written_of(episode):
    """Return the assessments of an episode that were not stopped, in the order in which they are counted."""
    rows = Assessment.objects.filter(episode=episode).exclude(state=AssessmentState.STOPPED)
    return list(rows.order_by("-is_first", "counted_from_on", "started_on"))


def counted_from(episode, assessment):
    """Return the moment from which an assessment counts: the referral for the first, or for one still to start."""
    if assessment is None or assessment.is_first:
        return episode.referred_at
    return as_moment(assessment.counted_from_on)


ASSESSED_ELSEWHERE = []  # functions of an episode that say whether another area assesses the child


def assessed_elsewhere(function):
    """Let a room say of which episodes another area assesses the child, so that none is due here."""
    ASSESSED_ELSEWHERE.append(function)
    return function


def counting(episode):
    """Return each assessment of an episode, or None for the one still to start, with the moment from which it counts.

    A core assessment of the rules before 15 April 2013 counts from the end of the initial one, by a clock of its own.
    """
    rows = [row for row in written_of(episode) if row.kind != AssessmentKind.CORE]
    to_come = [] if episode.begins_assessed_elsewhere or any(says(episode) for says in ASSESSED_ELSEWHERE) else [None]
    return [(row, counted_from(episode, row)) for row in rows or to_come]


@fact(EPISODE, "assessments")
def assessments(episode):
    """Tell from when each assessment counts, and when it was finished."""
    return [Span(start, row and row.completed_at) for row, start in counting(episode)]


@fact(EPISODE, "core_assessments")
def core_assessments(episode):
    """Tell the same of the core assessment, which counts from the end of the initial one."""
    rows = written_of(episode)
    ends = [row.completed_at for row in rows if row.kind == AssessmentKind.INITIAL and row.completed_at]
    cores = [row for row in rows if row.kind == AssessmentKind.CORE]
    return [Span(end, core.completed_at) for end, core in zip(ends, cores, strict=False)]


def points_of(episode, start):
    """Return the area's review points of an assessment that counts from then, the earliest first."""
    numbers = reading.read([episode.area_id], REVIEW_POINTS)
    limits = {point: numbers.due_by(point, episode.area_id, start) for point in REVIEW_POINTS}
    return sorted((point for point, limit in limits.items() if limit), key=lambda point: limits[point].due)


def looks(episode, point):
    """Return the stretches of one review point: the first look of a manager meets the first point, and so on.

    What is still to come when the assessment is finished is looked at no more.
    """
    found = []
    for row, start in counting(episode):
        points = points_of(episode, start) if clock_of(start) else []
        if point not in points:
            continue
        held = ManagerReview.objects.filter(assessment=row).order_by("reviewed_at") if row else ()
        met = dict(zip(points, (each.reviewed_at for each in held), strict=False)).get(point)
        if met or row is None or row.is_open:
            found.append(Span(start, met))
    return found


for _number, _point in enumerate(REVIEW_POINTS, 1):
    fact(EPISODE, f"looks_{_number}")(lambda episode, point=_point: looks(episode, point))


@fact(EPISODE, "plan_reviews")
def plan_reviews(episode):
    """Tell each stretch from the start of a plan, or a review of it, to the next review; none after a plan's end."""
    found = []
    for plan in Plan.objects.filter(episode=episode).order_by("started_on"):
        held = plan.reviews.order_by("reviewed_on", "recorded_at").values_list("reviewed_on", "recorded_at")
        starts = [as_moment(plan.started_on), *(as_moment(on) for on, _ in held)]
        met = [min(as_moment(on), at) for on, at in held] + [None]
        found += [Span(*each) for each in zip(starts, met, strict=True) if each[1] or plan.ended_on is None]
    return found


@fact(EPISODE, "taken_back")
def taken_back(episode):
    """Tell each time that the front door took its decision back, and when the manager answered; asked twice is once."""
    rows = StepTaken.objects.filter(subject_id=episode.pk, step__in=(DOUBTED, *ANSWERED, *CLOSED))
    answered, asked = [], None
    for step, at in rows.order_by("recorded_at").values_list("step", "recorded_at"):
        if step in ANSWERED and asked:
            answered.append(Span(asked, at))
        asked = at if step == DOUBTED else None
    return answered + ([Span(asked)] if asked else [])


def waits_whether_in_error(episode):
    """Say whether the front door took the decision behind an episode back and the manager has not answered yet."""
    return any(span.met is None for span in taken_back(episode))


@fact(EPISODE, "is_not_doubted")
def is_not_doubted(episode):
    """Tell why nobody is asked whether an episode was opened in error."""
    return "" if waits_whether_in_error(episode) else "The front door stands by its decision."


@fact(EPISODE, "is_being_assessed")
def is_being_assessed(episode):
    """Tell why no other assessment is started."""
    rows = Assessment.objects.filter(episode=episode, state__in=BEING_WRITTEN)
    return "An assessment of this child is open already." if rows.exists() else ""


@fact(EPISODE, "is_not_sent")
def is_not_sent(assessment):
    """Tell why a manager does not decide about an assessment."""
    if assessment.state == AssessmentState.SENT:
        return ""
    return "The assessment is not with the manager." if assessment.is_open else "The assessment is finished."


@fact(EPISODE, "is_finished")
def is_finished(assessment):
    """Tell why nobody looks at an assessment on its way."""
    return "" if assessment.is_open else "The assessment is finished."


@fact(EPISODE, "plan_has_ended")
def plan_has_ended(plan):
    """Tell why nothing more is written in a plan."""
    return "The plan has ended." if plan.ended_on else ""


@fact(EPISODE, "was_worked_on")
def was_worked_on(episode):
    """Tell why it is too late to take no action on a referral."""
    if Assessment.objects.filter(episode=episode).exists() or Plan.objects.filter(episode=episode).exists():
        return "Work was started on this referral. Close the episode instead."
    return ""


def was_assessed(episode):
    """Say whether an assessment of an episode was finished."""
    return Assessment.objects.filter(episode=episode, state=AssessmentState.AUTHORISED).exists()


@fact(EPISODE, "is_assessed")
def is_assessed(episode):
    """Tell that an episode goes on after its assessment."""
    return "An assessment was finished." if was_assessed(episode) else ""


@fact(EPISODE, "is_not_assessed")
def is_not_assessed(episode):
    """Tell that an episode goes on before its assessment."""
    return "" if was_assessed(episode) else "No assessment was finished."
