"""Statements kept by the server: they are asked as a cursor would ask them, and fail as it would fail."""

import uuid
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection

from harbourlight.foundations.statements.transport import Statement, run_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    """A connection of psycopg that no other test uses."""
    opened = connection.get_new_connection(connection.get_connection_params())
    opened.autocommit = True
    yield opened
    opened.close()


def ask(opened, sql, *values):
    statement = Statement(opened)
    statement.execute(sql, values)
    return statement.fetchall()


VALUES = (
    (uuid.UUID(int=7), "uuid"),
    ([uuid.UUID(int=7), uuid.UUID(int=8)], "uuid[]"),
    (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "timestamptz"),
    (datetime(2026, 3, 29, 1, 30, tzinfo=UTC).date(), "date"),
    ("100% O'Neill", "text"),
    (["a", None], "text[]"),
    (2**40, "bigint"),
    (None, "text"),
    (True, "boolean"),
)


@pytest.mark.parametrize(("value", "kind"), VALUES, ids=[kind for _, kind in VALUES])
def test_a_value_comes_back_as_it_went(own, value, kind):
    assert ask(own, f"SELECT %s::{kind}", value) == [(value,)]


def test_a_moment_is_in_utc_and_json_is_its_text(own):
    (moment, held), = ask(own, "SELECT '2026-07-01 12:00+01'::timestamptz, '{\"kind\": \"alias\"}'::jsonb")  # fmt: skip
    assert moment.tzinfo == UTC
    assert moment.hour == 11
    assert held == '{"kind": "alias"}'


def test_a_per_cent_sign_is_written_twice_as_for_a_cursor(own):
    assert ask(own, "SELECT 'Anna' LIKE 'A%%' AND %s::boolean", True) == [(True,)]


def test_the_same_words_with_values_of_another_type(own):
    sql = "SELECT 1 + %s"
    assert [ask(own, sql, value) for value in (1, 2**40, 1)] == [[(2,)], [(2**40 + 1,)], [(2,)]]


def test_the_same_statement_twice_in_one_journey_answers_each_time_for_its_own_values(own):
    asked = [("SELECT %s::int", (1,)), ("SELECT %s::text", ("a",)), ("SELECT %s::int", (2,))]
    assert run_together(own, asked) == [[(1,)], [("a",)], [(2,)]]
    assert run_together(own, asked[::-1]) == [[(2,)], [("a",)], [(1,)]]


def test_a_statement_begins_the_transaction_it_belongs_to(own):
    own.autocommit = False
    ask(own, "SELECT set_config('harbourlight.actor', 'somebody', true)")
    assert ask(own, "SELECT current_setting('harbourlight.actor', true)") == [("somebody",)]
    own.rollback()
    assert ask(own, "SELECT current_setting('harbourlight.actor', true)") != [("somebody",)]


def test_a_refusal_says_what_the_database_refused(own):
    with pytest.raises(psycopg.errors.DivisionByZero):
        ask(own, "SELECT 1 / %s", 0)
    with pytest.raises(psycopg.errors.UndefinedTable):
        ask(own, "SELECT * FROM no_such_table")
    assert ask(own, "SELECT 1 / %s", 1) == [(1,)]


def test_a_connection_that_was_cut_is_told_as_an_absent_database(own):
    with psycopg.connect(**connection.get_connection_params()) as another:
        ask(another, "SELECT pg_terminate_backend(%s)", own.info.backend_pid)
    for _ in range(2):
        with pytest.raises(psycopg.OperationalError):
            ask(own, "SELECT pg_backend_pid()")
