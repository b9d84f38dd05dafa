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
from psycopg import Cursor
from psycopg.rows import namedtuple_row

from harbourlight.config import bench_floor_sql as sql
from harbourlight.config.page import links
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import PERMISSIONS
from harbourlight.foundations.access.signed_in import SessionStore
from harbourlight.foundations.people.choices import DISABILITIES, ETHNICITIES, IdentifierKind, NameKind, RelationKind
from harbourlight.foundations.people.identifiers import shown as number_shown
from harbourlight.foundations.people.models import Involvement, Person, Relationship
from harbourlight.foundations.ui import words
from harbourlight.practice.earlyhelp.models import Case
from harbourlight.practice.frontdoor.choices import RAG_COLOURS, Outcome, Rag, Source, Urgency
from harbourlight.practice.frontdoor.pathway import CONTACT, DECISION_CLOCKS

MAY = (
    "frontdoor.read", "frontdoor.screen", "frontdoor.load", "frontdoor.indicators", "people.edit", "people.merge",
    "access.bar", "childprotection.discuss", "childprotection.emergency",
)  # fmt: skip
DECIDE = "Decide what happens next"
CLOSED = "A record now closed to you"
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
FILTERS = (("mine", "Mine"), ("unowned", "Without an owner"), ("overdue", "Overdue"), ("red", "Red"))


def ask(statement, *values):
    """Return the rows of a statement."""
    cursor = Cursor(connection.connection, row_factory=namedtuple_row)
    return cursor.execute(statement, values, prepare=True, binary=True).fetchall()


def ask_all(*asked):
    """Return the rows of each of several (statement, values...), asked in one journey."""
    cursors = [Cursor(connection.connection, row_factory=namedtuple_row) for _ in asked]
    with connection.connection.pipeline():
        for cursor, (statement, *values) in zip(cursors, asked, strict=True):
            cursor.execute(statement, values, prepare=True, binary=True)
    return [cursor.fetchall() for cursor in cursors]


def tell(statement, *values):
    """Run a statement whose rows nobody reads."""
    Cursor(connection.connection).execute(statement, values, prepare=True)


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
    held, shown = set(reader.held), {}
    for href, text, permission in links():
        if text not in shown and (permission == "signed in" or held & (PERMISSIONS[permission] or held)):
            shown[text] = href
    return {
        "page": name, "moment": at, "request": SimpleNamespace(path=found["path"]), "GRID": "govuk-grid-",
        "user": SimpleNamespace(is_authenticated=True, area_name=reader.area_name),
        "navigation": [(href, text) for text, href in shown.items()],
        "may": {each.replace(".", "_"): bool(held & (PERMISSIONS[each] or held)) for each in MAY},
    }  # fmt: skip


def log(reader, at, place, verb, ids):
    """Write the read log."""
    if ids:
        tell(sql.READ, at, reader.id, verb, place, list(ids))


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


def what(row):
    """Return what must happen by a deadline."""
    return DECIDE if row.clock in DECISION_CLOCKS else row.title


def when(row, at):
    """Return when something is due and how it stands."""
    due = words.when(row)
    return (f"{due} " if due else "") + tag(*words.standing(row, at))


def about(row):
    """Return what a deadline is about."""
    link = f'<a href="/front-door/contacts/{row.subject_id}/">{escape(row.reference or "")}</a>'
    return link if row.reference else CLOSED


def late_cells(row, at):
    """Return the cells of a deadline that was missed."""
    spoken = escape(f"Say why it was late: {row.reference or CLOSED.lower()}, {what(row).lower()}")
    why = f'<a href="/late/{row.id}/" aria-label="{spoken}">Say why</a>'
    return about(row), escape(what(row)), when(row, at), why


def due_cells(row, at):
    """Return the cells of a deadline that runs."""
    return about(row), escape(what(row)), when(row, at), escape(", ".join(filter(None, (row.owner, row.team))))


