"""The floor under the first page, as a screening worker has it; None where more waits for them than it shows."""

from datetime import datetime, timedelta
from html import escape
from types import SimpleNamespace

from harbourlight.config import bench_floor_sql as sql
from harbourlight.config.bench_floor_asking import ask, ask_all, log
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.meetings import types
from harbourlight.foundations.requests.pathway import REQUEST
from harbourlight.foundations.ui import words
from harbourlight.practice.childinneed.pathway import EPISODE
from harbourlight.practice.childprotection.choices import CATEGORIES
from harbourlight.practice.earlyhelp.pathway import CASE
from harbourlight.practice.frontdoor.pathway import DECISION_CLOCKS

STATES, HELP, CATEGORY = EPISODE.states, CASE.states, dict(CATEGORIES)
_DEADLINE = """
SELECT d.id, d.clock, d.title, d.subject_id, d.child_ids, d.due_on, d.due_at, d.met_at, d.breach_reason,
  d.owner_id, p.name AS owner, c.reference
FROM pathways_deadline d LEFT JOIN agencies_professional p ON p.id = d.owner_id
JOIN frontdoor_contact c ON c.id = d.subject_id"""
DUE = f"""{_DEADLINE}
WHERE d.is_alarm AND d.cancelled_at IS NULL AND d.met_at IS NULL
  AND (d.owner_id = %s OR d.owner_id IS NULL AND d.team_id = ANY(%s)) ORDER BY d.due_at, d.id LIMIT 20"""
LATE = f"""{_DEADLINE}
WHERE d.is_alarm AND d.cancelled_at IS NULL AND d.breach_reason = ''
  AND (d.met_at > d.due_at OR d.met_at IS NULL AND d.due_at < %s)
  AND (d.owner_id = %s OR d.owner_id IS NULL AND d.team_id = ANY(%s)) ORDER BY d.due_at DESC LIMIT 20"""
URGENT = """
SELECT c.id, c.reference, c.happened_at, c.child_ids, c.what_happened, o.name AS owner, a.name AS agency
FROM frontdoor_contact c LEFT JOIN agencies_professional o ON o.id = c.owner_id
LEFT JOIN agencies_agency a ON a.id = c.referrer_agency_id
WHERE c.state IN ('received', 'screening') AND (c.rag = 'red' OR c.urgency = 'immediate') AND c.team_id = ANY(%s)
ORDER BY c.happened_at LIMIT 10"""
_REQUEST = """
SELECT r.id, r.subject_id, r.child_ids, r.asked_at, r.due_at, r.answered_at, r.state, p.name AS asked_by,
  a.name AS agency, a.phone, b.title
FROM requests_request r LEFT JOIN agencies_professional p ON p.id = r.asked_by_id
JOIN agencies_agency a ON a.id = r.agency_id LEFT JOIN boards_reportasked b ON b.id = r.subject_id"""
REQUESTS = f"{_REQUEST} WHERE r.state IN ('asked', 'opened') AND r.agency_id = %s ORDER BY r.due_at LIMIT 20"
ASKED = f"""{_REQUEST}
WHERE r.state IN ('asked', 'opened') AND (r.asked_by_id = %s OR r.team_id = ANY(%s)) ORDER BY r.due_at LIMIT 20"""
ANSWERED = f"{_REQUEST} WHERE r.asked_by_id = %s AND r.answered_at >= %s ORDER BY r.answered_at DESC LIMIT 20"
MEETINGS = """
SELECT id, type, title, place, child_ids, starts_at,
  (SELECT count(*) FROM meetings_invitation i WHERE i.meeting_id = m.id AND i.left_out_reason = '') AS invited,
  (SELECT count(*) FROM meetings_invitation i WHERE i.meeting_id = m.id AND i.left_out_reason = ''
    AND i.response = 'coming') AS coming
FROM meetings_meeting m
WHERE (id IN (SELECT meeting_id FROM meetings_invitation WHERE left_out_reason = '' AND professional_id = %s)
    OR id IN (SELECT meeting_id FROM meetings_attendance WHERE deputy_id = %s) OR chair_id = %s)
  AND starts_at >= %s AND state = 'planned' ORDER BY starts_at, id LIMIT 8"""
