"""Who may act on a recommendation and what belongs to its body, beyond what its pathway says of those addressed."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import PERMISSIONS, may
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import Recommendation, areas_read_by
from ..pathway import JUDGE


def london(at):
    """Return the London date of a moment."""
    return at.astimezone(LONDON).date()


def needed(text, words):
    """Return a text without space around it; refuse an empty one in words."""
    if not (text or "").strip():
        raise StepNotAllowed(words)
    return text.strip()


def check_may(by, permission, at):
    """Refuse whoever lacks a permission; the product itself has every one."""
    if by is not None and not may(by, permission, london(at)):
        raise StepNotAllowed("You do not have permission to do this.")


def holds_there(recommendation, by, permission):
    """Say whether somebody holds a permission in an area of a recommendation: a role elsewhere is none here."""
    if by is None:
        return True
    areas = areas_read_by(by, PERMISSIONS[permission])
    return Recommendation.objects.in_areas(areas).filter(pk=recommendation.pk).exists()


def check_there(recommendation, by, permission):
    """Refuse whoever lacks a permission in the areas of a recommendation."""
    if not holds_there(recommendation, by, permission):
        raise StepNotAllowed("You do not have permission to do this.")


def check_judge(by, at):
    """Refuse whoever may not write down what a body decided."""
    check_may(by, JUDGE, at)
