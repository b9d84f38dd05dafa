"""Asking agencies what they hold about the children of a contact."""

from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.requests import actions as requests

from ..pathway import CONTACT


@does(CONTACT, "ask")
def ask(contact, *, agencies, question, within, by, at):
    """Ask the chosen agencies of the area the same question; each sees only who the children are."""
    agencies = list(agencies)
    if not agencies:
        raise StepNotAllowed("Select at least one agency to ask.")
    due_at = requests.due_after(at, within)
    requests.ask(subject=contact, agencies=agencies, question=question, due_at=due_at, by=by, at=at)
    return ", ".join(agency.name for agency in agencies)
