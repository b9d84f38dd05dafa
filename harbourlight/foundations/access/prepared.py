"""Statements that the server keeps prepared on each connection, asked without a cursor's detours.

A cursor of psycopg turns the text anew, waits in steps that Python takes, and reads moments in Python. What a busy page
asks goes through here: one call of libpq that waits without holding other threads, values and rows in binary.
"""

import select
from functools import lru_cache
from types import SimpleNamespace
from weakref import WeakKeyDictionary

from psycopg import OperationalError
from psycopg.adapt import Loader, PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, Format, TransactionStatus

GOOD = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)

_kept: WeakKeyDictionary = WeakKeyDictionary()  # what is kept for each connection


class Kept:
    """What is kept for a connection: the names of its statements, and how values are turned."""

    def __init__(self, connection):
        connection.adapters.register_loader("jsonb", JsonText)
        self.names = {}
        self.turn = Transformer(connection)


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
        self.rows = []
        self._query = SimpleNamespace(query=None)  # where Django looks for the words, when it logs statements

    def execute(self, sql, values=()):
        """Run a statement, whose values stand as ``%s``; raise psycopg's errors.

        Values of other types are another statement to the server, which learns the types when it prepares.
        """
        self._query.query = numbered(sql)
        kept, pgconn = kept_for(self.connection), self.connection.pgconn
        self.rows = rows_in(kept, checked(pgconn, pgconn.exec_prepared, *ready(self.connection, kept, sql, values)))

    def fetchall(self):
        """Return the rows, as tuples."""
        return self.rows

    def close(self):
        """Hold nothing."""


def run_together(connection, statements):
    """Run (statement, values) one after another in one journey to the server; return the rows of each.

    The first that fails is raised, and those behind it have not been run.
    """
    kept, pgconn = kept_for(connection), connection.pgconn
    readied = [ready(connection, kept, sql, values) for sql, values in statements]
    try:
        pgconn.enter_pipeline_mode()
        for words in readied:
            pgconn.send_query_prepared(*words)
        pgconn.pipeline_sync()
        results = [next_result(pgconn) for _ in readied]
        next_result(pgconn)  # says that all have been run
        pgconn.exit_pipeline_mode()
    except BaseException:
        connection.close()  # a journey cut short: what comes next on this connection would be another's answer
        raise
    return [rows_in(kept, checked(pgconn, lambda result=result: result)) for result in results]


def next_result(pgconn):
    """Return the result of the next statement of a journey once it has come; other threads go on meanwhile."""
    waiter = select.poll()
    waiter.register(pgconn.socket, select.POLLIN)
    found = None
    while True:
        while pgconn.is_busy():
            waiter.poll()
            pgconn.consume_input()
        result = pgconn.get_result()
        if result is None and found is None:
            raise OperationalError(pgconn.get_error_message())
        if result is None or result.status == ExecStatus.PIPELINE_SYNC:
            return found
        found = result


def kept_for(connection):
    """Return what is kept for a connection, in the transaction that it is to be in."""
    kept = _kept.get(connection)
    if kept is None:
        kept = _kept[connection] = Kept(connection)
    if not connection.autocommit and connection.pgconn.transaction_status == TransactionStatus.IDLE:
        connection.execute("")  # begins the transaction
    return kept


def ready(connection, kept, sql, values):
    """Return what libpq needs to run a statement, prepared first where the server does not know it: name, values..."""
    turn = kept.turn
    values = turn.dump_sequence(values, [PyFormat.AUTO] * len(values))
    name = kept.names.get((sql, turn.types))
    if name is None:
        name = b"kept_%d" % len(kept.names)
        checked(connection.pgconn, connection.pgconn.prepare, name, numbered(sql), turn.types)
        kept.names[sql, turn.types] = name
    return name, values, turn.formats, Format.BINARY


def rows_in(kept, result):
    """Return the rows of a result, as tuples."""
    kept.turn.set_pgresult(result)
    return kept.turn.load_rows(0, result.ntuples, tuple)


def checked(pgconn, call, *words):
    """Return the result of a call of libpq, or raise what went wrong."""
    try:
        result = call(*words)
    except MemoryError:
        if pgconn.status != ConnStatus.BAD:
            raise
        raise OperationalError(pgconn.get_error_message()) from None
    if result.status not in GOOD:
        if pgconn.status == ConnStatus.BAD:
            raise OperationalError(pgconn.get_error_message())
        raise error_from_result(result)
    return result


@lru_cache(maxsize=1024)
def numbered(sql):
    """Return a statement with its values numbered, as the server reads them."""
    first, *parts = sql.split("%s")
    text = first + "".join(f"${number}{part}" for number, part in enumerate(parts, 1))
    return text.replace("%%", "%").encode()
