"""What engines and rooms show on a person's page, as they declare it (``rooms.Panel``).

A panel is a title and a function of (request, person). It returns a list of (text, address, date), or
(name of a template, its context); an empty answer leaves the panel out. What a context ``warns`` of stands over all.
A panel that asks the database is a generator: it yields its prepared statement (``foundations.statements``) and is sent
the answer, so that the panels ask together. ``person.record_ids`` are the ids of this record and of those merged into
it; ``person.withheld`` are texts this reader may not see.
"""

from typing import NamedTuple

from django.db.models import ForeignKey, Model

from harbourlight.foundations.access.guard import condition
from harbourlight.foundations.rooms.room import declared
from harbourlight.foundations.statements.fetching import gather
from harbourlight.foundations.statements.prepared import OnFile, PlainSQL

from .locations import redacted

WORK = 10  # panels of a lower order say what is to be done, and stand folded at a glance
PANELS: dict = {}
WATCHED: dict = {}


class Watched(NamedTuple):
    """Rows of one kind that the page asks for: ``what`` is noted as empty where there are none.

    ``fixed`` are {column: value}, constants of the code.
    """

    what: str
    model: type[Model]
    fixed: dict[str, str]


def read_declared():
    """Keep the panels that rooms declare, and what the page is to ask for once."""
    for room, panel in declared("panels"):
        register(panel.title, room.named(panel.shows), panel.order, panel.section)
        for watched in map(room.named, panel.watches):
            if isinstance(watched, Watched):
                watch_for(watched.what, watched.model, **watched.fixed)
            else:
                watch(watched)


def watch(*models):
    """Let the page ask once which of these models have rows about a person; panels do not ask the others.

    Most children have had a contact and no more: a page that puts fifteen empty questions is slow for nothing.
    """
    for model in models:
        table = model._meta.db_table
        of_one = any(field.name == "person" and isinstance(field, ForeignKey) for field in model._meta.fields)
        held = f"{table} WHERE person_id = ANY(%s)" if of_one else f"{table}_about(%s)"
        WATCHED[table] = f"EXISTS (SELECT 1 FROM {held})"  # noqa: S608 - names of tables of ours


def watch_for(what, model, **fixed):
    """Let the page ask in the same question for rows of one kind; ``what`` is noted as empty where there are none.

    ``fixed`` are {column: value}, constants of the code.
    """
    only = "".join(f" AND {column} = '{value}'" for column, value in fixed.items())
    WATCHED[what] = f"EXISTS (SELECT 1 FROM {model._meta.db_table} WHERE person_id = ANY(%s){only})"  # noqa: S608


def what_is_on_file(person_ids):
    """Return the question which of the watched tables hold anything about people, and last: may the asker see it all.

    The first of the ids is that of the record itself.
    """
    whole = f"(SELECT {condition('asked', person='id')} FROM (VALUES (%s::uuid)) AS asked(id))"  # noqa: S608
    asked = ", ".join([*WATCHED.values(), whole])
    return PlainSQL(f"SELECT {asked}", [*[person_ids] * len(WATCHED), person_ids[0]])


def know_what_is_empty(person_ids, answer):
    """Return ids of people, with the watched tables that hold nothing about them."""
    ids = OnFile(person_ids)
    ids.is_whole = bool(answer[0][-1])
    ids.empty = frozenset(table for table, held in zip(WATCHED, answer[0], strict=False) if not held)
    return ids


def register(title, function, order=50, section=""):
    """Add a panel to a section of the person's page; panels stand by their order, then by their title."""
    PANELS[title] = (order, function, section or ("work" if order < WORK else "plans"))


def panels_for(request, person, *sections):
    """Return what each panel of some sections shows, as dicts of title, rows, template and context."""
    found = []
    panels = sorted(
        ((title, order, show, section) for title, (order, show, section) in PANELS.items() if section in sections),
        key=lambda panel: (panel[1], panel[0]),
    )
    answers = gather(show(request, person) for _, _, show, _ in panels)
    for (title, _, _, section), answer in zip(panels, answers, strict=True):
        if isinstance(answer, tuple):
            found.append({"title": title, "section": section, "template": answer[0], "context": answer[1]})
        elif answer:
            rows = [(redacted(text, person.withheld), address, on) for text, address, on in answer]
            found.append({"title": title, "section": section, "rows": rows})
    return found
