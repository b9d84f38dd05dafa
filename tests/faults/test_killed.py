"""Every process of the running product is killed under load: what was acknowledged is there, once."""

import os
import random
import signal

import pytest

from harbourlight.config import processes
from harbourlight.config.soak import is_soaking
from tests.faults.load import Load, assert_each_is_there_once

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.path.exists("/proc/self"), reason="finds the processes in /proc"),
]
ROUNDS = 20 if is_soaking() else 1  # of one kill of each
TARGETS = ("supervisor", "web server", "web worker", "worker", "postmaster", "backend")


def kill(served, name):
    """Kill one process by what it does, as soon as there is one, and start the supervisor again where it was that."""
    victims = served.wait_until(lambda: served.processes()[name])
    os.kill(random.choice(victims), signal.SIGKILL)
    if name == "supervisor":
        served.supervisor.wait()
        served.start()


def test_nothing_acknowledged_is_lost_or_doubled_when_any_process_is_killed(served, post_office):
    before = len(post_office.numbers)
    victims = [*TARGETS] * ROUNDS
    random.shuffle(victims)
    with Load(served) as load:
        for victim in victims:
            count = len(load.told)
            served.wait_until(lambda count=count: len(load.told) >= count + 2)
            kill(served, victim)
        count = len(load.told)
        served.wait_until(lambda: len(load.told) >= count + 2)
    served.wait_until(served.is_well)
    assert len(load.told) >= 2 * len(victims)
    assert_each_is_there_once(served, load.told)
    served.take_up()
    open_mail = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'mail' AND status IN ('todo', 'doing')"
    served.wait_until(lambda: served.rows(open_mail) == [(0,)])
    contacts = served.rows("SELECT count(*) FROM frontdoor_contact WHERE what_happened = 'Very hungry at school.'")
    assert len(set(post_office.numbers[before:])) >= len(load.told)
    assert len(set(post_office.numbers)) >= contacts[0][0]
    assert not any("Traceback" in page for page in load.pages)


def test_a_stop_leaves_no_process_and_the_next_start_is_well(served):
    began = served.processes()
    assert served.stop() == 0
    left = [pid for pids in began.values() for pid in pids if processes.is_running(pid)]
    assert not left
    assert not processes.strays(served.folder)
    assert served.place.running_server() is None
    served.start()
    assert served.is_well()
