"""The heads of the read log go out by themselves, and a check holds the log against them."""

import io

import pytest
from django.core.management import CommandError, call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from harbourlight.config.witnesses import add_to, post_head
from harbourlight.foundations.access import seals
from harbourlight.foundations.access.tests.factories import as_superuser
from harbourlight.foundations.access.tests.test_seals import read
from harbourlight.foundations.documents.tasks import TASK

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def sealed(moment):
    """Seal three runs of the log."""
    for _ in range(3):
        read(moment)
        seals.seal_now(moment)


def said_by_audit(*words, **options):
    """Return what the command says."""
    said = io.StringIO()
    call_command("audit", *words, stdout=said, **options)
    return said.getvalue()


def test_the_command_holds_the_log_against_heads_that_went_out(sealed, moment, tmp_path, settings):
    settings.HARBOURLIGHT_HEADS_FILE = str(tmp_path / "heads")
    assert [add_to(tmp_path / "heads"), add_to(tmp_path / "heads")] == [3, 0]
    read(moment)
    seals.seal_now(moment)
    assert add_to(tmp_path / "heads") == 1
    assert "held against 4 heads" in said_by_audit("verify")
    as_superuser("DELETE FROM access_seal WHERE number = 4")
    as_superuser("DELETE FROM access_reading WHERE seal_number = 4")
    with pytest.raises(CommandError):
        said_by_audit("verify")
    settings.HARBOURLIGHT_HEADS_FILE = ""
    assert "Only heads kept elsewhere" in said_by_audit("verify")


def test_a_head_printed_on_paper_shows_a_chain_made_anew(sealed, moment):
    head = seals.last_head()
    assert "held against 1 heads" in said_by_audit("verify", head=[head.upper()])
    as_superuser("DELETE FROM access_seal")
    as_superuser("UPDATE access_reading SET seal_number = NULL")
    seals.seal_now(moment)
    with pytest.raises(CommandError):
        said_by_audit("verify", head=[head])


def test_the_last_head_is_posted_to_each_mailbox_of_another_agency(sealed, settings):
    settings.HARBOURLIGHT_HEADS_MAIL = ["seals@police.example", "seals@health.example"]
    post_head(timestamp=1_780_000_000)
    rows = ProcrastinateJob.objects.filter(task_name=TASK).values_list("args", flat=True)
    assert {row["to"] for row in rows} == {"seals@police.example", "seals@health.example"}
    assert all(seals.last_head() in row["body"] for row in rows)