MORE = """
SELECT EXISTS (SELECT 1 FROM frontdoor_contact WHERE referrer_id = %s)
  OR EXISTS (SELECT 1 FROM documents_letter WHERE reader_id = %s AND sent_at IS NOT NULL)
  OR EXISTS (SELECT 1 FROM actions_challenge WHERE raised_by_id = %s)
  OR EXISTS (SELECT 1 FROM actions_action WHERE (owner_id = %s OR given_by_id = %s) AND state IN ('open', 'done'))
  OR EXISTS (SELECT 1 FROM boards_reportasked WHERE author_id = %s AND state IN ('asked', 'changes')) AS more"""
NETWORK = """
SELECT p.id FROM people_person p WHERE p.is_child AND p.merged_into_id IS NULL AND p.id IN (
  SELECT person_id FROM access_grant
  WHERE (valid_until IS NULL OR valid_until > %s) AND valid_from <= %s AND basis IN ('network', 'allocated', 'asked')
    AND (holder_id = ANY(%s) OR basis = 'network' AND holder_id = ANY(%s)) ORDER BY valid_from DESC LIMIT 400)
ORDER BY p.last_name, p.first_name, p.id"""
PEOPLE = """
SELECT p.id, p.first_name, p.last_name, p.born_on, p.birth_year, p.expected_on,
  EXISTS (SELECT 1 FROM people_address a WHERE a.person_id = p.id AND a.ended_on IS NULL
    AND (a.is_hidden OR a.never_to <> '{}')) AS is_hidden,
  (SELECT coalesce(nullif(g.name, ''), i.service) FROM people_involvement i
    LEFT JOIN agencies_agency g ON g.id = i.agency_id WHERE i.person_id = p.id AND i.ended_on IS NULL
    AND i.kind IN ('school', 'nursery') ORDER BY i.kind, i.started_on DESC LIMIT 1) AS place
FROM people_person p WHERE p.id = ANY(%s)"""
HELPED = "SELECT child_ids, state FROM earlyhelp_case WHERE id IN (SELECT earlyhelp_case_about(%s)) AND state = ANY(%s)"
NEED = """
SELECT e.person_id, e.id, e.state, (SELECT v.happened_at::date FROM childinneed_visit v WHERE v.episode_id = e.id
  AND v.was_seen ORDER BY v.happened_at DESC LIMIT 1) AS seen FROM childinneed_episode e
WHERE e.person_id = ANY(%s) AND e.closed_on IS NULL"""
PLANS = """
SELECT person_id, id, latest_category, last_seen_on AS seen FROM childprotection_protectionplan
WHERE person_id = ANY(%s) AND ended_on IS NULL"""
FOSTERED = """
SELECT person_id FROM privatefostering_arrangement
WHERE person_id = ANY(%s) AND state NOT IN ('ended', 'not_private_fostering')"""
CLOCKS = """
SELECT subject_id, child_ids, due_at, due_on, title, clock FROM pathways_deadline
WHERE id IN (SELECT pathways_deadline_about(%s)) AND is_alarm AND met_at IS NULL AND cancelled_at IS NULL
ORDER BY due_at LIMIT 400"""
SEEN = """
SELECT DISTINCT ON (person_id) person_id, happened_at, was_seen_alone FROM visits_visit
WHERE person_id = ANY(%s) AND was_seen ORDER BY person_id, happened_at DESC"""
PARTS = {
    "urgent": "Urgent", "today": "Today", "late": "Late", "next": "Next seven days", "later": "Later",
    "unexplained": "Done late, and nobody has said why", "waiting": "Waiting on others",
    "outcomes": "What became of what you asked",
}  # fmt: skip


def line(part, row, what, href, button, **more):
    """Return a line of the page."""
    told = {"by": None, "note": "", "late": "", "about": "", "why": None, "when": ""}
    return SimpleNamespace(**told | more, part=part, children=row.child_ids, what=what, href=href, button=button)


