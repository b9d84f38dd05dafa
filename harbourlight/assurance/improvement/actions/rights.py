"""Who may act on a recommendation: those it is addressed to, and the body that made it."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import PERMISSIONS, may
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import Recommendation, areas_read_by
from ..pathway import JUDGE, KEEP


def london(at):
    """Return the London date of a moment."""
    return at.astimezone(LONDON).date()


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


def is_theirs(addressee, by, on):
    """Say whether somebody answers for an addressee: of its agency, or of the business unit that writes it down."""
    if by is None or (addressee.agency_id is not None and by.agency_id == addressee.agency_id):
        return True
    return may(by, KEEP, on) and holds_there(addressee.recommendation, by, KEEP)


def check_theirs(addressee, by, at):
    """Refuse whoever does not answer for an addressee."""
    if not is_theirs(addressee, by, london(at)):
        raise StepNotAllowed("Only those to whom it is addressed can do this.")


def check_body(addressee, body_key, by):
    """Refuse every body but the one that made the recommendation, and whoever writes for bodies of other areas."""
    check_there(addressee.recommendation, by, JUDGE)
    if addressee.recommendation.body_key != body_key:
        made = addressee.recommendation.body_name
        raise StepNotAllowed(f"Only the body that made the recommendation can do this: {made}.")


def check_judge(by, at):
    """Refuse whoever may not write down what a body decided."""
    check_may(by, JUDGE, at)
