"""How the floor asks the database: plain statements, several in one journey, and the read log."""

from django.db import connection
from psycopg import Cursor
from psycopg.rows import namedtuple_row

from harbourlight.config import bench_floor_sql as sql


def ask(statement, *values):
    """Return the rows of a statement."""
    cursor = Cursor(connection.connection, row_factory=namedtuple_row)
    return cursor.execute(statement, values, prepare=True, binary=True).fetchall()


def ask_all(*asked):
    """Return the rows of each of several (statement, values...), asked in one journey."""
    cursors = [Cursor(connection.connection, row_factory=namedtuple_row) for _ in asked]
    with connection.connection.pipeline():
        for cursor, (statement, *values) in zip(cursors, asked, strict=True):
            cursor.execute(statement, values, prepare=True, binary=True)
    return [cursor.fetchall() for cursor in cursors]


def tell(statement, *values):
    """Run a statement whose rows nobody reads."""
    Cursor(connection.connection).execute(statement, values, prepare=True)


def log(reader, at, place, verb, ids):
    """Write the read log."""
    if ids:
        tell(sql.READ, at, reader.id, verb, place, list(ids))
