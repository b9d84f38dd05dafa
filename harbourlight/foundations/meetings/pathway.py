"""The life of a meeting; who may take its steps is said by its kind."""

from functools import cache

from harbourlight.foundations.pathways.steps import Pathway, Step

from .choices import State


@cache
def pathway_of(title, elsewhere=()):
    """Return the life of a meeting, in the words of its kind's title.

    Steps that a room takes on its own pages stand in the chronology as the room's own, and not a second time.
    """
    told = {name: name not in elsewhere for name in ("move", "call_off", "hold")}
    return Pathway(
        name="meeting",
        first=State.PLANNED,
        ended=(State.NOT_HELD, State.CLOSED),
        states={state.value: state.label for state in State},
        steps=(
            Step(
                "move", (State.PLANNED,), None, may="signed in", says=f"{title}: moved to another time",
                is_told=told["move"],
            ),
            Step(
                "call_off", (State.PLANNED,), State.NOT_HELD, may="signed in", says=f"{title}: called off",
                is_told=told["call_off"],
            ),
            Step(
                "hold", (State.PLANNED,), State.HELD, may="signed in", says=f"{title}: held", is_significant=True,
                is_told=told["hold"],
            ),
            Step("close", (State.HELD,), State.CLOSED, may="signed in", says=f"{title}: minutes agreed"),
        ),
    )  # fmt: skip


MEETING = pathway_of("Meeting")
