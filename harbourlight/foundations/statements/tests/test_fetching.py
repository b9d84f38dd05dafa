"""Statements asked in one journey: each gets its own answer, and a journey that fails leaves nothing behind."""

import signal

import psycopg
import pytest
from django.db import DataError, OperationalError, connection, transaction

from harbourlight.foundations.statements import fetching
from harbourlight.foundations.statements.fetching import fetch_together, gather
from harbourlight.foundations.statements.prepared import PlainSQL
from harbourlight.foundations.statements.transport import run_together

pytestmark = pytest.mark.django_db


def number(value):
    return PlainSQL("SELECT %s::integer", [value])


def test_each_statement_has_its_own_answer_in_its_place():
    long = PlainSQL("SELECT n, repeat('x', 500) FROM generate_series(1, %s::integer) AS n", [2000])
    first, many, last = fetch_together([number(1), long, number(3)])
    assert (first, last) == ([(1,)], [(3,)])
    assert [row[0] for row in many] == list(range(1, 2001))


def test_a_statement_fails_as_it_would_alone_and_the_connection_goes_on():
    for _ in range(2):
        with pytest.raises(DataError), transaction.atomic():
            fetch_together([number(1), PlainSQL("SELECT 1 / %s::integer", [0]), number(3)])
        assert fetch_together([number(4), number(5)]) == [[(4,)], [(5,)]]


def test_a_statement_that_the_server_refuses_to_prepare_is_not_kept():
    for _ in range(2):
        with pytest.raises(Exception, match="no_such_table"), transaction.atomic():
            fetch_together([number(1), PlainSQL("SELECT * FROM no_such_table", [])])
        assert fetch_together([number(1), number(2)]) == [[(1,)], [(2,)]]


def test_a_connection_that_is_cut_on_the_way_is_told_and_closed():
    with psycopg.connect(**connection.get_connection_params()) as own:
        cut = ("SELECT pg_terminate_backend(pg_backend_pid())", [])
        with pytest.raises(psycopg.OperationalError):
            run_together(own, [("SELECT 1", []), cut, ("SELECT 2", [])])
        assert own.closed


def test_an_interrupted_journey_leaves_no_answers_for_the_next():
    """Whoever stops a page in the middle of a journey leaves no answers on the connection."""
    own = psycopg.connect(**connection.get_connection_params())
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    with pytest.raises(KeyboardInterrupt):
        run_together(own, [("SELECT 1", []), ("SELECT pg_sleep(20)", []), ("SELECT 2", [])])
    if not own.closed:
        own.rollback()
        assert run_together(own, [("SELECT 3", []), ("SELECT 4", [])]) == [[(3,)], [(4,)]]
    own.close()


def test_works_go_on_side_by_side_and_return_what_they_made():
    journeys = []

    def one():
        (value,) = yield number(1)
        return value

    def two():
        (first,), (second,) = yield number(2), number(3)
        (third,) = yield number(4)
        return first + second + third

    def none():
        return "nothing asked"
        yield

    def counted(questions):
        journeys.append(len(questions))
        return fetch_together(questions)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetching, "fetch_together", counted)
        assert gather([one(), two(), none(), "as it is"]) == [(1,), (2, 3, 4), "nothing asked", "as it is"]
    assert journeys == [3, 1]


def test_a_work_that_breaks_is_heard_of():
    def broken():
        yield number(1)
        raise ValueError("what it found cannot be")

    with pytest.raises(ValueError, match="cannot be"):
        gather([broken()])


def test_a_database_that_is_away_is_told_as_django_tells_it(monkeypatch):
    def away(connection, statements):
        raise psycopg.OperationalError("the server closed the connection")

    monkeypatch.setattr(fetching, "run_together", away)
    with pytest.raises(OperationalError):
        fetch_together([number(1), number(2)])
