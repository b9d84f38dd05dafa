"""The life of a meeting; who may take its steps is said by its kind."""

from functools import cache

from harbourlight.foundations.pathways.steps import Pathway, Step

from .choices import State


@cache
def pathway_of(title):
    """Return the life of a meeting, in the words of its kind's title."""
    return Pathway(
        name="meeting",
        first=State.PLANNED,
        states={state.value: state.label for state in State},
        steps=(
            Step("move", (State.PLANNED,), None, may="signed in", says=f"{title}: moved to another time"),
            Step("call_off", (State.PLANNED,), State.NOT_HELD, may="signed in", says=f"{title}: called off"),
            Step("hold", (State.PLANNED,), State.HELD, may="signed in", says=f"{title}: held", is_significant=True),
            Step("close", (State.HELD,), State.CLOSED, may="signed in", says=f"{title}: minutes agreed"),
        ),
    )


MEETING = pathway_of("Meeting")
