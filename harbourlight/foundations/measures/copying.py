"""Brings records into a columnar copy, and a part of a copy before PostgreSQL: for counting by both."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction

from .declarations import Measure
from .rows import Rows, fields_of


def fields_counted(measures: Iterable[Measure]) -> dict[str, list[str]]:
    """Return the fields of each table that the described measures are counted by: no names, no words."""
    found: dict[str, set[str]] = {}
    for measure in measures:
        for rows in (measure.numerator, measure.denominator):
            if isinstance(rows, Rows):
                for table, fields in fields_of(rows).items():
                    found.setdefault(table, set()).update(fields)
    return {table: sorted(fields) for table, fields in found.items()}


def export(measures: Iterable[Measure], folder: Path) -> None:
    """Write the records that the asker sees as Parquet files, with the fields that are counted only."""
    for table, fields in fields_counted(measures).items():
        model, typed = apps.get_model(table), types_of(table, fields)
        columns = ", ".join(outward(model, field) for field in fields)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".csv") as file, connection.cursor() as cursor:
            outof = f"COPY (SELECT {columns} FROM {model._meta.db_table}) TO STDOUT (FORMAT csv)"  # noqa: S608
            with cursor.copy(outof) as lines:
                for line in lines:
                    file.write(line)
            file.flush()
            shape = "{" + ", ".join(f"'{field}': '{typed[field]}'" for field in fields) + "}"
            plain = "auto_detect = false, header = false, allow_quoted_nulls = false"  # a table may be empty
            read = f"read_csv('{file.name}', {plain}, columns = {shape})"
            duckdb.connect().execute(f"COPY (FROM {read}) TO '{folder / table}.parquet' (FORMAT parquet)")


@contextmanager
def stand_in(measures: Iterable[Measure], folder: Path, areas: Iterable) -> Iterator[None]:
    """Put some areas of a copy before PostgreSQL, in tables of this transaction that hide the real ones.

    Needs the role that may make temporary tables. Nothing of it stays.
    """
    some = ", ".join(f"'{area}'" for area in areas)
    with transaction.atomic(), connection.cursor() as cursor:
        for table, fields in fields_counted(measures).items():
            name, columns = apps.get_model(table)._meta.db_table, ", ".join(fields)
            cursor.execute(f"CREATE TEMP TABLE {name} AS SELECT {columns} FROM {name} WITH NO DATA")  # noqa: S608
            copy_into(cursor, name, fields, folder / f"{table}.parquet", some)
            cursor.execute(f"CREATE INDEX ON {name} (area_id)")
            if "child_ids" in fields:
                cursor.execute(f"CREATE INDEX ON {name} USING gin (child_ids)")
            cursor.execute(f"ANALYZE {name}")
        yield
        for table in fields_counted(measures):
            cursor.execute(f"DROP TABLE pg_temp.{apps.get_model(table)._meta.db_table}")


def copy_into(cursor, name: str, fields: list[str], file: Path, some: str) -> None:
    """Copy the rows of some areas from a Parquet file into a table of PostgreSQL."""
    columns = ", ".join(inward(field) for field in fields)
    with tempfile.TemporaryDirectory() as between:
        written = Path(between) / "rows.csv"
        duckdb.connect().execute(
            f"COPY (SELECT {columns} FROM '{file}' WHERE area_id IN ({some})) "  # noqa: S608
            f"TO '{written}' (FORMAT csv, HEADER false)"
        )
        into = f"COPY {name} ({', '.join(fields)}) FROM STDIN (FORMAT csv)"
        with written.open("rb") as rows, cursor.copy(into) as lines:
            while part := rows.read(1 << 20):
                lines.write(part)


def types_of(table: str, fields: Iterable[str]) -> dict[str, str]:
    """Return the type of each field in the copy."""
    model = apps.get_model(table)
    return {field: type_of(model._meta.get_field(field.removesuffix("_id") if field == "area_id" else field))
            for field in fields}  # fmt: skip


def type_of(field) -> str:
    """Return the type of a field in the copy; moments and keys are what measures look at, and short words."""
    if isinstance(field, ArrayField):
        return f"{type_of(field.base_field)}[]"
    known = ((models.UUIDField, "UUID"), (models.ForeignKey, "UUID"), (models.DateTimeField, "TIMESTAMPTZ"),
             (models.DateField, "DATE"), (models.BooleanField, "BOOLEAN"))  # fmt: skip
    return next((name for kind, name in known if isinstance(field, kind)), "VARCHAR")


def outward(model, field: str) -> str:
    """Return a column as it leaves PostgreSQL: a list in the brackets that DuckDB reads."""
    return f"translate({field}::text, '{{}}', '[]')" if field == "child_ids" else field


def inward(field: str) -> str:
    """Return a column as it comes into PostgreSQL: a list in its braces."""
    return f"'{{' || array_to_string({field}, ',') || '}}'" if field == "child_ids" else field
