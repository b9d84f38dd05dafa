"""What a decision sets going in the rooms that take a family on: an episode of need, or a case of early help."""

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.practice.childinneed import actions as childinneed
from harbourlight.practice.earlyhelp import actions as earlyhelp

from ..choices import Outcome


def take_back(contact, children, *, outcome, taken_out, by, at):
    """Ask the managers whether the episodes of an earlier decision stand that a new one does not call for.

    ``children`` are those whom the new decision covers.
    """
    called_for = set(children) if outcome in (Outcome.REFERRAL, Outcome.STRATEGY) else set()
    others = [child for child in contact.child_ids if child not in called_for]
    words = [f"{outcome.label}. {contact.rationale}", *(f"Taken out: {reason}" for reason in taken_out.values())]
    childinneed.take_back(contact=contact, person_ids=others, why="\n".join(words), by=by, at=at)


def hand_on(contact, children, *, outcome, team, by, at):
    """Open what a decision calls for, for the children it covers; any other team named gets sight of them.

    A referral was received when the contact was: the assessment's time counts from then, not from the decision.
    """
    if outcome in (Outcome.REFERRAL, Outcome.STRATEGY):
        childinneed.refer(
            people=children,
            area=contact.area,
            team=team,
            referred_at=contact.happened_at,
            source=contact.referrer_kind,
            by=by,
            at=at,
            contact=contact,
        )
    elif outcome == Outcome.EARLY_HELP:
        earlyhelp.accept(
            people=children, area=contact.area, team=team, at=at, by=by, contact=contact, reason=contact.rationale
        )
    elif team:
        access.give(
            person_ids=children,
            team=team,
            basis=Basis.ALLOCATED,
            reason=f"Front door decision: {outcome.label}",
            source=f"decision:{contact.pk}",
            by=by,
            at=at,
        )
