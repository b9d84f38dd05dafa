"""How the worked meetings of tests/cases are entered: a partnership by its rules and seats alone."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from conftest import LONG_AGO, professional
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.models import Agency, AgencyArea
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.models import Invitation
from harbourlight.foundations.rules.actions import set_number
from harbourlight.partnership.boards import actions

FILE = Path(__file__).resolve().parents[4] / "tests" / "cases" / "worked_meetings.json"
WORKED = json.loads(FILE.read_text(encoding="utf-8"))
CASES = {case["id"]: case for case in WORKED["cases"]}
# Of each seat: sector of its agency, and whether the agency is one of the three that the law names.
SEATS = {
    "Council": ("council", True), "Health": ("health", True), "Police": ("police", True),
    "Education": ("education", False), "Hospital trust": ("health", False), "Community trust": ("health", False),
    "Ambulance service": ("health", False), "Probation": ("probation", False), "Primary schools": ("education", False),
    "Secondary schools": ("education", False), "College": ("education", False),
    "Voluntary sector": ("voluntary", False),
}  # fmt: skip
OFFICES = {"Chair": "chair", "Vice-chair": "vice_chair", "Manager": "officer"}
KEYS = {"reports": "papers", "items": "items", "amendments": "changes", "papers": "papers_out", "minutes": "minutes",
        "disputes": "disputes"}  # fmt: skip
EARLY = date(2016, 1, 4)


def at(day, time="10:00"):
    """Return a moment of a day in London."""
    return datetime.combine(date.fromisoformat(day), datetime.strptime(time, "%H:%M").time(), LONDON)  # noqa: DTZ007


def partnership(cast, name, *, statutory=None, kind="board"):
    """Return a body with a seat for each of the file, its member and deputy, set up by configuration alone."""
    rules = WORKED["partnerships"][name.split(" ")[0]]
    statutory = statutory or rules["statutory"]
    begun = at("2016-01-04")
    with as_system("a test sets a partnership up"):
        body = actions.start_group(name=f"{name} board", kind=kind, area=cast.area, by=cast.business, at=begun)
        made = SimpleNamespace(body=body, members={}, people={}, deputies={}, cast=cast, rules=rules)
        for title in SEATS:
            add(made, title, "partner" if title in statutory else "member", begun)
        for title, seat_kind in OFFICES.items():
            add(made, title, seat_kind, begun, who={"Manager": cast.business, "Chair": cast.chair}.get(title))
        configure(made, rules, statutory, EARLY)
    return made


def add(made, title, kind, begun, who=None):
    """Add a seat with its member and a named deputy."""
    sector, is_of_law = SEATS.get(title, ("council", False))
    agency = who.agency if who else Agency.objects.create(
        name=f"{title} agency", sector=sector, started_on=LONG_AGO,
        kind="statutory_partner" if is_of_law else "relevant_agency",
    )  # fmt: skip
    if not who:
        AgencyArea.objects.create(agency=agency, area=made.cast.area, started_on=LONG_AGO)
    word = title.lower().replace(" ", "").replace("-", "")
    who = who or professional(f"{word} Member", agency, "board_member")
    deputy = professional(f"{word}deputy Deputy", agency, "board_member")
    seat = actions.add_seat(group=made.body, title=title, kind=kind, agency=agency, by=made.cast.business, at=begun)
    made.members[title] = actions.seat_member(
        seat=seat, professional=who, deputy=deputy, by=made.cast.business, at=begun
    )
    made.people[title], made.deputies[title] = who, deputy


def configure(made, rules, statutory, from_on):
    """Set the rules of the body as a person does on its page: partners, numbers and units."""
    partners(made, statutory, from_on)
    for name, key in KEYS.items():
        number, unit = rules[name]
        set_rule(made, f"MTG-board-{key}", from_on, number=number, unit=unit)
    number, unit = rules["extraordinary_notice"]
    set_rule(made, "MTG-extraordinary_board-notice", from_on, number=number, unit=unit)
    set_rule(made, "BODY-URGENT", from_on, number=rules["urgent_below"][0], unit=rules["urgent_below"][1])
    set_rule(made, "BODY-ATTENDANCE-OF", from_on, words="ordinary")


def partners(made, statutory, from_on):
    """Set from a day on who the statutory partners are."""
    sectors = " ".join(SEATS[title][0] for title in statutory)
    set_rule(made, "BODY-PARTNERS", from_on, words=sectors)


def set_rule(made, rule_id, from_on, **told):
    """Set one rule of the body from a day on."""
    with as_system("a test sets a rule"):
        set_number(
            rule_id=rule_id, area=made.cast.area, body_id=made.body.pk, from_on=from_on, by=None,
            at=at("2016-01-04"), **told,
        )  # fmt: skip


def planned(made, day, *, start="10:00", **more):
    """Return a meeting of the body, planned in good time."""
    begins = at(day, start)
    with as_system("a test plans a meeting"):
        return actions.plan_sitting(
            group=made.body, starts_at=begins, by=made.cast.business, at=begins - timedelta(days=90), **more
        )


def invited(made, sitting):
    """Return {title of the seat: invitation}."""
    rows = Invitation.objects.filter(meeting=sitting.meeting_id).select_related("professional", "agency", "meeting")
    return {row.seat_name: row for row in rows.select_related("named_deputy") if row.seat_name}


def rows_of(made, sitting, presence, day, start, end):
    """Return what is recorded of those who came, each seat once: its member's stays and those of a deputy."""
    seats = invited(made, sitting)
    stays: dict = {}
    for each in presence:
        there = stays.setdefault(each["seat"], {"deputy": [], "stand-in": [], "named": []})
        kind = each["kind"] if each["kind"] in there else "named"
        there[kind].append((at(day, each["from"]), None if each["to"] == end else at(day, each["to"])))
    return [
        meetings.AttendanceRow(
            seats[title], stays=tuple(there["named"]), deputy_stays=tuple(there["deputy"] or there["stand-in"]),
            deputy=made.deputies[title] if there["deputy"] else None,
            deputy_name="Somebody else" if there["stand-in"] else "",
        )
        for title, there in stays.items()
    ]  # fmt: skip


def hold(made, sitting, presence, day, start="10:00", end="12:30"):
    """Hold a meeting with those who came; one without a quorum met all the same."""
    with as_system("a test holds a meeting"):
        rows = rows_of(made, sitting, presence, day, start, end)
        by, after = made.cast.business, at(day, end)
        sitting.meeting = meetings.record_attendance(meeting=sitting.meeting, rows=rows, by=by, at=after)
        sitting.meeting = meetings.hold(
            meeting=sitting.meeting, happened_at=at(day, start), by=by, at=after, inquorate_reason="To hear reports."
        )
    return sitting
