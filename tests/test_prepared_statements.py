"""Every prepared statement of every room gives the records that its queryset gives when Django asks it."""

import importlib
import pkgutil
from collections import Counter
from datetime import timedelta
from itertools import chain

import pytest
from django.db import DEFAULT_DB_ALIAS, transaction

import harbourlight
from harbourlight.config.bench_inside import cookies_of, someone
from harbourlight.demo import load
from harbourlight.foundations.access.guard import as_system, ask_as
from harbourlight.foundations.access.middleware import LONDON, read_clock
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.agencies.models import Team
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.meetings.models import Meeting
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.statements.prepared import Parameter, Prepared
from harbourlight.practice.childinneed.models import Plan
from harbourlight.practice.frontdoor.models import Contact

pytestmark = pytest.mark.django_db
NOT_IMPORTED = (".tests", ".migrations", ".wsgi", ".bench", ".__main__")
READERS = ("selina.senior", "bob.school")
FOUND_AT_LEAST = 40  # statements that find something in a small demonstration: the others are compared when empty


def every_statement():
    """Return the prepared statements of every module, by module and name."""
    for module in pkgutil.walk_packages(harbourlight.__path__, "harbourlight."):
        if not any(part in module.name for part in NOT_IMPORTED):
            yield from (
                (f"{module.name}.{name}", value)
                for name, value in vars(importlib.import_module(module.name)).items()
                if isinstance(value, Prepared) and value.declare.__module__ == module.name
            )


class Values:
    """A value for every parameter that a statement names, from the rows of the demonstration."""

    def __init__(self, reader, at):
        child = Line.objects.values_list("person_id", flat=True).first()
        plan = Plan.objects.select_related("episode").first()
        self.known = {
            **dict.fromkeys(("asker", "reader", "id", "worker", "author", "lead", "voter"), reader.pk),
            **dict.fromkeys(("person", "pk"), child),
            **{key: [reader.pk, reader.agency_id] for key in ("own", "holders")},
            "agency": reader.agency_id, "key": cookies_of(reader)["sessionid"],
            "at": at, "on": at.astimezone(LONDON).date(), "since": at - timedelta(days=400), "before": at,
            "people": list(Person.objects.values_list("pk", flat=True)),
            "teams": list(Team.objects.values_list("pk", flat=True)),
            "team": Contact.objects.values_list("team_id", flat=True).first(),
            "meetings": list(Meeting.objects.values_list("pk", flat=True)[:200]),
            "kinds": list(Meeting.objects.values_list("type", flat=True).distinct()),
            "sources": list(Action.objects.values_list("source_id", flat=True).distinct()),
            "episode": plan.episode_id if plan else child,
        }  # fmt: skip

    def of(self, prepared):
        """Return the values of the parameters of a statement."""
        names = {param.name for param in prepared.compiled[1] if isinstance(param, Parameter)}
        known = self.known
        if "ids" in names:
            own = prepared.declare().model.objects.values_list("pk", flat=True)[:200]
            contacts = Contact.objects.values_list("pk", flat=True)[:200]
            known = known | {"ids": list(chain(own, contacts, known["people"]))}
        return {name: known[name] for name in names}


def by_django(prepared, values):
    """Return what a queryset gives when Django's own compiler and cursor ask it, with values for its parameters.

    All that it gives, without its limit: of rows that stand alike in its order either may come first.
    """
    queryset = prepared.declare()
    most = queryset.query.high_mark
    queryset.query.clear_limits()
    compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
    say = compiler.as_sql

    def with_values(*args, **kwargs):
        sql, params = say(*args, **kwargs)
        return sql, [values[param.name] if isinstance(param, Parameter) else param for param in params]

    compiler.as_sql = with_values
    queryset.query.get_compiler = lambda *args, **kwargs: compiler
    return list(queryset), most


def held_by(record):
    """Return all that a record holds, with its related records; the values of one that is none."""
    if not hasattr(record, "_state"):
        return tuple(record.values()) if isinstance(record, dict) else record
    held = {name: value for name, value in vars(record).items() if not name.startswith("_")}
    related = sorted((name, held_by(other)) for name, other in record._state.fields_cache.items() if other)
    return type(record).__name__, sorted(held.items()), related


def is_same(records, theirs, most):
    """Say whether records are those of a queryset, as many as its limit lets through."""
    ours, theirs = Counter(repr(held_by(each)) for each in records), Counter(repr(held_by(each)) for each in theirs)
    return len(records) == min(theirs.total(), most or theirs.total()) and ours <= theirs


@pytest.fixture
def demonstration(tmp_path, settings):
    """Load a small demonstration."""
    settings.DATA = tmp_path
    with as_system("a test loads the demonstration"):
        load.load(now=read_clock(), children=120, years=0.4, seed=5)


def test_each_gives_the_records_of_its_queryset(demonstration):
    statements, found, faults, at = dict(every_statement()), set(), [], read_clock()
    assert len(statements) >= 74
    for reader in map(someone, READERS):
        with transaction.atomic():
            ask_as(reader.pk)
            with as_system("a test compares every row"):
                values = Values(reader, at)
                for name, prepared in statements.items():
                    given = values.of(prepared)
                    theirs, most = by_django(prepared, given)
                    found |= {name} if theirs else set()
                    if not is_same(prepared(**given), theirs, most):
                        faults.append(f"{name} for {reader.email}")
    assert not faults
    assert len(found) >= FOUND_AT_LEAST, f"nothing to compare: {sorted(set(statements) - found)}"
