"""The floor under the busiest pages: the same content by plain SQL and one template, under the same policies.

Who asks is told to the database, and who was shown is written into the read log, as on the product's own pages; nothing
else of the product is used but its words for dates and clocks. What a page costs is said as a ratio to this.
"""

from html import escape
from pathlib import Path
from types import SimpleNamespace

from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.template import engines
from django.utils.safestring import SafeString

from harbourlight.config import bench_floor_sql as sql
from harbourlight.config.bench_floor_asking import ask, ask_all, log, tell
from harbourlight.config.bench_floor_today import age, known, today
from harbourlight.config.page import places
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import PERMISSIONS
from harbourlight.foundations.access.signed_in import SessionStore
from harbourlight.foundations.people.choices import DISABILITIES, ETHNICITIES, IdentifierKind, NameKind, RelationKind
from harbourlight.foundations.people.models import Involvement, Person, Relationship
from harbourlight.foundations.rooms.room import AREAS
from harbourlight.foundations.ui import words
from harbourlight.practice.earlyhelp.models import Case
from harbourlight.practice.frontdoor.choices import RAG_COLOURS, Outcome, Rag, Source, Urgency
from harbourlight.practice.frontdoor.pathway import DECISION_CLOCKS

MAY = (
    "frontdoor.read", "frontdoor.screen", "frontdoor.load", "frontdoor.indicators", "people.edit", "people.merge",
    "access.bar", "childprotection.discuss", "childprotection.emergency",
)  # fmt: skip
DECIDE = "Decide what happens next"
BACKWARDS = {
    "mother": "Child", "father": "Child", "parent": "Child", "step_parent": "Stepchild", "grandparent": "Grandchild",
    "carer": "Cared for",
}  # fmt: skip
LABELS = {
    field: dict(model._meta.get_field(field).flatchoices)  # type: ignore[union-attr]
    for model, fields in (
        (Person, ("sex", "needs_interpreter")), (Involvement, ("kind",)),
        (Relationship, ("has_parental_responsibility",)), (Case, ("state", "refusal")),
    )
    for field in fields
}  # fmt: skip
SHOWN = {
    "urgency": dict(Urgency.choices), "rag": dict(Rag.choices), "source": dict(Source.choices),
    "outcome": dict(Outcome.choices), "name": dict(NameKind.choices), "number": dict(IdentifierKind.choices),
    "relation": dict(RelationKind.choices), "ethnicity": dict(ETHNICITIES), "disability": dict(DISABILITIES),
    "basis": dict(Basis.choices),
}  # fmt: skip
STANDS = {"first page": ("today", "/"), "board": ("children", "/front-door/"), "child's page": ("children", "/people/")}
FILTERS = (("mine", "Mine"), ("unowned", "Without an owner"), ("overdue", "Overdue"), ("red", "Red"))


def page(name, key, at, child=None):
    """Return a page's HTML for whoever holds a session's key at a moment; None where more is on file than it shows."""
    with transaction.atomic():
        connection.ensure_connection()
        (session,) = ask(sql.SESSION, key, at)
        on = at.astimezone(LONDON).date()
        (reader,) = ask(sql.READER, on, on, on, on, SessionStore(key).decode(session.session_data)[SESSION_KEY])
        tell(sql.ASK_AS, str(reader.id), str(reader.id), reader.id, str(reader.id))
        found = PAGES[name](reader, at, on, child)
        return template().render(found | frame(name, reader, at, found)) if found else None


def template():
    """Return the one template, read once."""
    if not _read:
        path = Path(__file__).parent / "templates" / "bench_floor.html"
        _read.append(engines["django"].from_string(path.read_text("utf-8")))
    return _read[0]


_read: list = []


def frame(name, reader, at, found):
    """Return what stands around a page's content."""
    held, lines = set(reader.held), {}
    for place in places():
        permission = place.permission
        if place.words not in lines and (permission == "signed in" or held & (PERMISSIONS[permission] or held)):
            lines[place.words] = place
    first = {}
    for place in lines.values():
        first.setdefault(place.area, place.href)
    area, line = STANDS[name]
    return {
        "page": name, "moment": at, "request": SimpleNamespace(path=found["path"]), "GRID": "govuk-grid-",
        "user": SimpleNamespace(is_authenticated=True, area_name=reader.area_name),
        "menu": SimpleNamespace(
            items=tuple((first[area], words) for area, words in AREAS.items() if area in first),
            current=first[area], line=line, title=AREAS[area],
            side=tuple((place.href, place.words) for place in lines.values() if place.area == area),
        ),
        "notices": notices(),
        "may": {each.replace(".", "_"): bool(held & (PERMISSIONS[each] or held)) for each in MAY},
    }  # fmt: skip


def notices():
    """Return what the head of a page says of notices: how many wait, and the urgent ones."""
    rows = ask(sql.NOTICES)
    urgent = [(f"/notices/{row.id}/open/", row.says, row.raised_at) for row in rows if row.is_urgent]
    return SimpleNamespace(href="/notices/", count=len(rows), urgent=urgent[:3], more=max(0, len(urgent) - 3))


def rows_in(columns, rows):
    """Return the rows of a table, each cell with its column's heading; cells are HTML already."""
    opened = [f'<td data-label="{column}">' for column in columns.split(", ")]
    return SafeString(
        "".join(
            f"<tr>{''.join([f'{td}{cell}</td>' for td, cell in zip(opened, cells, strict=True)])}</tr>\n  "
            for cells in rows
        )
    )


def tag(text, colour):
    """Return a tag."""
    return f'<strong class="govuk-tag govuk-tag--{colour}">{escape(text)}</strong>'


