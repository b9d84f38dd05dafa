"""Statements that the server keeps prepared on each connection, asked without a cursor's detours.

A cursor of psycopg turns the text anew, waits in steps that Python takes, and reads moments in Python. What a busy page
asks goes through here: one call of libpq that waits without holding other threads, values and rows in binary.
"""

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
        connection, pgconn = self.connection, self.connection.pgconn
        kept = _kept.get(connection)
        if kept is None:
            kept = _kept[connection] = Kept(connection)
        if not connection.autocommit and pgconn.transaction_status == TransactionStatus.IDLE:
            connection.execute("")  # begins the transaction
        self._query.query, turn = numbered(sql), kept.turn
        values = turn.dump_sequence(values, [PyFormat.AUTO] * len(values))
        name = kept.names.get((sql, turn.types))
        if name is None:
            name = b"kept_%d" % len(kept.names)
            self._checked(pgconn.prepare, name, self._query.query, turn.types)
            kept.names[sql, turn.types] = name
        result = self._checked(pgconn.exec_prepared, name, values, turn.formats, Format.BINARY)
        turn.set_pgresult(result)
        self.rows = turn.load_rows(0, result.ntuples, tuple)

    def _checked(self, call, *words):
        """Return the result of a call of libpq, or raise what went wrong."""
        pgconn = self.connection.pgconn
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

    def fetchall(self):
        """Return the rows, as tuples."""
        return self.rows

    def close(self):
        """Hold nothing."""


@lru_cache(maxsize=1024)
def numbered(sql):
    """Return a statement with its values numbered, as the server reads them."""
    first, *parts = sql.split("%s")
    text = first + "".join(f"${number}{part}" for number, part in enumerate(parts, 1))
    return text.replace("%%", "%").encode()
