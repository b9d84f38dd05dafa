"""Statements that the server keeps prepared on each connection: asked one by one, or several in one journey.

psycopg prepares them, carries them and knows when it must prepare them anew; values and rows travel in binary.
"""

from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from types import SimpleNamespace

from psycopg import Error, OperationalError, RawCursor
from psycopg.adapt import Loader
from psycopg.pq import Format, TransactionStatus

LONGEST = 30.0  # seconds that a statement or a journey may take: nobody waits longer for a page
MOST_KEPT = 1000  # statements that a connection keeps prepared; psycopg's own limit is less than the product asks


class JsonText(Loader):
    """Gives JSON as its text, which a field of Django reads."""

    format = Format.BINARY

    def load(self, data):
        """Leave out the byte that says the version."""
        return bytes(data[1:]).decode()


class Statement:
    """As much of a cursor as is needed: a statement is executed with its values, and all rows are fetched."""

    def __init__(self, connection):
        """Take an open connection of psycopg."""
        self.connection = connection
        self._query = SimpleNamespace(query=None)  # where Django looks for the words, when it logs statements

    def execute(self, sql, values=()):
        """Run a statement, whose values stand as ``%s``; raise psycopg's errors.

        Values of other types are another statement to the server, which learns the types when it prepares.
        """
        self._query.query = numbered(sql)
        self.cursor = cursor_for(self.connection, sql)
        with in_time(self.connection):
            self.cursor.execute(numbered(sql), values, prepare=True, binary=True)

    def fetchall(self):
        """Return the rows, as tuples."""
        return rows_in(self.cursor)

    def close(self):
        """Hold nothing."""


def run_together(connection, statements):
    """Run (statement, values) one after another in one journey to the server; return the rows of each.

    The first that fails is raised, and those behind it have not been run.
    """
    asked: dict[str, int] = {}
    cursors = []
    with in_time(connection), connection.pipeline():
        for sql, values in statements:
            asked[sql] = asked.get(sql, 0) + 1
            cursor = cursor_for(connection, sql, asked[sql])
            cursor.execute(numbered(sql), values, prepare=True, binary=True)
            cursors.append(cursor)
    return [rows_in(cursor) for cursor in cursors]


def rows_in(cursor):
    """Return all rows of what was executed, as tuples; none where it gives no rows."""
    return cursor.fetchall() if cursor.pgresult.nfields else []


def cursor_for(connection, sql, time=1):
    """Return the connection's own cursor for a statement; each further time in one journey has one of its own.

    A cursor knows, after its first rows, how each column is read: to make one anew costs as much as to ask.
    """
    kept = vars(connection).setdefault("cursors_by_statement", {})
    if (sql, time) not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[sql, time] = cursor_of(connection)
    return kept[sql, time]


def cursor_of(connection):
    """Return a cursor whose values go to the server apart from the words; psycopg is told how much to keep."""
    if connection.prepared_max != MOST_KEPT:
        connection.prepared_max = MOST_KEPT
        connection.adapters.register_loader("jsonb", JsonText)
    return RawCursor(connection)


@contextmanager
def in_time(connection):
    """Let what is asked inside take no longer than `LONGEST`, and close a connection that is left in the middle.

    What would come on it next would be the answer to something else.
    """
    connection.wait = partial(type(connection).wait, connection, timeout=LONGEST)
    try:
        yield
    except BaseException as failure:
        if connection.pgconn.transaction_status != TransactionStatus.ACTIVE:
            raise
        give_up(connection)
        if not isinstance(failure, Error):
            raise
        raise OperationalError(f"The database has not answered in {LONGEST:g} seconds") from failure
    finally:
        del connection.wait


def give_up(connection):
    """Tell the server to stop, and close the connection."""
    with suppress(Error):
        connection.cancel_safe(timeout=1)
    connection.close()


def rows_of(connection, sql, values):
    """Return the rows of a statement whose parameters are left to the server, so that it keeps it prepared.

    Other cursors put parameters into the text: the history of rows joins two statements into one, which
    cannot be prepared. Where statements are logged, Django's own wrapper sees this one too.
    """
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    cursor = Statement(connection.connection)
    if connection.queries_logged:
        cursor = connection._prepare_cursor(cursor)
    with connection.wrap_database_errors:
        cursor.execute(sql, values)
        return cursor.fetchall()


@lru_cache(maxsize=1024)
def numbered(sql):
    """Return a statement with its values numbered, as the server reads them."""
    first, *parts = sql.split("%s")
    text = first + "".join(f"${number}{part}" for number, part in enumerate(parts, 1))
    return text.replace("%%", "%").encode()