def when(row, at):
    """Return when something is due and how it stands."""
    due = words.when(row)
    return (f"{due} " if due else "") + tag(*words.standing(row, at))


def board(reader, at, on, child):
    """Return what stands on the screening board."""
    teams = [row.team_id for row in ask(sql.TEAMS, on, on, reader.id) if row.kind == "mash"]
    rows = ask(sql.BOARD, list(DECISION_CLOCKS), list(DECISION_CLOCKS), teams, teams)
    shown, names = rows[:50], {row.id: [] for row in rows[:50]}
    people = {one for row in shown for one in row.child_ids}
    children, pairs = ask_all((sql.BOARD_CHILDREN, list(names)), (sql.HOUSEHOLDS, list(people), list(people)))
    for row in children:
        names[row.contact_id].append(f"{row.first_name} {row.last_name}".strip())
    log(reader, at, "frontdoor:board", "listed", people)
    grouped = [
        (len(rows), rows_in("Contact, Clock, Urgency and rating, Children, From, Owner",
                            [board_cells(row, names[row.id], at) for row in rows]))
        for rows in families(shown, pairs)
    ]  # fmt: skip
    return {"path": "/front-door/", "filters": FILTERS, "number": len(rows), "families": grouped}


def board_cells(row, names, at):
    """Return the cells of a contact that waits."""
    number = "" if len(row.child_ids) == 1 else f"{len(row.child_ids)}: "
    return (
        f'<a href="/front-door/contacts/{row.id}/">{escape(row.reference)}</a><br>{words.moment(row.happened_at)}',
        when(row, at) if row.clock else "No clock",
        f"{SHOWN['urgency'][row.urgency]}<br>{tag(SHOWN['rag'][row.rag], RAG_COLOURS[row.rag])}",
        number + escape(", ".join(names)),
        SHOWN["source"][row.source] + (f"<br>{escape(row.agency)}" if row.agency else ""),
        escape(row.owner or "Nobody yet"),
    )


def families(rows, pairs):
    """Return the contacts in groups that share a household, each where its first one stands."""
    home_of = {one: {one} for row in rows for one in row.child_ids}
    for one, other in pairs:
        home_of.get(one, set()).add(other)
        home_of.get(other, set()).add(one)
    groups = []
    for row in rows:
        people = set().union(*(home_of[one] for one in row.child_ids))
        first = next((group for group in groups if group[0] & people), None)
        if first:
            first[0].update(people)
            first[1].append(row)
        else:
            groups.append((people, [row]))
    return [members for _, members in groups]


def child_page(reader, at, on, child):
    """Return what stands on a child's page; None where more is on file than the front door and early help wrote."""
    (person,) = ask(sql.PERSON, child)
    log(reader, at, "people:person", "read", [child])
    ids = [child, *person.merged_ids]
    ((file,), addresses, services, related, close, clocks, cases, lines) = ask_all(
        (sql.ON_FILE, *[ids] * 10), (sql.ADDRESSES, child), (sql.SERVICES, child), (sql.RELATED, child),
        (sql.CLOSE, reader.id, reader.agency_id, reader.id, on, on, at, at, ids), (sql.CLOCKS, ids), (sql.CASES, ids),
        (sql.LINES, ids),
    )  # fmt: skip
    protected = any(row.is_hidden or row.never_to for row in addresses) or person.is_restricted or not close
    if file.more or protected:
        return None
    refusals, around = LABELS["refusal"], family(person, related)
    _, stages = known([child])
    return {
        "path": f"/people/{child}/", "person": person, "addresses": addresses,
        "name": f"{person.first_name} {person.last_name}".strip(), "age": age(person, on),
        "sex": LABELS["sex"][person.sex], "stage": stages.get(child), "household": around["household"],
        "alerts": [f"Interpreter: {person.language}".removesuffix(": ")] if person.needs_interpreter == "yes" else [],
        "sections": [(f"{before}{child}/{after}", words) for before, after, words in SECTIONS],
        "services": [(LABELS["kind"][row.kind], row) for row in services],
        "clocks": [(DECIDE if row.clock in DECISION_CLOCKS else row.title, row, row.due_at < at) for row in clocks],
        "cases": [
            (LABELS["state"][row.state] + (f" ({refusals[row.refusal].lower()})" if row.refusal else ""), row)
            for row in cases
        ],
        "lines": lines,
    }  # fmt: skip


SECTIONS = (
    ("/people/", "", "At a glance"), ("/people/", "chronology/", "Timeline"),
    ("/people/", "plans/", "Plans and pathways"), ("/people/", "family/", "Family and network"),
    ("/people/", "documents/", "Meetings and documents"), ("/people/", "about/", "Details"),
    ("/access/people/", "looked/", "Who can see"),
)  # fmt: skip


def family(person, related):
    """Return the relatives, once each where both records name the other alike, and who lives with the person."""
    rows = []
    for row in related:
        own, name = row.person_id == person.id, f"{row.first_name} {row.last_name}".strip()
        kind = SHOWN["relation"][row.kind] if own else BACKWARDS.get(row.kind, SHOWN["relation"][row.kind])
        answers = LABELS["has_parental_responsibility"].get(row.has_parental_responsibility, "") if own else ""
        rows.append({"row": row, "name": name, "kind": kind, "answers": answers, "own": own})
    own = {(each["row"].other, each["kind"]) for each in rows if each["own"]}
    rows = [each for each in rows if each["own"] or (each["row"].other, each["kind"]) not in own]
    return {"family": rows, "household": sorted({row["name"] for row in rows if row["row"].lives_with})}


PAGES = {"child's page": child_page, "first page": today, "board": board}
