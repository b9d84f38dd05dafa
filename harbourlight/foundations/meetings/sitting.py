"""In whose name something is decided: at a sitting of the body concerned, that was held, and with its quorum.

Whoever writes down what a body made of a recommendation, a list or a resolution asks here, and nowhere else.
"""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .choices import State
from .models import Meeting

HELD = (State.HELD, State.CLOSED)


def sittings_of(body_key, areas=None):
    """Return the meetings of a body that were held, the latest first; ``areas`` narrows them."""
    rows = Meeting.objects.filter(group_key=body_key, state__in=HELD).exclude(group_key="").order_by("-held_at")
    return rows if areas is None else rows.filter(area__in=areas)


def quorate_sittings_of(body_key, areas=None):
    """Return those of them that had their quorum."""
    return sittings_of(body_key, areas).filter(is_quorate=True)


def check_sitting(meeting, body_key, *, at, since=None, decides=True):
    """Refuse what is not a sitting of this body, was not held yet, had no quorum, or was before the matter.

    ``since`` is the London date of what is judged: no meeting judges what is yet to come. What a meeting only hears
    (``decides=False``) needs no quorum.
    """
    if not body_key or meeting.group_key != body_key:
        raise StepNotAllowed("This was no meeting of that body. Choose one of its own meetings.")
    if meeting.state not in HELD or meeting.held_at is None or meeting.held_at > at:
        raise StepNotAllowed("What came of a meeting is written down once it was held.")
    if decides and not meeting.is_quorate:
        raise StepNotAllowed(
            f"{meeting.title} on {day_of(meeting):%-d %B %Y} was not quorate, so nothing was decided there. "
            "Bring it to the next meeting."
        )
    if since is not None and day_of(meeting) < since:
        raise StepNotAllowed(
            f"{meeting.title} was held on {day_of(meeting):%-d %B %Y}, before this was to be decided. "
            "Choose a later meeting."
        )


def check_next_sitting(meeting, *, at):
    """Refuse to agree a body's minutes before a later meeting of the body was held, with its quorum.

    Meetings of no body (a conference, a core group) have no next one that agrees: there the time for disputes decides.
    """
    if meeting.group_key and meeting.held_at is not None:
        later = quorate_sittings_of(meeting.group_key).filter(held_at__gt=meeting.held_at, held_at__lte=at)
        if not later.exists():
            raise StepNotAllowed("The next meeting agrees these minutes: hold it, with its quorum, first.")


def day_of(meeting):
    """Return the London date on which a meeting was held."""
    return meeting.held_at.astimezone(LONDON).date()


def in_words(meeting):
    """Return a held meeting as a list offers it: “Scrutiny panel, 16 October 2019”."""
    quorum = "" if meeting.is_quorate else " (not quorate)"
    return f"{meeting.title}, {day_of(meeting):%-d %B %Y}{quorum}"
