"""What the product does by itself: reminders that say nothing, and late recommendations brought before the chair."""

from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from harbourlight.foundations.agencies.models import Agency

from ..actions import chase, claim_done, respond, set_rule
from ..models import Addressee
from .factories import PANEL, addressed, days

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _somebody_asks(cast, as_user):
    """Ask the database as the business unit, and give the police an address."""
    Agency.objects.filter(pk=cast.police.pk).update(email="police@harbourlight.example")
    cast.police.refresh_from_db()
    with as_user(cast.business):
        yield


def mails(to):
    """Return the subjects and bodies of the mail that waits for an address."""
    args = ProcrastinateJob.objects.filter(args__to=to).order_by("id").values_list("args", flat=True)
    return [(each["subject"], each["body"]) for each in args]


def agreed(cast, **given):
    """Return a recommendation that the police accepted on a Monday in March, due in three months."""
    return respond(addressee=addressed(cast, MONDAY, **given), answer="accepted", by=cast.sergeant, at=MONDAY)


def test_the_agency_hears_that_a_recommendation_waits_and_nothing_of_it(cast):
    addressed(cast, MONDAY)
    ((subject, body),) = mails("police@harbourlight.example")
    assert subject == "A recommendation waits in Harbourlight"
    assert "destinations" not in body


def test_a_reminder_comes_once_before_the_date_and_each_week_after_it(cast):
    row = agreed(cast)
    assert row.due_on.isoformat() == "2026-06-02"
    reminded = []
    for number in range(120):
        at = days(MONDAY, number)
        if chase(at=at):
            reminded.append(at.date().isoformat())
    assert reminded == ["2026-05-19", "2026-06-03", "2026-06-10", "2026-06-17", "2026-06-24"]


def test_several_late_recommendations_are_one_message_a_day(cast):
    for text in ("One", "Two", "Three"):
        agreed(cast, text=text)
    before = len(mails("police@harbourlight.example"))
    assert chase(at=days(MONDAY, 93)) == 3
    told = mails("police@harbourlight.example")[before:]
    assert [subject for subject, _ in told] == ["Reminder: a recommendation in Harbourlight"]


def test_an_answer_that_does_not_come_is_reminded_of_too(cast):
    row = addressed(cast, MONDAY)
    assert row.answer_due_on.isoformat() == "2026-03-30"
    assert chase(at=days(MONDAY, 14)) == 1
    assert chase(at=days(MONDAY, 15)) == 0


def test_nobody_is_reminded_at_the_weekend_nor_of_what_is_done(cast):
    row = agreed(cast)
    saturday = datetime(2026, 6, 6, 9, tzinfo=UTC)
    assert chase(at=saturday) == 0
    claim_done(addressee=row, what_was_done="Sent", what_changed="More places", by=cast.sergeant, at=MONDAY)
    assert chase(at=days(saturday, 2)) == 0


def test_what_stays_late_comes_before_the_chair_once(cast):
    row = agreed(cast)
    for number in (120, 121, 122, 123):
        chase(at=days(MONDAY, number))
    row.refresh_from_db()
    assert row.escalated_at is not None
    ((subject, body),) = mails(cast.chair.email)
    assert subject == "Recommendations in Harbourlight are late"
    assert "police" not in body.lower()
    assert list(Addressee.objects.visible_to(cast.chair).escalated()) == [row]
    done = claim_done(addressee=row, what_was_done="Sent", what_changed="More", by=cast.sergeant, at=days(MONDAY, 124))
    assert done.escalated_at is None


def test_each_body_says_when_it_reminds_and_when_the_chair_hears(cast):
    set_rule(
        area=cast.area, **PANEL, by=cast.business, at=MONDAY,
        remind_before_days=3, remind_every_days=1, escalate_after_days=2,
    )  # fmt: skip
    agreed(cast)
    due = datetime(2026, 6, 2, 9, tzinfo=UTC)
    assert chase(at=due - timedelta(days=4)) == 0
    assert chase(at=due - timedelta(days=1)) == 1
    assert [chase(at=days(due, number)) for number in (1, 2, 3)] == [1, 1, 1]
    assert len(mails(cast.chair.email)) == 1
