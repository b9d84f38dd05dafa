"""Who may act on a recommendation: those it is addressed to, and the body that made it."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..pathway import JUDGE, KEEP


def london(at):
    """Return the London date of a moment."""
    return at.astimezone(LONDON).date()


def check_may(by, permission, at):
    """Refuse whoever lacks a permission; the product itself has every one."""
    if by is not None and not may(by, permission, london(at)):
        raise StepNotAllowed("You do not have permission to do this.")


def is_theirs(addressee, by, on):
    """Say whether somebody answers for an addressee: of its agency, or of the business unit that writes it down."""
    return by is None or may(by, KEEP, on) or (addressee.agency_id is not None and by.agency_id == addressee.agency_id)


def check_theirs(addressee, by, at):
    """Refuse whoever does not answer for an addressee."""
    if not is_theirs(addressee, by, london(at)):
        raise StepNotAllowed("Only those to whom it is addressed can do this.")


def check_body(addressee, body_key):
    """Refuse every body but the one that made the recommendation."""
    if addressee.recommendation.body_key != body_key:
        made = addressee.recommendation.body_name
        raise StepNotAllowed(f"Only the body that made the recommendation can do this: {made}.")


def check_judge(by, at):
    """Refuse whoever may not write down what a body decided."""
    check_may(by, JUDGE, at)
