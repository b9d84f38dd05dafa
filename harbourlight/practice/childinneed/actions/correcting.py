"""Putting right a date that was recorded wrongly: the clocks move, what was recorded stays in the history."""

from datetime import date, datetime

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.chains import as_moment
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.pathways.works import day_of

from ..choices import AssessmentKind
from ..models import Assessment, Correction, Episode, Plan, PlanReview, Visit
from ..pathway import EPISODE
from .assessing import count_days
from .closing import given
from .facts import counted_from, due_of, kind_of, written_of
from .rereferrals import records_of, remember_rereferrals

# What can be put right, and what a page calls it.
DATES = {
    (Episode, "referred_at"): "Referral received",
    (Episode, "closed_on"): "Episode closed",
    (Assessment, "started_on"): "Assessment started",
    (Assessment, "completed_at"): "Assessment finished",
    (Plan, "started_on"): "Plan started",
    (Plan, "ended_on"): "Plan ended",
    (PlanReview, "reviewed_on"): "Plan reviewed",
    (Visit, "happened_at"): "Visit",
}


def day(value):
    """Return the London date of a date or moment."""
    return day_of(value) if isinstance(value, datetime) else value


def correct_date(*, record, by, at, **told):
    """Put a date of an episode, or of something in it, right, and return the record as it is then; see ``correct``."""
    episode = record if isinstance(record, Episode) else record.episode
    correct(episode=episode, row=record, by=by, at=at, **told)
    return type(record).objects.get(pk=record.pk)


@does(EPISODE, "correct")
def correct(episode, *, row, field, to, reason, by, at):
    """Put a date of an episode, or of a row of it, right, with the reason; clocks that counted from it move.

    ``to`` is a date or a moment; where only the date is known, a moment is its midday.
    """
    what = DATES.get((type(row), field))
    fresh = episode if row.pk == episode.pk else type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    was = getattr(fresh, field)
    if what is None or was is None:
        raise StepNotAllowed("There is no such date to put right.")
    given(reason, "Enter why the date was wrong.")
    now = moment_of(to, at) if isinstance(was, datetime) else to
    if day(now) > day_of(at):
        raise StepNotAllowed("The day cannot be in the future.")
    if day(now) == day(was):
        raise StepNotAllowed("That is the date already recorded.")
    setattr(fresh, field, now)
    fresh.save()
    count_anew(episode)
    check_order(episode)
    Correction.of(
        episode, what=what, was=day(was).isoformat(), now=day(now).isoformat(), reason=reason.strip(),
        corrected_by=by, corrected_at=at,
    ).save(force_insert=True)  # fmt: skip
    note = f"{what}: {day(was):%d/%m/%Y} becomes {day(now):%d/%m/%Y}. {reason.strip()}"
    because = f"{what}: {reason.strip()}"
    return Entry(note=note, because=because, after=lambda now: remember_rereferrals(now.person_id))


def move_referrals(*, contact_id, was, to, reason, by, at):
    """Let the referrals that one contact became be dated anew with it, where they were dated by its receipt."""
    with as_system("a referral is dated by its contact, whoever may see it"):
        for episode in Episode.objects.filter(contact_id=contact_id, referred_at=was):
            date_referral(episode, to, reason=reason, by=by, at=at)


def date_referral(episode, to, *, reason, by, at):
    """Date the referral of an episode by a moment; on the same day nothing moves but the hour."""
    if day(episode.referred_at) == day(to):
        Episode.objects.filter(pk=episode.pk).update(referred_at=to)
        return
    told = {"row": episode, "field": "referred_at", "to": to, "reason": reason}
    correct(episode=episode, by=by, at=at, checks_permission=False, **told)


def moment_of(to, at):
    """Return a moment; of a date its midday in London, and of today no later than now."""
    if isinstance(to, datetime):
        return to
    return min(as_moment(to), at) if to == day_of(at) else as_moment(to)


def count_anew(episode):
    """Count each assessment of an episode from the day on which it begins to count, as the dates now stand.

    A core assessment of the rules before 15 April 2013 starts on the day on which the initial one ended.
    """
    ended = None
    for row in written_of(episode):
        is_core = row.kind == AssessmentKind.CORE
        if row.is_first:
            row.kind = kind_of(episode.referred_at)
        elif not is_core:
            row.counted_from_on = row.started_on
        elif ended and row.counted_from_on != day_of(ended):
            row.counted_from_on = row.started_on = day_of(ended)
        start = ended if is_core and ended else counted_from(episode, row)
        row.counted_from_on, row.due_on = day_of(start), due_of(start, is_core=is_core)
        if row.completed_at:
            count_days(row)
        row.save()
        ended = row.completed_at if row.kind == AssessmentKind.INITIAL else ended


def check_order(episode):
    """Refuse dates that would stand in an impossible order."""
    first, last = episode.referred_on, episode.closed_on or date.max
    if first > last:
        raise StepNotAllowed("The episode would end before it began.")
    pairs = [
        (row.started_on, row.completed_on) for row in Assessment.objects.filter(episode=episode)
    ] + [(row.started_on, row.ended_on) for row in Plan.objects.filter(episode=episode)]  # fmt: skip
    for start, finish in pairs:
        if not first <= start <= (finish or last) or (finish and finish > last):
            raise StepNotAllowed("The dates would contradict each other: look at the referral, the start and the end.")
    for other in Episode.objects.of_people(records_of(episode.person_id)).exclude(pk=episode.pk):
        if first < (other.closed_on or date.max) and other.referred_on < last:
            raise StepNotAllowed("The episode would overlap another episode of this child.")
