"""Writes many rows of any model at once, each a dict of its columns; what a row leaves out has the model's default.

PostgreSQL copies into no table under row-level security, so many rows go through a temporary table. Foreign keys are
checked at the end of the transaction, so that order is free.
"""

from collections import defaultdict
from operator import itemgetter

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from psycopg import sql

FEW = 400  # rows that are written without a temporary table, which the serving role may not make


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
        """Take one row and give it back."""
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


def write(model, rows, always):
    """Write rows of one model."""
    names = list(rows[0])
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    told = {field.attname: field for field in fields}
    types = [told[name].db_type(connection) if name in told else "uuid" for name in names]
    columns, taken, constants = [], [], []
    for field in fields:
        columns.append(sql.Identifier(field.column))
        expression, parameters = source_of(field, names, always)
        taken.append(expression)
        constants += parameters
    parts = {
        "table": sql.Identifier(model._meta.db_table),
        "columns": sql.SQL(", ").join(columns),
        "taken": sql.SQL(", ").join(taken),
        "names": sql.SQL(", ").join(map(sql.Identifier, names)),
    }
    values = itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
    if len(rows) <= FEW:
        insert_few(parts, types, [values(row) for row in rows], constants)
    else:
        insert_many(parts, zip(names, types, strict=True), map(values, rows), constants)


def source_of(field, names, always):
    """Return the SQL by which a column is filled, and its parameters."""
    if field.attname in names:
        return sql.SQL("r.") + sql.Identifier(field.attname), []
    if field.attname == "child_ids":
        return sql.SQL("ARRAY[r.{}]").format(sql.Identifier("person_id" if "person_id" in names else "child")), []
    if field.primary_key:
        return sql.SQL("gen_random_uuid()"), []
    value = always[field.attname] if field.attname in always else field.get_default()
    kind = sql.SQL(field.db_type(connection))
    if isinstance(field, ArrayField) and value is not None:
        return sql.SQL("%s::{}").format(kind), ["{" + ",".join(map(str, value)) + "}"]
    return sql.SQL("%s::{}").format(kind), [field.get_db_prep_save(value, connection)]


def insert_few(parts, types, rows, constants):
    """Insert rows from a list of values."""
    casts = sql.SQL("({})").format(sql.SQL(", ").join(sql.SQL("%s::" + kind) for kind in types))
    for start in range(0, len(rows), 100):
        some = rows[start : start + 100]
        statement = sql.SQL("INSERT INTO {table} ({columns}) SELECT {taken} FROM (VALUES {all}) AS r ({names})")
        with connection.cursor() as cursor:
            cursor.execute(
                statement.format(**parts, all=sql.SQL(", ").join([casts] * len(some))),
                [*constants, *(value for row in some for value in row)],
            )


def insert_many(parts, kinds, rows, constants):
    """Insert rows by way of a temporary table."""
    made = sql.SQL(", ").join(sql.SQL("{} " + kind).format(sql.Identifier(name)) for name, kind in kinds)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE TEMPORARY TABLE bulk_rows ({})").format(made))
        with cursor.copy(sql.SQL("COPY bulk_rows ({names}) FROM STDIN").format(**parts)) as writer:
            for row in rows:
                writer.write_row(row)
        statement = sql.SQL("INSERT INTO {table} ({columns}) SELECT {taken} FROM bulk_rows AS r")
        cursor.execute(statement.format(**parts), constants)
        cursor.execute("DROP TABLE bulk_rows")
