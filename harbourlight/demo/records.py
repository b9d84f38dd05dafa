"""Writes what a step leaves behind (steps, deadlines, chronology lines, grants) as the engines do, in bulk."""

import uuid
from functools import cache

from harbourlight.demo import hours
from harbourlight.demo.bulk import build
from harbourlight.foundations.access.actions import grants_for
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.chronology.actions import lines_for
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.pathways import writing
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.rules.declared import in_words, rule_of
from harbourlight.foundations.rules.models import LocalNumber
from harbourlight.statute import clocks
from harbourlight.statute.errors import NotInForce, UnusableMoment


@cache
def _due_on(rule, day):
    """Give the answer of a limit in days; it depends on the London date only."""
    return clocks.due(rule, day)


def due(rule, started):
    """Give the answer of the law for one rule and start, or None where no limit was in force."""
    try:
        return _due_on(rule, started.astimezone(LONDON).date())
    except NotInForce:
        return None
    except UnusableMoment:
        return clocks.due(rule, started)


def take_step(world, pathway, record, name, *, by, at, note="", submission=None, told_by=None, says=""):
    """Move a record as ``pathways.actions.take`` does: its state, version, step row and chronology lines."""
    declared = pathway.step(name)
    before = record.state if declared.frm else ""
    record.state = declared.to or record.state
    if declared.frm:
        record.version += 1
    keep_step(
        world, declared, record, before, by=by, at=at, note=note, submission=submission, told_by=told_by, says=says,
    )  # fmt: skip


def keep_step(world, declared, record, before, *, by, at, note="", submission=None, told_by=None, says=""):
    """Write the step row and the chronology lines of a step."""
    world.make(
        StepTaken,
        **writing.step_row(
            declared, writing.subject_of(record), to_state=record.state, by=by, at=at, before=before, note=note,
            submission=submission, agency_id=by.agency_id if by else None,
        ),
    )  # fmt: skip
    if declared.is_told:
        write_lines(world, record, says or declared.says, at=at, by=by, declared=declared, agency=told_by)


def write_lines(world, record, what, *, at, by, declared=None, agency=None):
    """Write one chronology line for each child of a record."""
    rows = lines_for(
        record.child_ids, what=what, happened_at=at, by=by, at=at, source_kind=record._meta.label_lower,
        source_id=record.pk, is_significant=bool(declared and declared.is_significant),
        is_process=bool(declared and not declared.is_event),
        agency_id=agency.id if agency else by.agency_id if by else None,
    )  # fmt: skip
    for row in rows:
        world.make(Line, **row)


def run_clock(world, rule, record, *, started, owner=None):
    """Start one clock for a record, in the version of the day, and give its row."""
    answer = due(rule, started)
    if answer is None:
        return None
    return world.make(Deadline, **writing.deadline_by_law(held(record, record.team, owner), answer, started=started))


def run_local_clock(world, rule, record, *, started, working_days=None, title="", team=None, owner=None):
    """Start a clock of the area's own, as ``pathways.local`` does, and give its row; by the usual number or another."""
    days = working_days or rule_of(rule).default
    due_on = hours.next_working_day(started.astimezone(LONDON).date(), days)
    row = writing.deadline_row(
        held(record, team, owner), clock=rule, version=f"local setting: {in_words(days, 'working_days')}",
        title=title or rule_of(rule).must_happen, started=started, due=due_on,
    )  # fmt: skip
    return world.make(Deadline, **row)


def set_numbers(world, area, numbers):
    """Give an area its own numbers, {rule id: number}, from its beginning on."""
    key = uuid.UUID(int=world.dice.getrandbits(128), version=4)
    for rule, number in numbers.items():
        fields = {
            "id": uuid.uuid5(key, rule), "area": area, "rule": rule, "number": number, "unit": rule_of(rule).unit,
            "from_on": area.started_on, "set_at": world.began_at, "why": "Agreed by the partnership",
        }  # fmt: skip
        world.basket.add(build(LocalNumber, fields))


def held(record, team, owner):
    """Give a record as the subject of a clock that stands on the worklists of a team and a person."""
    return writing.subject_of(record, team_id=team.id if team else None, owner_id=owner.id if owner else None)


def grant(world, person_ids, *, by, at, reason, source, basis=Basis.ALLOCATED, team=None, agency=None,
          professional=None, **more):  # fmt: skip
    """Give one holder sight of people, and give the rows."""
    rows = grants_for(
        person_ids, basis=basis, reason=reason, source=source, by=by, at=at, team_id=team and team.id,
        agency_id=agency and agency.id, professional_id=professional and professional.id, **more,
    )  # fmt: skip
    return [world.make(Grant, **row) for row in rows]
