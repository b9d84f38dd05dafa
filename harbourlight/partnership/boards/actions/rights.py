"""Who may act for a body."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.meetings.planning import also_arranges
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import CHAIRS
from ..models import Group, Membership
from ..pathway import ARRANGE, CHAIR, OVERSEE


def day_of(at):
    """Return the London date of a moment."""
    return at.astimezone(LONDON).date()


def is_open_to(group, by, at):
    """Say whether a body is of an area in which somebody's agency works, or they sit in it."""
    return Group.objects.open_to(by, day_of(at)).filter(pk=group.pk).exists()


def may_arrange(group, by, at):
    """Say whether somebody arranges the meetings of a body; the product itself does."""
    return by is None or (may(by, ARRANGE, day_of(at)) and is_open_to(group, by, at))


def may_oversee(group, by, at):
    """Say whether somebody arranges a body, chairs the partnership, or chairs this body."""
    if by is None or (may(by, OVERSEE, day_of(at)) and is_open_to(group, by, at)):
        return True
    return chairs_of(group, day_of(at)).of(by).exists()


@also_arranges
def arranges_there(meeting, by, at):
    """Say whether somebody arranges or chairs the body of a meeting: one of several areas has more than its own."""
    group = Group.objects.filter(sittings__meeting=meeting.pk).first()
    return group is not None and may_oversee(group, by, at)


def chairs_of(group, on):
    """Return the memberships of the chair and the vice-chair of a body on a date."""
    return Membership.objects.current(on).filter(seat__group=group, seat__kind__in=CHAIRS)


def is_chair(group, by, at):
    """Say whether somebody is chair or vice-chair of a body, or the independent chair in its area."""
    if may(by, CHAIR, day_of(at)) and is_open_to(group, by, at):
        return True
    return chairs_of(group, day_of(at)).filter(professional=by).exists()


def check_arranges(group, by, at):
    """Refuse whoever does not arrange the meetings of a body."""
    if not may_arrange(group, by, at):
        raise StepNotAllowed("You do not have permission to do this.")


def check_oversees(group, by, at):
    """Refuse whoever neither arranges nor chairs a body."""
    if not may_oversee(group, by, at):
        raise StepNotAllowed("You do not have permission to do this.")


def check_chair(group, by, at):
    """Refuse whoever does not chair a body."""
    if not is_chair(group, by, at):
        raise StepNotAllowed("Only the chair or the vice-chair can do this.")


def needed(text, words):
    """Return a text without spaces around it; refuse an empty one in words."""
    if not text or not text.strip():
        raise StepNotAllowed(words)
    return text.strip()
