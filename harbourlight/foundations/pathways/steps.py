"""How a pathway is declared: plain data, read by models, actions, worklists and help pages."""

from dataclasses import dataclass, field

from harbourlight.foundations.ui.refusals import ChangedMeanwhile, Refused

StepNotAllowed = Refused  # a step could not be taken; its text says why

__all__ = ["ChangedMeanwhile", "Pathway", "Step", "StepNotAllowed"]


@dataclass(frozen=True)
class Step:
    """One step: its name, the states it may be taken from, the state it leads to, and what it sets going.

    ``may`` names a permission. ``starts`` and ``stops`` name clocks of the statute. A step ``to`` of
    None leaves the state as it is. A step that is not ``is_told`` writes no line in the chronology, because another
    step taken with it says the same of the same child.
    """

    name: str
    frm: tuple[str, ...]
    to: str | None
    may: str
    says: str
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    button: str = ""
    is_significant: bool = False
    is_told: bool = True


@dataclass(frozen=True)
class Pathway:
    """A process of one room: its name, its states with their words, and its steps."""

    name: str
    states: dict[str, str]
    steps: tuple[Step, ...] = field(default=())
    first: str = ""

    def step(self, name: str) -> Step:
        """Return the step of that name; raises LookupError for an unknown one."""
        for step in self.steps:
            if step.name == name:
                return step
        raise LookupError(f"{self.name} has no step {name}")

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """Return the steps that may be taken from a state, in the order declared."""
        return tuple(step for step in self.steps if state in step.frm)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the states as choices of a model field."""
        return list(self.states.items())
