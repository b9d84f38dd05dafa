"""Writing many rows of one table with one short statement."""

import json

from django.db import connection, transaction


def store(model, rows):
    """Insert new rows of a model that has no generated columns; never asks for rows back.

    One JSON value carries them all: a statement with a placeholder for each cell takes longer to read
    than to carry out, and COPY is refused under row-level security.
    """
    if not rows:
        return
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    table, columns = quote(model._meta.db_table), ", ".join(quote(field.column) for field in fields)
    told = [{field.column: getattr(row, field.attname) for field in fields} for row in rows]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} "  # noqa: S608 - names of our own model
            f"FROM json_populate_recordset(NULL::{table}, %s::json)",
            [json.dumps(told, default=str)],
        )
