"""The database is restarted under load: people are told to wait, lose no text, and all goes on by itself."""

import html
import os
import re
import signal
import time
import uuid

import pytest

from tests.faults.load import Load, assert_each_is_there_once
from tests.faults.served import Visitor, hidden

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.path.exists("/proc/self"), reason="finds the processes in /proc"),
]


def web(served):
    """Return the process numbers of the web server and its workers."""
    found = served.processes()
    return found["web server"], sorted(found["web worker"])


def test_a_restart_under_load_loses_nothing_and_no_web_process(served, post_office):
    before = web(served)
    with Load(served) as load:
        for _ in range(2):
            count = len(load.told)
            served.wait_until(lambda count=count: len(load.told) >= count + 3)
            [old] = served.processes()["postmaster"]
            os.kill(old, signal.SIGINT)
            served.wait_until(lambda old=old: served.processes()["postmaster"] not in ([], [old]))
        count = len(load.told)
        served.wait_until(lambda: len(load.told) >= count + 3)
    assert set(load.answers) <= {302, 503}
    assert all("Harbourlight does not answer just now" in page for page in load.pages)
    assert_each_is_there_once(served, load.told)
    assert web(served) == before
    served.take_up()
    acknowledged = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'mail' AND status <> 'succeeded'"
    served.wait_until(lambda: served.rows(acknowledged) == [(0,)])


def test_while_the_database_is_away_a_person_is_told_and_keeps_the_text(served):
    visitor = Visitor(served).sign_in("bob.school")
    form, submission = visitor.form(), str(uuid.uuid4())
    worry = "She said: “I’m hungry”.\n<b>Again</b> & again, since the holidays, as her teacher has seen."
    before = web(served)
    os.kill(served.supervisor.pid, signal.SIGSTOP)  # nobody starts the database again
    try:
        served.signal("postmaster", signal.SIGINT)
        served.wait_until(lambda: served.place.running_server() is None)
        status, page, _ = visitor.contact(form | {"what_happened": worry}, submission)
        assert visitor.open("/")[0] == 503
        assert served.health() == (503, dict.fromkeys(("database", "writes", "migrations", "worker", "jobs"), False))
    finally:
        os.kill(served.supervisor.pid, signal.SIGCONT)
    assert status == 503
    assert "Traceback" not in page
    assert "&lt;b&gt;Again&lt;/b&gt; &amp; again" in page
    served.wait_until(lambda: visitor.open("/")[0] == 200)
    assert web(served) == before
    again = {name: html.unescape(text) for name, text in re.findall(r'name="([^"]+)" value="([^"]*)"', page)}
    assert again["submission"] == submission
    # Another process of the web server may need some seconds more, and says so again.
    served.wait_until(lambda: visitor.open("/contacts/new/", again)[0] == 302)
    assert served.rows("SELECT what_happened FROM frontdoor_contact WHERE submission = %s", submission) == [(worry,)]
    served.wait_until(served.is_well)


def test_a_password_is_never_shown_again(served):
    visitor = Visitor(served)
    token = hidden(visitor.open("/sign-in/login/")[1], "csrfmiddlewaretoken")
    answers = {"csrfmiddlewaretoken": token, "login": "bob.school@harbourlight.example", "password": "p" * 80}
    os.kill(served.supervisor.pid, signal.SIGSTOP)
    try:
        served.signal("postmaster", signal.SIGINT)
        served.wait_until(lambda: served.place.running_server() is None)
        began = time.monotonic()
        status, page, _ = visitor.open("/sign-in/login/", answers)
        assert time.monotonic() - began < 15
    finally:
        os.kill(served.supervisor.pid, signal.SIGCONT)
    assert status == 503
    assert "ppp" not in page
    served.wait_until(served.is_well)
