"""Several statements asked in one journey, and several pieces of work carried on side by side.

A panel of a page is a generator that yields its statements and is sent the answers: what all panels of a page ask at
the same step travels to the database together.
"""

from inspect import isgenerator

from django.db import DEFAULT_DB_ALIAS, connections

from .prepared import Bound
from .transport import rows_of, run_together


def fetch_together(statements):
    """Ask statements in one journey to the database; return the answer to each."""
    connection = connections[DEFAULT_DB_ALIAS]
    needed = [each for each in statements if not each.is_needless]
    if connection.queries_logged or len(needed) < 2:
        found = [rows_of(connection, *each.statement) for each in needed]
    else:
        connection.ensure_connection()
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors:
            found = run_together(connection.connection, [each.statement for each in needed])
    rows = dict(zip(map(id, needed), found, strict=True))
    return [each.answer(rows[id(each)]) if id(each) in rows else [] for each in statements]


def gather(works):
    """Carry on several works at once, and return what each returns.

    A work that is a generator yields statements, one or several, and is sent the answer of each; what the works ask at
    the same step goes to the database together. A statement alone is asked; whatever else is returned as it is.
    """
    results = [answer_to(work) if isinstance(work, Bound) else work for work in works]
    going = {place: work for place, work in enumerate(results) if isgenerator(work)}
    answers: dict = dict.fromkeys(going)
    while True:
        yielded = {}
        for place, work in list(going.items()):
            try:
                yielded[place] = work.send(answers[place])
            except StopIteration as end:
                results[place] = end.value
                del going[place]
        if not yielded:
            break
        fetched = iter(fetch_together([each for statements in yielded.values() for each in several(statements)]))
        for place, statements in yielded.items():
            found = tuple(next(fetched) for _ in several(statements))
            answers[place] = found if isinstance(statements, tuple) else found[0]
    return results


def answer_to(statement):
    """Ask one statement, as a work of its own."""
    return (yield statement)


def several(statements):
    """Return one statement, or several, as a tuple."""
    return statements if isinstance(statements, tuple) else (statements,)
