"""Who may act on a plan, and what every action asks of its words."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed

from ..models import Plan
from ..pathway import WRITE


def day_of(at):
    """Return the London date of a moment."""
    return at.astimezone(LONDON).date()


def check_may(plan, by, at, permission=WRITE):
    """Refuse whoever does not hold a permission or works in another area than the plan's."""
    if not may(by, permission, day_of(at)) or not Plan.objects.visible_to(by).filter(pk=plan.pk).exists():
        raise StepNotAllowed("You do not have permission to do this.")


def check_open(plan):
    """Refuse to change a plan that has ended."""
    if plan.state == "ended":
        raise StepNotAllowed("This plan has ended. What it says stays as it is.")


def needed(text, words):
    """Return a text without spaces around it; refuse an empty one in words."""
    if not text or not text.strip():
        raise StepNotAllowed(words)
    return text.strip()


def held(model, record, version=None):
    """Return a row fresh and locked; refuse where somebody else changed it meanwhile."""
    fresh = model.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this while you were working on it.", fresh)
    return fresh
