"""Writes many rows of any model at once, each a dict of its columns; what a row leaves out has the model's default.

The rows go as one array for each column, which any role may send; PostgreSQL copies into no table under row-level
security. Foreign keys are checked at the end of the transaction, so that order is free.
"""

import gc
import os
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from psycopg import Cursor, sql

AT_ONCE = 5000  # rows of one statement
KEYS_AT_ONCE = 1000


class Sheets:
    """Collects rows of many models and writes them, one table after the other.

    ``always`` are columns that every row of every model has which leaves them out. Rows of one model name the same
    columns. A model with ``child_ids`` takes its one child from ``person_id`` or, without that, from ``child``.
    """

    def __init__(self, **always):
        """Begin empty."""
        self.always = always
        self.rows = defaultdict(list)

    def add(self, model, row):
        """Take one row and give it back; of the children of a record there is one."""
        if "child_ids" in row:
            (row["child"],) = row.pop("child_ids")
        self.rows[model].append(row)
        return row

    def write(self):
        """Write what was collected, and begin again; return how many rows there were."""
        written = 0
        for model, rows in self.rows.items():
            if rows:
                write(model, rows, self.always)
                written += len(rows)
        self.rows.clear()
        return written


@contextmanager
def many_rows() -> Iterator[None]:
    """Put off the search for dead objects that name each other: among many rows it is long and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def key_texts() -> Iterator[str]:
    """Yield random keys (UUID, version 4) without end; the system is asked for a thousand at once."""
    while True:
        digits = os.urandom(16 * KEYS_AT_ONCE).hex()
        for start in range(0, len(digits), 32):
            one = digits[start : start + 32]
            yield f"{one[:12]}4{one[13:16]}{'89ab'[int(one[16], 16) & 3]}{one[17:]}"


KEYS = key_texts()


def new_key() -> uuid.UUID:
    """Return a random key."""
    return uuid.UUID(next(KEYS))


def write(model, rows, always):
    """Write rows of one model."""
    names = list(rows[0])
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    told = {field.attname: field for field in fields}
    key = model._meta.pk
    if isinstance(key, models.UUIDField) and key.attname not in names:
        rows = [{**row, key.attname: text} for row, text in zip(rows, KEYS, strict=False)]
        names.append(key.attname)
    types = [told[name].db_type(connection) if name in told else "uuid" for name in names]
    columns, taken, constants = [], [], []
    for field in fields:
        columns.append(sql.Identifier(field.column))
        expression, parameters = source_of(field, names, always)
        taken.append(expression)
        constants += parameters
    statement = sql.SQL("INSERT INTO {table} ({columns}) SELECT {taken} FROM unnest({arrays}) AS r ({names})").format(
        table=sql.Identifier(model._meta.db_table),
        columns=sql.SQL(", ").join(columns),
        taken=sql.SQL(", ").join(taken),
        arrays=sql.SQL(", ").join(sql.SQL("%s::" + sent_as(kind) + "[]") for kind in types),
        names=sql.SQL(", ").join(map(sql.Identifier, names)),
    )
    insert(statement, constants, names, rows)


def insert(statement, constants, names, rows):
    """Insert rows by one statement for each some thousand of them."""
    connection.ensure_connection()
    rest = iter(rows)
    with Cursor(connection.connection) as cursor:
        while some := list(islice(rest, AT_ONCE)):
            arrays = (array_of([row[name] for row in some]) for name in names)
            cursor.execute(statement, [*constants, *arrays], prepare=False)


def source_of(field, names, always):
    """Return the SQL by which a column is filled, and its parameters."""
    kind = sql.SQL(field.db_type(connection))
    if field.attname in names:
        taken = sql.SQL("r.") + sql.Identifier(field.attname)
        return (sql.SQL("{}::{}").format(taken, kind) if sent_as(field.db_type(connection)) == "text" else taken), []
    if field.attname == "child_ids":
        return sql.SQL("ARRAY[r.{}]").format(sql.Identifier("person_id" if "person_id" in names else "child")), []
    value = always[field.attname] if field.attname in always else field.get_default()
    if isinstance(field, ArrayField) and value is not None:
        return sql.SQL("%s::text::{}").format(kind), ["{" + ",".join(map(str, value)) + "}"]
    return sql.SQL("%s::{}").format(kind), [field.get_db_prep_save(value, connection)]


PLAIN = frozenset({"uuid", "date", "integer", "smallint", "bigint", "boolean", "timestamp with time zone"})


def sent_as(kind):
    """Return the type in which the values of a column go: their own, or text, of which the column's is made."""
    return kind if kind in PLAIN else "text"


def array_of(values):
    """Return values as PostgreSQL writes an array."""
    return "{" + ",".join(map(element, values)) + "}"


def element(value):
    """Return a value as it stands in an array."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, uuid.UUID):
        return value.hex
    return value.isoformat() if isinstance(value, date) else str(value)
