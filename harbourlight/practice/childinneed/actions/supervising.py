"""Supervision of the work with a child, and directions: was the last one followed?"""

from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.chains import as_moment
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.pathways.works import day_of

from ..choices import DirectionKind, Followed
from ..models import Direction, Supervision
from ..pathway import EPISODE


def unanswered(episode):
    """Return the directions of which nobody has said yet whether they were followed, the oldest first."""
    return list(Direction.objects.filter(episode=episode, answered_at=None).order_by("given_at", "pk"))


def must_be_answered(direction, on):
    """Say whether supervision on a day must say if a direction was followed: its day has come, or it has none."""
    return direction.due_on is None or direction.due_on <= on


@does(EPISODE, "supervise")
def supervise(episode, *, held_on, discussion, by, at, child_today="", followed=None, directions=(), worker=None):
    """Keep a supervision: first whether earlier directions were followed, then what is directed now; return it.

    ``followed`` is {id of a direction: (a value of Followed, words)}; ``directions`` are dicts of what and due_on.
    """
    answers, waiting = followed or {}, unanswered(episode)
    if not episode.referred_on <= held_on <= day_of(at):
        raise StepNotAllowed("The day must lie between the referral and today.")
    if any(must_be_answered(row, held_on) and not answers.get(row.pk, ("",))[0] for row in waiting):
        raise StepNotAllowed("Say of each earlier direction whether it was followed.")
    made = Supervision.of(
        episode, held_on=held_on, supervisor=by, worker=worker or episode.worker, discussion=discussion,
        child_today=child_today, recorded_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    for row in waiting:
        say_whether_followed(row, answers.get(row.pk), by, at)
    for each in directions:
        if each["what"].strip():
            write(episode, each["what"], each["due_on"], by, at, made)
    return Entry(happened_at=min(as_moment(held_on), at))


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
    kind = DirectionKind.SUPERVISION if supervision else DirectionKind.MANAGEMENT
    Direction.of(
        episode, supervision=supervision, kind=kind, what=what.strip(), due_on=due_on, given_by=by, given_at=at
    ).save(force_insert=True)  # fmt: skip


@does(EPISODE, "direct")
def direct(episode, *, what, by, at, due_on=None):
    """Keep a manager's direction that was given at another time than in supervision."""
    if not what.strip():
        raise StepNotAllowed("Enter the direction.")
    write(episode, what, due_on, by, at)
