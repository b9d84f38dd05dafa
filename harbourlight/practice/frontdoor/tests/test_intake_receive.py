"""A contact arrives: once, whole, joined where certain, with its clocks running."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction

from harbourlight.foundations.access.actions import bar
from harbourlight.foundations.access.guard import as_system, ask_as
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Address, Person, Relationship
from harbourlight.practice.frontdoor import actions
from harbourlight.practice.frontdoor.actions import ReportedChild
from harbourlight.practice.frontdoor.models import Contact, ContactAdult, ContactChild

from .factories import receive, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_seen(db):
    """Let a test look at every row."""
    with as_system("the test looks at what was stored"):
        yield


def queued_mails():
    """Return (to, body) of the mails that wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'to', args ->> 'body', args ->> 'subject' FROM procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


def test_the_hub_sees_a_contact_and_the_referrer_sees_that_it_arrived(cast, moment, as_user):
    contact = receive(cast, moment)
    with as_user(cast.alice):
        assert Contact.objects.visible_to(cast.alice).get().reference == contact.reference
        assert {child.reported_name for child in ContactChild.objects.all()} == {"Isla Breakwater", "Rory Sandbar"}
        assert ContactAdult.objects.get().relation == "mother"
        assert Relationship.objects.filter(kind="sibling").count() == 2
        assert Relationship.objects.filter(kind="mother").count() == 2
    with as_user(cast.bob):
        assert Contact.objects.visible_to(cast.bob).count() == 1
        assert not ContactChild.objects.exists()
        assert not Person.objects.exists()
    with as_user(cast.charlie):
        assert not Contact.objects.exists()


def test_a_reference_says_the_year_and_a_number(cast, moment):
    first, second = receive(cast, moment), receive(cast, moment)
    assert first.reference.startswith(f"HL-{moment.year}-")
    assert int(second.reference[-6:]) == int(first.reference[-6:]) + 1


def test_the_step_the_chronology_and_the_grants_are_written(cast, moment, all_seen):
    contact = receive(cast, moment)
    step = StepTaken.objects.get(subject_id=contact.id)
    assert (step.step, step.to_state, step.taken_by) == ("receive", "received", cast.bob)
    assert Line.objects.filter(person_id__in=contact.child_ids, what="Contact received").count() == 2
    assert set(Grant.objects.values_list("holder_id", "source")) == {(cast.mash.id, f"contact:{contact.id}")}


def test_the_same_submission_counts_once(cast, moment, all_seen):
    submission = uuid.uuid4()
    first = receive(cast, moment, submission=submission)
    again = receive(cast, moment, submission=submission, what_happened="Something else")
    assert again.id == first.id
    assert Contact.objects.count() == 1
    assert Person.objects.count() == 3


def test_acknowledgement_goes_at_once_and_names_no_child(cast, moment, settings):
    contact = receive(cast, moment)
    [(to, body, subject)] = queued_mails()
    assert to == cast.bob.email
    assert contact.reference in body
    assert "Isla" not in body + subject
    assert contact.acknowledged_at == moment


def test_the_worker_sends_the_mail_that_waits_once(cast, moment, settings):
    from procrastinate.contrib.django import app

    contact = receive(cast, moment)
    app.with_connector(app.connector.get_worker_connector())
    from harbourlight.foundations.documents import tasks

    class Context:
        job = type("Job", (), {"id": 1})

    tasks.send_mail.func(Context, to=cast.bob.email, subject="Hello", body=contact.reference)
    assert [message.to for message in mail.outbox] == [[cast.bob.email]]


@pytest.mark.parametrize(
    ("received", "clocks"),
    [
        (datetime(2012, 6, 1, 9, tzinfo=UTC), {"CLK-REF-004"}),
        (datetime(2013, 4, 15, 9, tzinfo=UTC), {"CLK-REF-001"}),
        (datetime(2018, 7, 3, 22, 59, tzinfo=UTC), {"CLK-REF-001"}),
        (datetime(2018, 7, 3, 23, 0, tzinfo=UTC), {"CLK-REF-001"}),
        (datetime(2026, 3, 27, 16, 10, tzinfo=UTC), {"CLK-REF-001"}),
    ],
)
def test_the_decision_clock_is_the_one_of_the_day(cast, moment, all_seen, received, clocks):
    contact = receive(cast, moment, happened_at=received)
    started = {deadline.clock: deadline for deadline in Deadline.objects.filter(subject_id=contact.id)}
    assert set(started) == clocks
    assert {clock for clock, deadline in started.items() if deadline.is_alarm} == clocks & {
        "CLK-REF-001",
        "CLK-REF-004",
    }
    assert all(deadline.team == cast.mash for deadline in started.values())


