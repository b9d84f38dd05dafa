"""What rooms use question sets for: which permission answers, and which reads a second time. No use, no page."""

from dataclasses import dataclass

_USES: dict[str, "Use"] = {}


@dataclass(frozen=True)
class Use:
    """What a room does with a set: permissions to answer and to read a second time, and the room's page.

    ``address`` is the name of the page that shows what is graded, on which the answerer works; it takes the id.
    """

    set_key: str
    may_answer: str
    may_second: str = ""
    address: str = ""


def register(use: Use) -> None:
    """Keep what a room does with a set."""
    _USES[use.set_key] = use


def use_of(set_key: str) -> Use | None:
    """Return what a set is used for, or None: its answers are then on no page."""
    return _USES.get(set_key)
