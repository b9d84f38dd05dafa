"""The running product, one for all the tests of this folder that a process runs."""

import shutil
import tempfile
from pathlib import Path

import pytest

from harbourlight.config import processes
from tests.faults.post_office import PostOffice
from tests.faults.served import Served


@pytest.fixture(scope="session")
def post_office():
    """Give a mail server that keeps all letters."""
    office = PostOffice()
    yield office
    office.close()


@pytest.fixture(scope="session")
def only_one(post_office):
    """Give a served demonstration, and remove every trace of it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="harbourlight-"))
    folder.chmod(0o711)
    served = Served(folder, post_office.port)
    yield served
    if served.supervisor and served.supervisor.poll() is None:
        served.stop()
    processes.end_strays(served.folder)
    served.place.end_running_server()
    for left in (served.place.home, served.place.socket, folder):
        shutil.rmtree(left, ignore_errors=True)


@pytest.fixture
def served(only_one, post_office):
    """Give the served demonstration, well."""
    post_office.mood = "well"
    if only_one.supervisor is None or only_one.supervisor.poll() is not None:
        only_one.start()
    only_one.wait_until(only_one.is_well)
    return only_one