def today(reader, at, on, child):
    """Return what stands on the first page."""
    teams, own = [row.team_id for row in ask(sql.TEAMS, on, on, reader.id)], [reader.id, reader.agency_id]
    (more,), due, late, urgent, to_answer, asked, answered, meetings, network = ask_all(
        (MORE, *[reader.id] * 6), (DUE, reader.id, teams), (LATE, at, reader.id, teams), (URGENT, teams),
        (REQUESTS, reader.agency_id), (ASKED, reader.id, teams), (ANSWERED, reader.id, at - timedelta(days=7)),
        (MEETINGS, reader.id, reader.id, reader.id, at - timedelta(hours=4)), (NETWORK, at, at, own, teams),
    )  # fmt: skip
    if more.more:
        return None
    pressing = {row.id for row in urgent}
    clocks = {row.id: row for row in (*due, *late) if row.subject_id not in pressing}
    lines = [
        *(contact_line(row) for row in urgent), *(answer_line(row, at, on) for row in to_answer),
        *(waiting_line(row, at) for row in asked), *(answered_line(row, on) for row in answered),
        *(meeting_line(row, on) for row in meetings), *(clock_line(row, reader, at, on) for row in clocks.values()),
    ]  # fmt: skip
    mine = [row.id for row in network]
    people, stages = known({one for each in lines for one in each.children})
    log(reader, at, "today:today", "listed", {*people, *mine})
    parts = [part(key, title, lines, people, stages, on) for key, title in PARTS.items()]
    return {
        "path": "/", "on": f"{on:%A} {words.day(on)}", "parts": [each for each in parts if each["count"]],
        "counts": [(key, sum(each.part == key for each in lines), said) for key, said in COUNTED],
        "children": table(mine[:40], at, on), "has_more": len(mine) > 8,
    }  # fmt: skip


COUNTED = (("urgent", "urgent"), ("today", "today"), ("late", "late"), ("waiting", "waiting on others"))


def contact_line(row):
    """Return the line of an urgent contact."""
    some = row.what_happened.split()
    what = " ".join(some[:12]) + (" …" if len(some) > 12 else "")
    note = f"{row.agency or 'No agency'}; {f'with {row.owner}' if row.owner else 'nobody has taken it'}"
    return line("urgent", row, what, f"/front-door/contacts/{row.id}/", "Open", note=note, by=row.happened_at,
                when=f"Since {words.day(row.happened_at)}")  # fmt: skip


def answer_line(row, at, on):
    """Return the line of a request to the reader's agency."""
    what = "Answer what your agency knows" if row.child_ids else "Answer the request"
    late = words.lateness(row.due_at, at).capitalize() if row.due_at < at else ""
    note = f"asked by {row.asked_by}, {words.day(row.asked_at)}" if row.asked_by else ""
    return line(part_of(row.due_at, at, on), row, what, f"/requests/{row.id}/", "Answer", note=note, late=late,
                about=row.title or "", by=row.due_at, when=words.moment(row.due_at))  # fmt: skip


def waiting_line(row, at):
    """Return the line of an agency that has not answered."""
    late = f"Was due {words.day(row.due_at)}" if row.due_at < at else ""
    return line("waiting", row, f"{row.agency} has not answered", f"/requests/{row.id}/", "Open", note=row.phone,
                late=late, by=row.asked_at, when=f"Since {words.day(row.asked_at)}")  # fmt: skip


def answered_line(row, on):
    """Return the line of an agency that answered."""
    what = f"{row.agency}: {REQUEST.states[row.state].lower()}"
    return line("outcomes", row, what, f"/requests/{row.id}/", "Read", by=row.answered_at,
                when=words.day(row.answered_at))  # fmt: skip


def meeting_line(row, on):
    """Return the line of a meeting."""
    place = f", {row.place}" if row.place and not row.child_ids else ""
    note = f"{row.coming} of {row.invited} have said yes" if row.invited else ""
    day = row.starts_at.astimezone(LONDON).date()
    part = "today" if day <= on else "next" if day <= on + timedelta(days=7) else "later"
    return line(part, row, types.get(row.type).title + place, f"/meetings/{row.id}/", "Open the meeting", note=note,
                about=row.title, by=row.starts_at, when=words.moment(row.starts_at))  # fmt: skip


