"""One loading at work: its moment, its rows, its clocks; and one child of the file while it is in turn."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import UUIDField
from psycopg import sql

from harbourlight.exchange.cincensus.rules.identifiers import bare_number
from harbourlight.exchange.cincensus.years import named
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.pathways.bulk import Sheets, new_key
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.writing import Subject, deadline_by_law, line_rows, step_row
from harbourlight.statute import authorities, clocks
from harbourlight.statute.errors import StatuteError

from ..models import Contradiction, LoadedChild
from .journal import Journal, fill

# What stands for "nobody has said" in a record: a file may fill it.
EMPTY: tuple[Any, ...] = (None, "", [], "NOBT", "U", "N0")


@cache
def noon(day):
    """Return the middle of a day in London: of what a census tells only the date is known."""
    return datetime.combine(day, time(12), LONDON)


def london(moment):
    """Return the date in London of a moment, or None."""
    return moment.astimezone(LONDON).date() if moment else None


@cache
def due_by(clock, day):
    """Return what a clock that starts on a day asks for, or None where no rule of that day does."""
    try:
        return clocks.due(clocks.get(clock), noon(day))
    except StatuteError:
        return None


def due_on(clock, day):
    """Return the last good day of a clock that starts on a day, or None."""
    answer = due_by(clock, day)
    return answer.due if answer else None


def issuer_of(area, authority=""):
    """Return who gave a number of a child: the children's services of an area, under an authority's code."""
    return f"Children's services, {area.name}"[: 54 if authority else 60] + (f" ({authority})" if authority else "")


class Work:
    """One file being loaded into an area: the rows to write and to change, and what was found on the way."""

    def __init__(self, run, *, at, by=None):
        """Begin for a run."""
        self.run, self.at, self.by = run, at, by
        self.day, self.until = london(at), named(run.year).end
        self.authority = run.authority
        self.issuer = issuer_of(run.area, run.authority)
        # Numbers that were recorded by hand, or loaded before authorities were kept, name the area alone.
        self.issuers = {self.issuer, issuer_of(run.area)}
        before = (each.code for each in authorities.every() if authorities.follows(run.authority, each.code))
        self.issuers_before = {issuer_of(run.area, code) for code in before}
        self.area_id, self.team_id, self.agency_id = run.area_id, run.team_id, run.team.agency_id
        self.sheets = Sheets(
            area_id=run.area_id, team_id=run.team_id, agency_id=self.agency_id, recorded_at=at, run_id=run.pk,
            recorded_by_id=by.pk if by else None, taken_by_id=by.pk if by else None,
        )  # fmt: skip
        self.changes = defaultdict(dict)
        self.journals = []  # what was written of each child, the child in turn last, so that it can be taken back
        self.shown = []  # each child with what a trial shows of it
        self.known = set()  # contradictions that are listed already
        self.seen = set()  # numbers of children met in this file
        self.spelled = {}  # what is left of a number without zeros and signs, birth and sex: the number met first
        self.put_off = []  # children whose number is like one met before: they come last, when that one is on file

    def put_off_alike(self, records):
        """Return the children of a part of a file but those who have a number like that of one met before."""
        kept = []
        for told in records:
            who = told.record["ChildIdentifiers"]
            number, birth, sex = who.get("LAchildID") or "", who.get("PersonBirthDate"), who.get("Sex")
            first = self.spelled.setdefault((bare_number(number), birth, sex), number)
            (kept if first == number else self.put_off).append(told)
        return kept

    def add(self, model, **row):
        """Take a row to be written."""
        key = model._meta.pk
        if isinstance(key, UUIDField):
            row.setdefault(key.attname, new_key())
        if self.journals:
            self.journals[-1].add(model, row)
        return self.sheets.add(model, row)

    def change(self, model, pk, **values):
        """Take values to be written to a row that is on file."""
        if self.journals:
            self.journals[-1].change(model, pk, values)
        self.changes[model].setdefault(pk, {}).update(values)

    def write(self):
        """Write all that was taken, and what stood there before."""
        fill(self.journals)
        for journal in self.journals:
            self.sheets.add(LoadedChild, journal.row())
        self.journals.clear()
        self.sheets.write()
        alike = defaultdict(list)
        for model, rows in self.changes.items():
            for pk, values in rows.items():
                alike[model, tuple(sorted(values))].append((*(values[name] for name in sorted(values)), pk))
        for (model, names), rows in alike.items():
            update(model, names, rows)
        self.changes.clear()


def update(model, names, rows):
    """Write the same columns of many rows."""
    fields = [model._meta.get_field(name) for name in names]
    setting: list[sql.Composable] = [
        sql.SQL("{} = %s::" + one.db_type(connection)).format(sql.Identifier(one.column)) for one in fields
    ]
    if any(one.name == "version" for one in model._meta.concrete_fields):
        setting.append(sql.SQL("version = version + 1"))
    statement = sql.SQL("UPDATE {} SET {} WHERE id = %s::uuid").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(setting)
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


@dataclass
class Case:
    """One child of the file: what it says, what the file before said, and what is on record."""

    work: Work
    told: dict[str, Any]
    person: dict[str, Any]
    on_file: Any
    before: dict[str, Any] = field(default_factory=dict)
    is_new: bool = True
    is_changed: bool = False
    contradictions: int = 0
    unread: int = 0

    def __post_init__(self):
        """Have all that is written from now on kept as written of this child."""
        self.journal = Journal(self.person["id"], self.is_new)
        self.work.journals.append(self.journal)

    def overwrite(self, rows, **values):
        """Write values at once to rows on file, and keep what stood there."""
        for was in rows.values("pk", *values):
            self.journal.change(rows.model, was.pop("pk"), values, was)
        rows.update(**values)

    def add(self, model, **row):
        """Take a row about this child to be written."""
        self.is_changed = True
        return self.work.add(model, **row)

    def change(self, model, row, **values):
        """Change a row that is on file, or one that is still to be written."""
        self.is_changed = True
        row |= values
        if row.get("is_new"):
            row["row"].update(values)
        else:
            self.work.change(model, row["id"], **values)

    def contradict(self, element, line, said, on_record, why=""):
        """List what the file says against the record."""
        self.contradictions += 1
        self.list(element, line, shown(said), shown(on_record), why)

    def lacks(self, element, line, why):
        """List a part of the file that could not be loaded."""
        self.unread += 1
        self.list(element, line, "", "", why)

    def list(self, element, line, said, on_record, why):
        """Keep an entry for a person to look at, unless it waits already."""
        key = (self.person["id"], element, said, on_record)
        if key in self.work.known:
            return
        self.work.known.add(key)
        self.work.add(
            Contradiction, person_id=self.person["id"], line=line, element=element, said=said, on_record=on_record,
            why=why[:200],
        )  # fmt: skip

    def is_newer(self, element, line, now, said, was):
        """Say whether what the file says may be written: it says something else, and nobody but a file said it."""
        if said in (None, "", []) or said == now:
            return False
        if now in EMPTY or now == was:
            return True
        self.contradict(element, line, said, now)
        return False

    def step(self, kind, pk, step, before, to, happened_on, line):
        """Keep the step that a fact of the file stands for, and its line in the chronology."""
        work, moment = self.work, noon(happened_on)
        subject = Subject(kind, pk, [self.person["id"]], work.area_id)
        told = {"by": work.by, "at": work.at, "happened_at": moment, "agency_id": work.agency_id}
        row = step_row(step, subject, to_state=to, before=before, note=self.source(line), **told)
        work.add(StepTaken, **row)
        for each in line_rows(step, subject, **told):
            work.add(Line, **each)

    def source(self, line):
        """Return where in which file a fact stands."""
        return f"Census {self.work.run.year}, line {line}"

    def clock(self, clock, kind, pk, team_id, started_on, *, met_on=None, cancelled=""):
        """Run a clock from a day, or keep that it was met on a day or never ran out."""
        answer = due_by(clock, started_on)
        if answer is None:
            return
        subject = Subject(kind, pk, [self.person["id"]], self.work.area_id, team_id)
        row = deadline_by_law(subject, answer, started=noon(started_on), met=noon(met_on) if met_on else None)
        self.work.add(
            Deadline, **row, cancelled_at=self.work.at if cancelled else None, cancel_reason=cancelled
        )  # fmt: skip


def shown(value):
    """Return a value as a list of contradictions shows it."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))[:200]
    return "" if value is None else str(value)[:200]
