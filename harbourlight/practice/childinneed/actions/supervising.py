"""Supervision of the work with a child, and directions: was the last one followed?"""

from django.db import transaction

from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import DirectionKind, Followed
from ..models import Direction, Supervision
from ..pathway import EPISODE
from .assessing import midday
from .clocks import london
from .sight import check_works


def unanswered(episode):
    """Return the directions of which nobody has said yet whether they were followed, the oldest first."""
    return list(Direction.objects.filter(episode=episode, answered_at=None).order_by("given_at", "pk"))


def must_be_answered(direction, on):
    """Say whether supervision on a day must say if a direction was followed: its day has come, or it has none."""
    return direction.due_on is None or direction.due_on <= on


@transaction.atomic
def supervise(
    *, episode, held_on, discussion, by, at, child_today="", answers=None, directions=(), worker=None, submission=None
):
    """Keep a supervision: first whether earlier directions were followed, then what is directed now; return it.

    ``answers`` is {id of a direction: (a value of Followed, words)}; ``directions`` are (what, day or None).
    """
    check_works(episode, by, at)
    answers = answers or {}
    if not episode.referred_on <= held_on <= london(at):
        raise StepNotAllowed("The day must lie between the referral and today.")
    waiting = unanswered(episode)
    if any(must_be_answered(row, held_on) and not answers.get(row.pk, ("",))[0] for row in waiting):
        raise StepNotAllowed("Say of each earlier direction whether it was followed.")
    made = Supervision.of(
        episode,
        held_on=held_on,
        supervisor=by,
        worker=worker or episode.worker,
        discussion=discussion,
        child_today=child_today,
        recorded_at=at,
    )

    def store(fresh):
        made.save(force_insert=True)
        for row in waiting:
            say_whether_followed(row, answers.get(row.pk), by, at)
        for what, due_on in directions:
            if what.strip():
                write(fresh, what, due_on, by, at, made)

    take(
        pathway=EPISODE,
        step="supervise",
        record=episode,
        by=by,
        at=at,
        change=store,
        happened_at=min(midday(held_on), at),
        submission=submission,
    )
    return made


def say_whether_followed(direction, answer, by, at):
    """Write on a direction whether it was followed; no answer leaves it waiting."""
    followed, words = answer or ("", "")
    if not followed:
        return
    if followed in (Followed.NO, Followed.PARTLY) and not words.strip():
        raise StepNotAllowed("Say why a direction was not followed.")
    Direction.objects.filter(pk=direction.pk, answered_at=None).update(
        followed=Followed(followed), followed_note=words.strip(), answered_at=at, answered_by=by
    )


def write(episode, what, due_on, by, at, supervision=None):
    """Keep one direction."""
    made = Direction.of(
        episode,
        supervision=supervision,
        kind=DirectionKind.SUPERVISION if supervision else DirectionKind.MANAGEMENT,
        what=what.strip(),
        due_on=due_on,
        given_by=by,
        given_at=at,
    )
    made.save(force_insert=True)
    return made


@transaction.atomic
def direct(*, episode, what, by, at, due_on=None, submission=None):
    """Keep a manager's direction that was given at another time than in supervision."""
    check_works(episode, by, at)
    if not what.strip():
        raise StepNotAllowed("Enter the direction.")
    take(
        pathway=EPISODE,
        step="direct",
        record=episode,
        by=by,
        at=at,
        change=lambda fresh: write(fresh, what, due_on, by, at),
        submission=submission,
    )
