"""The running product, one for all the tests of this folder that a process runs."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

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
def only_one(post_office, django_db_setup):
    """Give a served demonstration, and remove every trace of it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="harbourlight-"))
    folder.chmod(0o711)
    migrated = make_conninfo(os.environ["HARBOURLIGHT_TEST_SUPERUSER_URL"], dbname=connection.settings_dict["NAME"])
    served = Served(folder, post_office.port, migrated)
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
