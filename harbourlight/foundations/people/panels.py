"""What other engines and rooms show on a person's page.

A panel is a title and a function of (request, person). It returns a list of (text, address, date), or
(name of a template, its context); an empty answer leaves the panel out. ``person.record_ids`` are the
ids of this record and of those merged into it; ``person.withheld`` are texts this reader may not see.
"""

from .locations import redacted

PANELS: dict = {}


def register(title, function, order=50):
    """Add a panel to the person page; panels stand by their order, then by their title."""
    PANELS[title] = (order, function)


def panels_for(request, person):
    """Return what each panel shows, as dicts of title, rows, template and context."""
    found = []
    for title, (_, show) in sorted(PANELS.items(), key=lambda item: (item[1][0], item[0])):
        answer = show(request, person)
        if isinstance(answer, tuple):
            found.append({"title": title, "template": answer[0], "context": answer[1]})
        elif answer:
            rows = [(redacted(text, person.withheld), address, on) for text, address, on in answer]
            found.append({"title": title, "rows": rows})
    return found