def clock_line(row, reader, at, on):
    """Return the line of a clock of a contact."""
    what = "Decide what happens next" if row.clock in DECISION_CLOCKS else row.title
    is_late, whose = row.due_at < (row.met_at or at), "" if row.owner_id == reader.id else row.owner
    how = words.lateness(row.due_on or row.due_at, row.met_at or at) if is_late else ""
    note = ", ".join(filter(None, (row.reference, whose if whose is not None else "nobody has taken it")))
    part = "unexplained" if row.met_at else "late" if is_late else part_of(row.due_on or row.due_at, at, on)
    due = row.due_on or row.due_at
    return line(
        part, row, what, f"/front-door/contacts/{row.subject_id}/", "" if row.met_at else "Screen", note=note, by=due,
        late=f"Done, {how}" if row.met_at else how.capitalize(), when=words.day(due) if due != on else "Today",
        why=f"/late/{row.id}/" if is_late and not row.breach_reason else None, about=row.reference,
    )  # fmt: skip


def part_of(by, at, on):
    """Return in which part a date stands."""
    day = by.astimezone(LONDON).date() if isinstance(by, datetime) else by
    if day < on or (isinstance(by, datetime) and by < at):
        return "late"
    return "today" if day == on else "next" if day <= on + timedelta(days=7) else "later"


def known(ids):
    """Return {id: child} and {id: (where the child stands, address, when last seen)}."""
    some = list(ids)
    people, helped, need, plans, _ = ask_all(
        (PEOPLE, some), (HELPED, some, list(CASE.running)), (NEED, some), (PLANS, some), (FOSTERED, some)
    )  # fmt: skip
    stages = {
        one: (f"Early help: {CASE.states[row.state].lower()}", "", None) for row in helped for one in row.child_ids
    }
    stages |= {
        row.person_id: (f"In need: {STATES[row.state].lower()}", f"/in-need/{row.id}/", row.seen) for row in need
    }
    stages |= {
        row.person_id: (
            f"Protection plan: {CATEGORY[row.latest_category].lower()}", f"/child-protection/plans/{row.id}/", row.seen,
        )
        for row in plans
    }  # fmt: skip
    return {row.id: row for row in people}, stages


def name(row):
    """Return the name of a child, as HTML."""
    return escape(f"{row.first_name} {row.last_name}".strip())


def age(row, on):
    """Return how old a child is."""
    if row.born_on is None:
        return (
            f"expected {words.day(row.expected_on)}" if row.expected_on else f"about {on.year - (row.birth_year or 0)}"
        )
    months = (on.year - row.born_on.year) * 12 + on.month - row.born_on.month - (on.day < row.born_on.day)
    weeks = (on - row.born_on).days // 7
    if weeks < 9:
        return words.counted(weeks, "week")
    return str(months // 12) if months >= 24 else words.counted(months, "month")


def part(key, title, lines, people, stages, on):
    """Return a part of the page with its groups."""
    held = [each for each in lines if each.part == key]
    held.sort(key=lambda each: (each.by is None, str(each.by)), reverse=key == "outcomes")
    groups: dict = {}
    for each in held:
        seen = tuple(sorted((one for one in each.children if one in people), key=str))
        groups.setdefault(seen or each.about, []).append(each)
    return {
        "key": key, "title": title, "count": len(held), "is_folded": key in ("later", "unexplained"),
        "groups": [head(one, some, people, stages, on) for one, some in groups.items()],
    }  # fmt: skip


def head(key, lines, people, stages, on):
    """Return a group: its names with ages, places and plans, and its lines."""
    some = [] if isinstance(key, str) else [people[one] for one in key]
    return {
        "words": key if isinstance(key, str) else "", "spoken": key if not some else ", ".join(map(name, some)),
        "people": [(each.id, name(each), age(each, on)) for each in some], "lines": lines,
        "places": ", ".join(dict.fromkeys(each.place for each in some if each.place and not each.is_hidden)),
        "plans": list(dict.fromkeys(stages[one.id][0] for one in some if one.id in stages)),
    }  # fmt: skip


def table(ids, at, on):
    """Return the lines of the reader's own children."""
    if not ids:
        return []
    people, stages = known(ids)
    clocks, seen = ask_all((CLOCKS, ids), (SEEN, ids))
    visits = {row.person_id: row for row in seen}
    return [
        {
            "id": row.id, "name": name(row), "age": age(row, on), "place": "" if row.is_hidden else row.place,
            "stage": stages.get(row.id), "seen": visits.get(row.id),
            "late": sum(clock.due_at < at and row.id in clock.child_ids for clock in clocks),
            "next": next((each for each in clocks if each.due_at >= at and row.id in each.child_ids), None),
        }
        for row in people.values()
    ][:8]  # fmt: skip
