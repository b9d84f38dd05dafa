"""Asking agencies what they hold about the children of a contact."""

from django.db import transaction

from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.requests import actions as requests

from ..pathway import CONTACT


@transaction.atomic
def ask(*, contact, agencies, question, within, by, at, submission=None, version=None):
    """Ask the chosen agencies of the area the same question; each sees only who the children are."""
    agencies = list(agencies)
    if not agencies:
        raise StepNotAllowed("Select at least one agency to ask.")

    def put(fresh):
        requests.ask(
            subject=fresh,
            agencies=agencies,
            question=question,
            due_at=requests.due_after(at, within),
            by=by,
            at=at,
        )

    return take(
        pathway=CONTACT,
        step="ask",
        record=contact,
        by=by,
        at=at,
        change=put,
        submission=submission,
        version=version,
        note=", ".join(agency.name for agency in agencies),
    )
