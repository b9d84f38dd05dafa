"""What is uploaded is looked at by a ClamAV daemon, and nothing is taken that it could not look at."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from harbourlight.config.supervisor import listening
from harbourlight.foundations.ui import viruses
from harbourlight.practice.frontdoor.forms.police import template_csv
from harbourlight.practice.frontdoor.models import PoliceBatch

pytestmark = pytest.mark.django_db
SIGN = b"a sign that only this test calls a virus"
UPLOAD = "/front-door/police/"


@pytest.fixture(scope="module")
def clamd(tmp_path_factory):
    """Give the address of a daemon whose only signature is ours; without ClamAV here, of one that speaks alike."""
    place = tmp_path_factory.mktemp("clamav")
    (place / "signatures").mkdir()
    (place / "signatures" / "ours.ndb").write_text(f"Harbourlight.Test:0:*:{SIGN.hex()}\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (place / "clamd.conf").write_text(
        f"DatabaseDirectory {place}/signatures\nTCPSocket {port}\nTCPAddr 127.0.0.1\nForeground yes\n"
        f"User {pwd.getpwuid(place.stat().st_uid).pw_name}\nStreamMaxLength 1M\nLogFile {place}/log\n"
    )
    program = shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin")
    stand_in = [sys.executable, "-m", "tests.faults.stand_in_clamd", str(port), SIGN.hex(), "1000000"]
    command = [program, "-c", place / "clamd.conf"] if program else stand_in
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as daemon:
        ends = time.monotonic() + 30
        while not listening("127.0.0.1", port):
            assert daemon.poll() is None, (place / "log").read_text()
            assert time.monotonic() < ends
            time.sleep(0.1)
        yield f"tcp://127.0.0.1:{port}"
        daemon.terminate()


def sent(client, cast, content):
    """Return the page after a file of notifications was sent."""
    file = SimpleUploadedFile("notifications.csv", content, content_type="text/csv")
    return client.post(UPLOAD, {"area": str(cast.area.id), "file": file}).content.decode()


def test_a_file_with_a_virus_is_not_taken_and_a_clean_one_is(cast, client_for, clamd, settings):
    settings.HARBOURLIGHT_CLAMD = clamd
    sergeant = client_for(cast.sergeant)
    assert viruses.FOUND in sent(sergeant, cast, template_csv().encode() + SIGN)
    assert not PoliceBatch.objects.exists()
    assert viruses.FOUND not in sent(sergeant, cast, template_csv().encode())
    assert viruses.NOT_LOOKED_AT not in sergeant.get(UPLOAD).content.decode()


def test_what_the_daemon_refuses_for_its_size_is_not_taken(cast, client_for, clamd, settings):
    settings.HARBOURLIGHT_CLAMD = clamd
    assert viruses.TOO_LARGE in sent(client_for(cast.sergeant), cast, b"a,b\n" * 500_000)


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.ctl", "tcp://127.0.0.1:9"])
def test_nothing_is_taken_while_the_daemon_is_away(cast, client_for, settings, address):
    settings.HARBOURLIGHT_CLAMD = address
    assert viruses.NO_ANSWER in sent(client_for(cast.sergeant), cast, template_csv().encode())


def test_where_none_is_set_up_the_form_says_so(cast, client_for, settings):
    settings.HARBOURLIGHT_CLAMD = ""
    assert viruses.NOT_LOOKED_AT in client_for(cast.sergeant).get(UPLOAD).content.decode()
