"""A record is begun by whoever works with its child, and once."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

from harbourlight.foundations.access.actions import break_glass
from harbourlight.foundations.access.guard import as_system, ask_as
from harbourlight.foundations.pathways import verbs
from harbourlight.foundations.pathways.steps import READER, StepNotAllowed
from harbourlight.practice.privatefostering.models import Arrangement
from harbourlight.practice.privatefostering.pathway import ARRANGEMENT
from harbourlight.practice.privatefostering.tests.factories import at, child_of, told_of

from .factories import opened_to, steps_of

pytestmark = pytest.mark.django_db


class Child:
    """Stands for a record that names a child, to whom access is given."""

    def __init__(self, child):
        self.child_ids = [child.pk]


@pytest.mark.parametrize(
    ("basis", "until"), [("asked", None), ("network", "2027-01-01"), ("break_glass", "2027-01-01")]
)
def test_whoever_was_asked_is_a_guest_or_opened_it_in_an_emergency_begins_nothing(
    cast, as_user, client_for, basis, until
):
    child = child_of(cast)
    opened_to(cast.worker, Child(child), basis, until and at(until))
    with as_user(cast.worker), pytest.raises(StepNotAllowed, match="whole record is open to you"):
        told_of(cast, child, by=cast.worker)
    shown = client_for(cast.worker).get(f"/private-fostering/notify/{child.pk}/")
    assert shown.status_code == 403
    assert b"whole record is open to you" in shown.content


@pytest.mark.parametrize(("basis", "begins"), [("asked", False), ("network", True), ("break_glass", False)])
def test_to_have_been_asked_is_no_reason_to_begin_what_any_reader_may(cast, as_user, basis, begins):
    child = child_of(cast)
    opened_to(cast.worker, Child(child), basis, at("2027-01-01"))
    with as_user(cast.worker):
        stands = verbs.stands_to_begin(ARRANGEMENT, READER, verbs.About([child.pk]), cast.worker, at("2025-01-21"))
    assert stands is begins


def test_to_work_with_the_child_is_enough_to_begin(cast, as_user):
    child = child_of(cast)
    opened_to(cast.worker, Child(child), "allocated")
    with as_user(cast.worker):
        assert told_of(cast, child, by=cast.worker).state == "heard_of"


def test_whoever_knows_of_no_such_child_finds_no_page(cast, client_for):
    child = child_of(cast)
    assert client_for(cast.worker).get(f"/private-fostering/notify/{child.pk}/").status_code == 404


def test_the_same_sending_begins_one_record(cast, as_user):
    child, number = child_of(cast), uuid4()
    with as_user(cast.colleague):
        first = told_of(cast, child, submission=number)
        assert told_of(cast, child, submission=number) == first
        assert len(steps_of(first, "notify")) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_for_one_child_at_once_one_is_refused_in_words(cast):
    child, start, told = child_of(cast), threading.Barrier(2), []

    def one():
        start.wait()
        try:
            with transaction.atomic():
                ask_as(cast.colleague.pk)
                told_of(cast, child)
                told.append("begun")
        except StepNotAllowed as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["An arrangement of this child is known already: open it on the child’s page.", "begun"]
    with as_system("a test counts"), transaction.atomic():
        assert Arrangement.objects.count() == 1


def test_a_real_emergency_opening_begins_nothing(cast, as_user, moment):
    child = child_of(cast)
    with as_user(cast.worker):
        break_glass(person_id=child.pk, reason="Found alone", by=cast.worker, at=moment)
        with pytest.raises(StepNotAllowed, match="whole record is open to you"):
            told_of(cast, child, by=cast.worker)
