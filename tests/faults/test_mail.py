"""Mail: it waits for the worker and for the mail server, goes once, and who sent it learns when it cannot go."""

import os
import signal
import time
import uuid
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from types import SimpleNamespace

import pytest

from harbourlight.foundations.documents.tasks import RETRY, send_mail
from tests.faults.post_office import PostOffice
from tests.faults.served import Visitor, free_port

linux = pytest.mark.skipif(not os.path.exists("/proc/self"), reason="finds the processes in /proc")


def tell(served):
    """Tell the front door of a child as Bob; give the contact's id and the seconds that the answer took."""
    visitor, submission = Visitor(served).sign_in("bob.school"), str(uuid.uuid4())
    form, began = visitor.form(), time.monotonic()
    assert visitor.contact(form, submission)[0] == 302
    took = time.monotonic() - began
    [[contact]] = served.rows("SELECT id::text FROM frontdoor_contact WHERE submission = %s", submission)
    return contact, took


def copies(post_office, number):
    """Return how many copies of a letter arrived."""
    return sum(number in name for name in post_office.numbers)


@pytest.mark.slow
@linux
def test_mail_waits_while_the_worker_is_down_and_goes_once_when_it_is_back(served, post_office):
    os.kill(served.supervisor.pid, signal.SIGSTOP)  # nobody starts the worker again
    try:
        served.signal("worker", signal.SIGKILL)
        contact, _ = tell(served)
        status, tries, number = served.mail(contact)
        assert (status, tries, copies(post_office, number)) == ("todo", 0, 0)
    finally:
        os.kill(served.supervisor.pid, signal.SIGCONT)
    served.wait_until(lambda: served.mail(contact)[0] == "succeeded")
    assert copies(post_office, number) == 1


@pytest.mark.slow
@linux
def test_a_worker_killed_between_sending_and_marking_sends_a_second_copy_of_the_same_number(served, post_office):
    post_office.mood = "dreamy"
    contact, _ = tell(served)
    number = served.mail(contact)[2]
    served.wait_until(lambda: copies(post_office, number) == 1)
    post_office.mood = "well"
    served.signal("worker", signal.SIGKILL)
    served.wait_until(lambda: served.processes()["worker"])
    served.take_up()
    served.wait_until(lambda: served.mail(contact)[0] == "succeeded")
    assert copies(post_office, number) == 2
    assert len({name for name in post_office.numbers if number in name}) == 1


@pytest.mark.slow
def test_a_silent_mail_server_holds_up_neither_pages_nor_other_work(served, post_office):
    post_office.mood = "silent"
    contact, took = tell(served)
    assert took < 5
    served.wait_until(lambda: served.mail(contact)[0] == "doing")
    done = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'access.seal_readings' AND status = 'succeeded'"
    [[before]] = served.rows(done)
    served.command("procrastinate", "defer", "access.seal_readings", '{"timestamp": 0}')
    served.wait_until(lambda: served.rows(done)[0][0] > before)
    assert served.mail(contact)[:2] == ("doing", 0)
    assert served.is_well()
    post_office.mood = "well"
    served.wait_until(lambda: served.mail(contact)[0] == "succeeded")


@pytest.mark.slow
def test_the_hub_sees_on_the_contact_that_its_mail_cannot_be_delivered(served, post_office):
    post_office.mood = "busy"
    waits, _ = tell(served)
    served.wait_until(lambda: served.mail(waits)[1] >= 2)
    post_office.mood = "unknown"
    contact, _ = tell(served)
    served.wait_until(lambda: served.mail(contact)[0] == "failed")
    page = Visitor(served).sign_in("alice.mash").open(f"/front-door/contacts/{contact}/")[1]
    assert "An e-mail to bob.school@harbourlight.example could not be delivered" in page
    said = served.command("outbox")
    assert "bob.school@harbourlight.example" in said
    post_office.mood = "well"
    served.command("outbox", "again")
    served.wait_until(lambda: served.mail(contact)[0] == "succeeded")
    served.wait_until(lambda: served.mail(waits)[0] == "succeeded")


@pytest.fixture
def over_smtp(settings, monkeypatch):
    """Let mail go to a mail server of the test's own."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 0.3
    office = PostOffice()
    settings.EMAIL_PORT = office.port
    yield office
    office.close()


def send(**more):
    """Send one letter as the worker does."""
    job = SimpleNamespace(id=7)
    send_mail.func(SimpleNamespace(job=job), to="bob@harbourlight.example", subject="Hello", body="Words", **more)


def wait_after(attempts, failure):
    """Return how many seconds are waited after so many tries before and this failure; None for no more."""
    decision = RETRY.get_retry_decision(exception=failure, job=SimpleNamespace(attempts=attempts))
    if decision is None:
        return None
    return round(decision.retry_at.timestamp() - time.time())


def test_a_letter_bears_its_number(over_smtp, db):
    send(number="abc")
    send()
    assert [name.split("@")[0] for name in over_smtp.numbers] == ["<abc", "<job-7"]


@pytest.mark.parametrize("mood", ["busy", "silent", "gone"])
def test_a_mail_server_that_is_down_or_busy_is_tried_again(over_smtp, settings, mood):
    over_smtp.mood = mood
    if mood == "gone":
        settings.EMAIL_PORT = free_port()
    with pytest.raises((OSError, SMTPRecipientsRefused)) as failure:
        send()
    assert wait_after(0, failure.value) == 2


def test_an_address_that_nobody_has_is_not_tried_again(over_smtp):
    over_smtp.mood = "unknown"
    with pytest.raises(SMTPRecipientsRefused) as failure:
        send()
    assert wait_after(0, failure.value) is None


def test_the_pauses_grow_to_nine_hours_and_then_end():
    failure = SMTPServerDisconnected("gone")
    waits = [wait_after(attempts, failure) for attempts in range(15)]
    assert waits[:4] == [2, 4, 8, 16]
    assert sum(waits[:14]) > 9 * 3600
    assert waits[14] is None
    assert wait_after(0, SMTPDataError(554, b"no")) is None
    assert wait_after(0, SMTPDataError(452, b"full")) == 2