def home(reader, at, on, child):
    """Return what stands on the first page."""
    teams, own = [row.team_id for row in ask(sql.TEAMS, on, on, reader.id)], [reader.id, reader.agency_id]
    names = ("due", "late", "made", "letters", "challenges", "meetings", "requests", "led", "actions", "feedback",
             "asked_for", "children")  # fmt: skip
    answers = ask_all(
        (sql.DUE, reader.id, teams), (sql.LATE, at, reader.id, teams), (sql.MADE, reader.id), (sql.LETTERS, reader.id),
        (sql.CHALLENGES, reader.id), (sql.MEETINGS, reader.id, reader.id, reader.id, at),
        (sql.REQUESTS, reader.agency_id), (sql.LED, reader.id), (sql.ACTIONS, reader.id), (sql.FEEDBACK, reader.id),
        (sql.BOARDS, reader.id), (sql.NETWORK, at, at, own, teams),
    )  # fmt: skip
    found = dict(zip(names, answers, strict=True))
    shown = {one for row in (*found["due"], *found["late"]) for one in row.child_ids}
    log(reader, at, "today:today", "listed", [*shown, *(row.id for row in found["children"])])
    return found | {
        "path": "/",
        "due": rows_in("About, What must happen, When, Who", [due_cells(row, at) for row in found["due"]]),
        "late": rows_in(
            "About, What had to happen, How late, Reason", [late_cells(row, at) for row in found["late"]]
        ),
        "made": [(row, CONTACT.states[row.state]) for row in found["made"]],
        "requests": [(row, row.due_at < at) for row in found["requests"]],
        "children": rows_in("Child, Born, Why, Since, Until", map(child_cells, found["children"][:8])),
        "has_more": len(found["children"]) > 8,
    }  # fmt: skip


def child_cells(row):
    """Return the cells of a child in whose network the reader is."""
    name = escape(f"{row.first_name} {row.last_name}".strip())
    return (
        f'<a href="/people/{row.id}/">{name}</a>', row.born or "Not known", SHOWN["basis"][row.basis],
        words.day(row.valid_from), words.day(row.valid_until) if row.valid_until else "No end set",
    )  # fmt: skip


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
    ((file,), addresses, services, related, close, clocks, cases, contacts, lines) = ask_all(
        (sql.ON_FILE, *[ids] * 10), (sql.ADDRESSES, child), (sql.SERVICES, child), (sql.RELATED, child),
        (sql.CLOSE, reader.id, reader.agency_id, reader.id, on, on, at, at, ids), (sql.CLOCKS, ids), (sql.CASES, ids),
        (sql.CONTACTS, ids), (sql.LINES, ids),
    )  # fmt: skip
    protected = any(row.is_hidden or row.never_to for row in addresses) or person.is_restricted or not close
    if file.more or protected:
        return None
    refusals = LABELS["refusal"]
    return {
        "path": f"/people/{child}/", "person": person, "addresses": addresses, "summary": summary(person),
        "names": [(SHOWN["name"][kind].lower(), f"{one} {two}".strip()) for kind, one, two in person.names],
        "numbers": [
            (SHOWN["number"][kind], number_shown(kind, value), issuer) for kind, value, issuer in person.numbers
        ],
        "services": [(LABELS["kind"][row.kind], row) for row in services], **family(person, related),
        "clocks": [(what(row), row, row.due_at < at) for row in clocks],
        "cases": [
            (LABELS["state"][row.state] + (f" ({refusals[row.refusal].lower()})" if row.refusal else ""), row)
            for row in cases
        ],
        "contacts": [(SHOWN["outcome"].get(row.outcome) or CONTACT.states[row.state], row) for row in contacts],
        "lines": rows_in("When, What, Agency, Recorded by", map(line_cells, lines)),
    }  # fmt: skip


def line_cells(row):
    """Return the cells of a line of the chronology."""
    later = f", on {words.day(row.recorded_at)}" if (row.recorded_at - row.happened_at).days >= 1 else ""
    return (
        words.moment(row.happened_at), escape(row.what) + (f" {SIGNIFICANT}" if row.is_significant else ""),
        escape(row.agency or ""), escape(row.recorded_by or "") + later,
    )  # fmt: skip


SIGNIFICANT = tag("Significant", "blue")


def summary(person):
    """Return the rows of a person's summary."""
    return [
        ("Date of birth", words.day(person.born_on) if person.born_on else str(person.birth_year or "Not known")),
        ("Sex", LABELS["sex"][person.sex]),
        ("Ethnicity", SHOWN["ethnicity"].get(person.ethnicity, "")),
        ("Disability", [SHOWN["disability"].get(code, code) for code in person.disabilities]),
        ("Language", person.language),
        ("Needs an interpreter", LABELS["needs_interpreter"][person.needs_interpreter]),
        ("Communication", person.communication_need),
        ("Area", person.area), ("Lead team", person.lead_team), ("Lead professional", person.lead),
    ]  # fmt: skip


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


PAGES = {"child's page": child_page, "first page": home, "board": board}