def test_a_contact_late_on_friday_is_due_by_the_end_of_monday(cast, moment, all_seen):
    contact = receive(cast, moment, happened_at=datetime(2026, 3, 20, 16, 10, tzinfo=UTC))
    assert Deadline.objects.get(subject_id=contact.id, clock="CLK-REF-001").due_on == date(2026, 3, 23)


def test_a_child_of_the_same_names_and_birth_date_is_the_same_child(cast, moment, all_seen):
    receive(cast, moment)
    contact = receive(
        cast,
        moment,
        children=[ReportedChild(first_name="ISLA", last_name="Break-water", born_on=date(2017, 5, 9))],
    )
    assert Person.objects.filter(is_child=True).count() == 2
    assert Person.objects.filter(is_child=False).count() == 1
    assert Person.objects.get(id=contact.child_ids[0]).first_name == "Isla"


@pytest.mark.parametrize(
    "other",
    [
        ReportedChild(first_name="Isla", last_name="Breakwater", birth_year=2017, birth_month=5),
        ReportedChild(first_name="Isla", last_name="Breakwater", born_on=date(2017, 9, 5)),
        ReportedChild(first_name="Islay", last_name="Breakwater", born_on=date(2017, 5, 9)),
        ReportedChild(first_name="Isla", last_name="Breakwater"),
    ],
)
def test_a_child_who_may_be_another_gets_a_record_of_her_own(cast, moment, all_seen, other):
    first = receive(cast, moment)
    second = receive(cast, moment, children=[other])
    assert not set(first.child_ids) & set(second.child_ids)


def test_the_same_nhs_number_is_the_same_child(cast, moment, all_seen):
    one = receive(cast, moment, children=[ReportedChild(first_name="Ana", nhs_number="943 476 5919")])
    two = receive(cast, moment, children=[ReportedChild(last_name="Quayside", nhs_number="9434765919")])
    assert one.child_ids == two.child_ids


def test_a_child_told_twice_in_one_contact_is_one_child(cast, moment, all_seen):
    child = ReportedChild(first_name="Isla", last_name="Breakwater", born_on=date(2017, 5, 9))
    assert len(receive(cast, moment, children=[child, child]).child_ids) == 1


def test_an_unborn_child_and_a_child_without_a_name_are_accepted(cast, moment, all_seen):
    contact = receive(
        cast,
        moment,
        children=[ReportedChild(expected_on=date(2027, 1, 2)), ReportedChild(birth_year=2019, birth_month=4)],
    )
    assert {child.reported_name for child in contact.children.all()} == {"Unborn baby", "Name not known"}
    assert {child.reported_birth for child in contact.children.all()} == {"due 2027-01-02", "2019-04"}
    assert Person.objects.get(birth_certainty="expected").expected_on == date(2027, 1, 2)
    assert Person.objects.get(birth_certainty="estimated").birth_year == 2019


def test_children_who_are_not_of_one_family_are_not_linked(cast, moment, all_seen):
    receive(cast, moment, are_siblings=False)
    assert not Relationship.objects.filter(kind="sibling").exists()


def test_a_contact_about_a_hidden_child_says_nothing_and_tells_the_guardian(cast, moment, as_user):
    first = receive(cast, moment)
    with as_system("the guardian closes a record"):
        bar(
            person_id=first.child_ids[0],
            kind="restricted",
            professionals=[cast.guardian],
            reason="An operation",
            by=cast.guardian,
            at=moment,
            hides_existence=True,
        )
    second = receive(cast, moment, children=told(cast, moment)["children"][:1])
    assert second.reference
    assert second.child_ids == first.child_ids[:1]
    with as_user(cast.alice):
        assert not Contact.objects.filter(id=second.id).exists()
    assert [to for to, *_ in queued_mails()] == [cast.bob.email, cast.bob.email, cast.guardian.email]
    assert "Isla" not in str(queued_mails()[-1])


