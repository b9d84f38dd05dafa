"""What a room puts on everybody's first page: one thing that somebody must do, waits for, or asked for."""

from datetime import date, datetime
from typing import Any, NamedTuple

PARTS = {
    "urgent": "Urgent",
    "today": "Today",
    "late": "Late",
    "next": "Next seven days",
    "later": "Later",
    "unexplained": "Done late, and nobody has said why",
    "waiting": "Waiting on others",
    "outcomes": "What became of what you asked",
}


class Item(NamedTuple):
    """One line of the first page: what must happen, about whom, by when, and the button that does it.

    ``children`` are ids of the children it is about; ``about`` names the meeting, body or record.
    ``part`` is one of ``PARTS``; without it the date says where the line stands. ``note`` is said beside it, and
    ``since`` is shown in place of ``by`` where somebody waits. ``more`` are further links, as (text, address).
    ``of`` is the id of a record to which another line may lead, as of a meeting its conference: then only that stands.
    """

    what: str
    href: str = ""
    by: date | datetime | None = None
    children: tuple[Any, ...] = ()
    about: str = ""
    button: str = "Open"
    note: str = ""
    part: str = ""
    since: date | datetime | None = None
    more: tuple[tuple[str, str], ...] = ()
    late: str = ""
    of: Any = None


class Stage(NamedTuple):
    """Where a child stands in a room's work: its words, the record, when the child was seen, who leads it."""

    words: str
    href: str = ""
    seen_on: date | None = None
    lead: Any = None
