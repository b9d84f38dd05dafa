"""Deciding whether the carer and the home are suitable."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.visits.reading import moments_seen

from ..choices import DecisionKind
from ..models import Decision
from ..pathway import ARRANGEMENT
from .parts import part


@does(ARRANGEMENT, "accept")
def accept(arrangement, *, reasons, by, at):
    """Find the carer and the home suitable, after a visit at which the child was seen."""
    must_have_seen(arrangement)
    decide(arrangement, DecisionKind.SUITABLE, by=by, at=at, reasons=reasons)
    return Entry(says=f"Private fostering: carer and home found suitable. {reasons.strip()}")


@does(ARRANGEMENT, "set_requirements")
def set_requirements(arrangement, *, by, at, **told):
    """Set requirements for the carer, with reasons and how to appeal."""
    decide(arrangement, DecisionKind.REQUIREMENTS, by=by, at=at, **told)
    return Entry(says=f"Private fostering: requirements set. {told['requirements'].strip()}")


@does(ARRANGEMENT, "prohibit")
def prohibit(arrangement, *, by, at, **told):
    """Prohibit the arrangement, with reasons and how to appeal."""
    decide(arrangement, DecisionKind.PROHIBITED, by=by, at=at, **told)
    return Entry(says=f"Private fostering prohibited. {told['reasons'].strip()}")


def decide(arrangement, kind, *, by, at, **told):
    """Keep a decision about the carer and the home."""
    part(Decision, arrangement, by=by, at=at, kind=kind, decided_on=at.astimezone(LONDON).date(), **told)


def must_have_seen(arrangement):
    """Refuse to find a home suitable in which nobody has seen the child."""
    if not moments_seen(arrangement):
        raise StepNotAllowed("Nobody has seen the child in this home yet. Record the visit first.")
