"""What engines and rooms show on everybody's first page, as they declare it.

A panel is a title and a function of the request. It returns a list of (text, address, date), or (name of a
template, its context); an empty answer leaves the panel out. Every practitioner's home asks every panel: one that
asks the database is a generator that yields its statement, prepared once (``foundations.statements``), and is sent
the answer, so that the panels ask together.
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


def panels_for(request):
    """Return what each panel shows this person, as dicts of title, rows, template and context."""
    found = []
    panels = sorted(PANELS.items(), key=lambda item: (item[1][0], item[0]))
    answers = gather(show(request) for _, (_, show) in panels)
    for (title, _), answer in zip(panels, answers, strict=True):
        if isinstance(answer, tuple):
            found.append({"title": title, "template": answer[0], "context": answer[1]})
        elif answer:
            found.append({"title": title, "rows": answer})
    return found