def test_a_protected_place_stays_protected_when_an_address_is_told(cast, moment, all_seen):
    contact = receive(cast, moment, children=told(cast, moment)["children"][:1])
    Address.objects.create(
        person_id=contact.child_ids[0],
        lines="Known to us",
        is_hidden=True,
        never_to=[cast.charlie.id],
        recorded_at=moment,
    )
    receive(
        cast,
        moment,
        children=[
            ReportedChild(
                first_name="Isla",
                last_name="Breakwater",
                born_on=date(2017, 5, 9),
                address="4 Tern Row",
                postcode="XX1 1XX",
            )
        ],
    )
    told_address = Address.objects.get(lines="4 Tern Row")
    assert told_address.is_hidden
    assert told_address.never_to == [cast.charlie.id]


def test_a_record_nobody_may_see_cannot_be_chosen(cast, moment, as_user):
    contact = receive(cast, moment)
    with as_user(cast.charlie), pytest.raises(StepNotAllowed):
        receive(cast, moment, by=cast.charlie, children=[ReportedChild(person_id=contact.child_ids[0])])
    with as_user(cast.alice):
        again = receive(cast, moment, by=cast.alice, children=[ReportedChild(person_id=contact.child_ids[0])])
    assert again.child_ids == contact.child_ids[:1]


@pytest.mark.parametrize(
    "wrong", [{"children": []}, {"what_happened": "  "}, {"happened_at": datetime(2099, 1, 1, tzinfo=UTC)}]
)
def test_a_contact_without_child_or_words_or_from_the_future_is_refused(cast, moment, wrong):
    with pytest.raises(StepNotAllowed):
        receive(cast, moment, **wrong)


def test_a_contact_that_fails_half_way_leaves_nothing(cast, moment, all_seen):
    with pytest.raises(Exception, match="value too long"), transaction.atomic():
        receive(cast, moment, external_reference="x" * 61)
    assert not Contact.objects.exists()
    assert not Person.objects.exists()
    assert not queued_mails()


def rows_of(model, *fields):
    """Return the rows of a table as comparable values."""
    return sorted(str(values) for values in model.objects.values_list(*fields))


SAME = (
    (Person, ("first_name", "last_name", "born_on", "birth_year", "birth_certainty", "is_child", "recorded_by")),
    (Relationship, ("person__first_name", "other__first_name", "kind")),
    (Grant, ("holder_id", "basis", "valid_from", "granted_by")),
    (StepTaken, ("step", "from_state", "to_state", "happened_at", "submission", "taken_by")),
    (Line, ("person__first_name", "what", "happened_at", "agency", "is_significant")),
    (Deadline, ("clock", "clock_version", "due_at", "team", "area", "is_alarm")),
    (ContactChild, ("reported_name", "reported_birth", "person__first_name")),
    (ContactAdult, ("name", "relation", "phone")),
    (Contact, ("state", "version", "what_happened", "acknowledged_at", "team")),
)


def test_many_at_once_leave_the_same_rows_as_one_by_one(cast, moment, all_seen):
    family = told(cast, moment)
    stories = [
        family,
        told(cast, moment, children=family["children"][:1], happened_at=moment - timedelta(days=40)),
        told(cast, moment, children=[ReportedChild(expected_on=date(2027, 1, 2))]),
        told(cast, moment, children=[ReportedChild(first_name="Ana", nhs_number="9434765919")], adults=[]),
        told(cast, moment, children=[ReportedChild(last_name="Quay", nhs_number="9434765919")], adults=[]),
    ]
    left = []
    for many in (False, True):
        spot = transaction.savepoint()
        if many:
            actions.receive_many(arrivals=[actions.Arrival(**story) for story in stories], by=cast.bob, at=moment)
        else:
            for story in stories:
                actions.receive(by=cast.bob, at=moment, **story)
        left.append([rows_of(model, *fields) for model, fields in SAME] + [len(queued_mails())])
        transaction.savepoint_rollback(spot)
    assert left[0] == left[1]
    assert all(left[0])


@pytest.mark.django_db(transaction=True)
def test_a_hundred_identical_submits_at_once_have_one_effect(cast, moment):
    story = told(cast, moment)

    def submit(_):
        try:
            with transaction.atomic():
                ask_as(cast.bob.id)
                return actions.receive(by=cast.bob, at=moment, **story).id
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        ids = set(pool.map(submit, range(100)))
    assert len(ids) == 1
    with as_system("the test looks at what was stored"):
        assert Contact.objects.count() == 1
        assert Person.objects.count() == 3
        assert Deadline.objects.count() == 1
        assert len(queued_mails()) == 1
        assert not Letter.objects.exists()
