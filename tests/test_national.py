"""The same declarations, counted by PostgreSQL and in a columnar copy: not one figure differs."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from harbourlight.config import roles
from harbourlight.demo import load
from harbourlight.demo.national import Country, areas_of, country_in, invent
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.measures import copying, registry
from harbourlight.foundations.measures.columnar import Copy
from harbourlight.foundations.measures.declarations import Figure, Month, Span
from tests.test_demo import NOW

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
LAST = Month.of(AT.date())
SPAN = Span(LAST.back(40), LAST, AT)


def described(folder):
    with Copy(folder) as copy:
        return [measure for measure in registry.MEASURES.values() if copy.can_count(measure)]


def differences(folder, areas, span):
    """Return how many records were counted, and the figures that the two engines do not agree on."""
    counted, found = 0, []
    with Copy(folder) as copy:
        for measure in described(folder):
            ours = copy.figures(measure, span)
            for area in areas:
                for month, figure in zip(span.months, measure.by_month(area, span.months, span.at), strict=True):
                    nothing = Figure(0) if figure.bottom is None else Figure(0, 0)
                    counted += figure.top
                    if ours.get((area, month), nothing) != figure:
                        found.append((measure.ref, str(month), ours.get((area, month)), figure))
    return counted, found


@pytest.fixture
def as_owner(db):
    """Ask the database as the owner, who may make temporary tables."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {roles.OWNER}")


@pytest.fixture
def country(tmp_path):
    """Return the folder of a small invented country."""
    invent(Country(3000, 3, AT, areas=4), tmp_path)
    return tmp_path


def test_a_country_is_counted_alike_by_both(country, as_owner):
    names = areas_of(country)
    sample = list(names)[:2]
    with copying.stand_in(described(country), country, sample):
        counted, found = differences(country, sample, SPAN)
    assert found == []
    assert counted > 5000
    assert {"FD-01", "FD-04", "FD-05", "FD-06", "FD-08", "FD-09", "FD-10", "FD-11"} <= {
        measure.ref for measure in described(country)
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname = 'frontdoor_contact'")
        assert cursor.fetchone() == (1,)


# Each line is one child: when it was referred. Months turn at midnight in London, twelve months at the microsecond.
REFERRED = (
    ("2026-03-31T22:59:59.999999",),
    ("2026-03-31T23:00",),
    ("2026-10-31T23:59:59.999999",),
    ("2026-10-25T00:30", "2026-10-25T01:30"),
    ("2025-11-01T00:00", "2026-11-01T00:00"),
    ("2025-10-31T23:59:59.999999", "2026-11-01T00:00"),
    ("2026-09-09T09:00", "2026-09-09T09:00"),
    ("2024-02-28T12:00", "2025-02-28T12:00"),
    ("2023-02-28T12:00", "2024-02-29T12:00"),
    ("2024-02-28T11:59:59", "2025-02-28T12:00"),
)
AGAIN = {"2024-02": (1, 3), "2025-02": (1, 2), "2026-03": (0, 1), "2026-04": (0, 1), "2026-09": (0, 2),
         "2026-10": (1, 3), "2026-11": (1, 2)}  # fmt: skip


def test_months_and_years_turn_alike(country, as_owner):
    file, area = country / "frontdoor.contact.parquet", next(iter(areas_of(country)))
    rows = ", ".join(
        f"(TIMESTAMPTZ '{datetime.fromisoformat(moment)}Z', '00000000-0000-4000-8000-{number:012}'::UUID)"
        for number, moments in enumerate(REFERRED)
        for moment in moments
    )
    duckdb.sql(
        f"COPY (SELECT uuid() AS id, '{area}'::UUID AS area_id, moment AS happened_at, [child] AS child_ids, "
        f"'web' AS source, 'referral' AS outcome, NULL::UUID AS same_event_as_id "
        f"FROM (VALUES {rows}) t(moment, child)) TO '{file}' (FORMAT parquet)"
    )
    with copying.stand_in(described(country), country, [area]):
        assert differences(country, [area], SPAN)[1] == []
    with Copy(country) as copy:
        again = copy.figures(registry.MEASURES["FD-06"], SPAN)
    for month, (top, bottom) in AGAIN.items():
        assert again[area, Month.parse(month)] == Figure(top, bottom), month


def test_the_demonstrations_records_are_counted_alike_by_both(db, tmp_path):
    with as_system("the demonstration"):
        load.load(now=NOW, children=120, years=1.5, seed=3)
        copying.export(registry.MEASURES.values(), tmp_path)
        last = Month.of(NOW.date())
        areas = list(Area.objects.values_list("pk", flat=True))
        counted, found = differences(tmp_path, areas, Span(last.back(20), last, NOW + timedelta(days=1)))
    assert found == []
    assert counted > 100


def test_a_copy_holds_what_is_counted_and_nothing_else():
    fields = copying.fields_counted(registry.MEASURES.values())
    counted = ["area_id", "child_ids", "happened_at", "id", "outcome", "same_event_as_id", "source"]
    assert fields["frontdoor.contact"] == counted
    assert {"frontdoor.contact", "pathways.deadline", "requests.request"} <= set(fields)
    words = {"TextField", "EmailField"}
    told = {
        f"{table}.{name}": apps.get_model(table)._meta.get_field(
            name.removesuffix("_id") if name == "area_id" else name
        )
        for table, names in fields.items()
        for name in names
    }
    assert [name for name, field in told.items() if field.get_internal_type() in words] == []
    assert not [table for table in fields if table.startswith("people.")]


def test_the_command_prints_time_memory_and_a_line_for_each_area(country, as_owner):
    out = StringIO()
    call_command("national", folder=country, years=1, contacts_a_year=10, compare=2, stdout=out)
    words = out.getvalue()
    assert "Counted" in words
    assert "MB of memory at most" in words
    assert words.count("\nArea 00") == 4
    assert "0 different" in words
    assert country_in(country).contacts_a_year == 3000
    with pytest.raises(CommandError, match="leave --folder out"):
        call_command("national", folder=Path("/nowhere"), records=True)
