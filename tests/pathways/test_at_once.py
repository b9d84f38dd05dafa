"""Two people at once: whoever touches several records waits in turn, and nobody for ever."""

import threading
import time

import pytest
from django.db import DatabaseError, connection, transaction

from harbourlight.foundations.access.guard import as_system, ask_as
from harbourlight.practice.privatefostering import actions
from harbourlight.practice.privatefostering.models import Arrangement
from harbourlight.practice.privatefostering.tests.factories import SEEN_ALONE, at, child_of, told_of

pytestmark = pytest.mark.django_db(transaction=True)
WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


def visit_all(cast, arrangements):
    """Record one visit to several children, on the record of the first."""
    children = {each.person_id: SEEN_ALONE for each in arrangements}
    with transaction.atomic():
        ask_as(cast.colleague.pk)
        actions.visit(
            arrangement=arrangements[0], children=children, happened_at=at("2025-01-29"), place="At home",
            visited_by=cast.colleague, by=cast.colleague, at=at("2025-01-29"),
        )  # fmt: skip
    connection.close()


def until_somebody_waits():
    """Return when another connection waits for this one."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(WAITS)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def test_who_waits_for_one_sibling_holds_no_other(cast):
    """However a visit to siblings is begun, their records are locked in one order: two such visits cannot cross."""
    with transaction.atomic():
        ask_as(cast.colleague.pk)
        made = [told_of(cast, child_of(cast, name=name)) for name in ("Bryony", "Rowan")]
    first, last = sorted(made, key=lambda each: each.pk)
    visiting = threading.Thread(target=visit_all, args=(cast, [last, first]))
    with as_system("a test locks"), transaction.atomic():
        Arrangement.objects.select_for_update(of=("self",)).get(pk=first.pk)
        visiting.start()
        until_somebody_waits()
        is_held = False
        try:
            with transaction.atomic():
                Arrangement.objects.select_for_update(of=("self",), nowait=True).get(pk=last.pk)
        except DatabaseError:
            is_held = True
    visiting.join()
    assert not is_held, "the visit held one sibling's record while it waited for the other's"
