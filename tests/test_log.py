"""What the log says: a refusal is one line, a failure has the way to it."""

import io
import logging

import pytest


@pytest.fixture
def log():
    """Return what the product writes into its log from now on."""
    console = next(each for each in logging.getLogger().handlers if each.get_name() == "console")
    written = io.StringIO()
    before = console.setStream(written)
    yield written
    console.setStream(before)


@pytest.mark.django_db
def test_a_refusal_is_one_line_with_its_permission_and_no_traceback(log, cast, client_for):
    assert client_for(cast.charlie).get("/register/people/invite/").status_code == 403
    assert log.getvalue() == "Refused (register.accounts): /register/people/invite/\n"


def test_what_failed_keeps_the_way_to_it(log):
    try:
        raise LookupError("no such berth")
    except LookupError:
        logging.getLogger("django.request").exception("Failed", extra={"status_code": 500})
    assert log.getvalue().startswith("Failed\nTraceback")
