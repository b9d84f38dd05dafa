"""An agency is asked, sees who the child is and answers once; what is late is chased; nobody else answers for it."""

from datetime import timedelta

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.documents.outbox import waiting
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.requests import actions
from harbourlight.foundations.requests.models import Request
from harbourlight.practice.frontdoor.models import Contact
from harbourlight.practice.frontdoor.tests.factories import receive
from harbourlight.statute import calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast, moment, as_user):
    """Return the request that Alice made of Bob's school about a contact of this morning."""
    cast.school.email = "office@lantern.example"
    cast.school.save()
    with as_user(cast.bob):
        contact = receive(cast, moment)
    with as_user(cast.alice):
        return actions.ask(
            subject=contact, agencies=[cast.school], question="What do you know?", by=cast.alice, at=moment,
            due_at=moment + timedelta(hours=2),
        )[0]  # fmt: skip


def sight(request):
    """Return the grants by which the asked agency sees who the child is, in force at their start."""
    with as_system("the test looks at grants of others"):
        return list(Grant.objects.filter(source=actions.source_of(request), valid_until=None))


def replied(request, by, at, step="hold_nothing", **words):
    """Answer a request as somebody."""
    return actions.reply(request=request, step=step, by=by, at=at, **words)


def test_an_agency_that_was_asked_sees_who_the_child_is_until_it_answers(asked, cast, moment, as_user):
    assert {grant.scope for grant in sight(asked)} == {"identity"}
    with as_user(cast.bob):
        assert replied(asked, cast.bob, moment).state == "nothing_held"
    assert not sight(asked)


def test_the_mail_says_nothing_of_the_child(asked):
    sent = waiting().get(args__to="office@lantern.example").args
    assert "Breakwater" not in str(sent)


def test_an_agency_is_not_asked_twice_while_it_is_waited_for(asked, cast, moment, as_user):
    with as_user(cast.alice):
        contact = Contact.objects.get(pk=asked.subject_id)
        again = {"subject": contact, "question": "And now?", "by": cast.alice, "at": moment, "due_at": asked.due_at}
        assert actions.ask(agencies=[cast.school], **again) == []
        assert [row.agency for row in actions.ask(agencies=[cast.school, cast.health], **again)] == [cast.health]


def test_charlie_answers_for_no_agency_but_his_own(asked, cast, moment, as_user):
    with as_user(cast.charlie), pytest.raises(StepNotAllowed, match="Only the agency that was asked"):
        replied(asked, cast.charlie, moment)


@pytest.mark.parametrize(("step", "words"), [("answer", "what your agency holds"), ("decline", "why you decline")])
def test_an_answer_has_its_words(step, words, asked, cast, moment, as_user):
    with as_user(cast.bob), pytest.raises(StepNotAllowed, match=words):
        replied(asked, cast.bob, moment, step=step)


def test_a_late_answer_says_why(asked, cast, moment, as_user):
    late = asked.due_at + timedelta(minutes=1)
    with as_user(cast.bob):
        with pytest.raises(StepNotAllowed, match="why the answer is late"):
            replied(asked, cast.bob, late)
        assert replied(asked, cast.bob, late, late_reason="Half term").late_reason == "Half term"


def test_what_is_late_is_chased_once_a_working_day_and_then_its_managers_are_told(asked):
    at, told = asked.due_at + timedelta(minutes=1), []
    while len(told) < 4:
        if calendar.is_working_day(at.date()):
            told.append((actions.chase(at=at), actions.chase(at=at)))
        else:
            assert actions.chase(at=at) == 0
        at += timedelta(days=1)
    assert told == [(1, 0)] * 4
    with as_system("the test reads what was chased"):
        row = Request.objects.get(pk=asked.pk)
    assert row.times_chased == 4
    assert row.escalated_at is not None
