"""A journey to the database always ends: however much it carries, after a rollback, and when the server is silent."""

import socket
import threading
import time

import psycopg
import pytest
from django.db import connection

from harbourlight.foundations.statements import transport
from harbourlight.foundations.statements.transport import Statement, run_together

pytestmark = pytest.mark.django_db

PATIENCE = 20  # seconds; a journey takes milliseconds


@pytest.fixture
def own():
    """A connection of psycopg that no other test uses."""
    opened = psycopg.connect(**connection.get_connection_params())
    yield opened
    opened.close()


def within_patience(opened, work):
    """Return what a work on a connection gives; cut the connection and fail when it takes too long."""
    found = []
    worker = threading.Thread(target=lambda: found.append(work()), daemon=True)
    worker.start()
    worker.join(PATIENCE)
    if worker.is_alive():
        with socket.socket(fileno=opened.pgconn.socket) as wire:
            wire.shutdown(socket.SHUT_RDWR)
            wire.detach()
        worker.join(PATIENCE)
        pytest.fail("The journey did not end")
    return found[0]


@pytest.mark.parametrize("size", [200_000, 3_000_000])
def test_a_journey_with_long_values_ends(own, size):
    long = "x" * size
    asked = [("SELECT %s::text", [long])] * 4
    assert within_patience(own, lambda: run_together(own, asked)) == [[(long,)]] * 4


def test_a_long_value_ahead_of_a_long_answer_ends(own):
    answer = ("SELECT repeat('y', 4000) FROM generate_series(1, 500)", [])
    asked = [answer, ("SELECT length(%s::text)", ["x" * 3_000_000]), answer]
    first, (length,), last = within_patience(own, lambda: run_together(own, asked))
    assert (len(first), length, len(last)) == (500, (3_000_000,), 500)


def alone(own, sql, values):
    Statement(own).execute(sql, values)


def among_others(own, sql, values):
    run_together(own, [("SELECT 1", []), (sql, values), ("SELECT 2", [])])


@pytest.mark.parametrize("ask", [alone, among_others])
def test_what_takes_too_long_is_told_as_an_absent_database_and_stopped(own, monkeypatch, ask):
    monkeypatch.setattr(transport, "LONGEST", 0.5)
    backend, began = own.info.backend_pid, time.monotonic()
    with pytest.raises(psycopg.OperationalError, match=r"not answered in 0\.5 seconds"):
        ask(own, "SELECT pg_sleep(%s::integer)", [60])
    assert time.monotonic() - began < PATIENCE
    assert own.closed
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as another:
        for _ in range(50):
            if not another.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [backend]).fetchone():
                return
            time.sleep(0.1)
    pytest.fail("The server still works for nobody")


@pytest.mark.parametrize("undo", ["ROLLBACK", "ROLLBACK TO SAVEPOINT here"])
def test_questions_are_answered_after_somebody_elses_statement_was_kept_and_undone(own, undo):
    asked = [("SELECT %s::integer", [1]), ("SELECT %s::integer + 1", [1])]
    assert run_together(own, asked) == [[(1,)], [(2,)]]
    own.execute("SAVEPOINT here")
    for _ in range(7):
        psycopg.Cursor(own).execute("SELECT 7")  # psycopg keeps what it sees often
    own.execute(undo)
    for _ in range(2):
        assert run_together(own, asked) == [[(1,)], [(2,)]]
        own.rollback()
