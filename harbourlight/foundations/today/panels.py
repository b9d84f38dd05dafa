"""What engines and rooms show on everybody's first page, as they declare it (``Room.home``).

A panel is a title and a function of the request. It returns lines (``rooms.listed.Item``), which stand in the parts of
the page by their dates, or (name of a template, its context), which stands below them; an empty answer leaves it out.
Every practitioner's first page asks every panel: one that asks the database is a generator that yields its statement,
prepared once (``foundations.statements``), and is sent the answer, so that the panels ask together.
"""

from harbourlight.foundations.rooms.room import declared
from harbourlight.foundations.statements.fetching import gather

PANELS: dict = {}


def read_declared():
    """Keep the panels that rooms declare."""
    for room, panel in declared("home"):
        register(panel.title, room.named(panel.shows), panel.order)


def register(title, function, order=50):
    """Add a panel to the first page; panels stand by their order, then by their title."""
    PANELS[title] = (order, function)


def ask(request, *more):
    """Return the lines of all panels, the templates that stand below them, and the answers to more works."""
    panels = sorted(PANELS.items(), key=lambda item: (item[1][0], item[0]))
    answers = gather([*more, *(show(request) for _, (_, show) in panels)])
    items, below = [], []
    for (title, _), answer in zip(panels, answers[len(more) :], strict=True):
        if isinstance(answer, tuple):
            below.append({"title": title, "template": answer[0], "context": answer[1]})
        else:
            items += answer
    return items, below, answers[: len(more)]
