"""Who may act for a panel, and who reads what is exempt."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.partnership.boards.choices import GroupKind
from harbourlight.partnership.boards.models import Group, Membership

from ..models.sight import panels_open_to
from ..pathway import KEEP


def day_of(at):
    """Return the London date of a moment."""
    return at.astimezone(LONDON).date()


def may_keep(panel, by, on):
    """Say whether somebody keeps a panel's records: the business unit of its area."""
    return may(by, KEEP, on) and panels_open_to(by).filter(pk=panel.pk).exists()


def check_keeps(panel, by, at):
    """Refuse whoever does not keep a panel's records, and what is no panel."""
    if panel.kind != GroupKind.PANEL:
        raise LookupError("This body is no panel")
    if not may_keep(panel, by, day_of(at)):
        raise StepNotAllowed("You do not have permission to do this.")


def reads_exempt(panel, user, on):
    """Say whether somebody reads what is exempt from the public: who keeps the records, and who sits on the panel."""
    return may_keep(panel, user, on) or members_of(panel, on).of(user).exists()


def members_of(panel, on):
    """Return who sits on a panel on a date."""
    return Membership.objects.current(on).filter(seat__group=panel)


def public_panels():
    """Return the panels of which anybody may read what is published."""
    return (
        Group.objects.of_kind(GroupKind.PANEL).filter(is_public=True).select_related("area").order_by("name__letters")
    )


def needed(text, words):
    """Return a text without spaces around it; refuse an empty one in words."""
    if not text or not text.strip():
        raise StepNotAllowed(words)
    return text.strip()
