"""Links, codes and addresses are gone from the job table when their mail is: nothing of them stands in a dump."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from harbourlight.foundations.access.tasks import send_notice, tell
from harbourlight.foundations.documents.outbox import failed, forget_words, queue_mail, undelivered
from harbourlight.foundations.documents.tasks import send_mail

pytestmark = pytest.mark.django_db
SECRET, ADDRESS, ABOUT = "4711-secret", "moira@public.example", "6f1c0bd2-2a3c-4a57-8c5f-6a0f8f6b9a11"


def kept():
    """Return everything that the job table says."""
    return json.dumps(list(ProcrastinateJob.objects.values_list("args", flat=True)))


def work():
    """Do each job of mail as the worker does."""
    for job in ProcrastinateJob.objects.filter(status="todo").order_by("id"):
        task = send_mail if job.task_name == send_mail.name else send_notice
        task.func(SimpleNamespace(job=SimpleNamespace(id=job.id)), **job.args)


def stand(status, at):
    """Let all jobs have come to an end at a moment."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s", [status])
        cursor.execute("UPDATE procrastinate_events SET at = %s", [at])


@pytest.fixture
def queued():
    """Queue a mail with a link, and a notice."""
    queue_mail(ADDRESS, "A new password", f"Open /reset/{SECRET}", about=ABOUT)
    tell(address=ADDRESS, subject="Something waits", path=f"/notices/{SECRET}")
    assert kept().count(SECRET) == 2


def test_mail_that_went_leaves_nothing_of_its_words(queued):
    work()
    assert [SECRET in each.body for each in mail.outbox] == [True, True]
    assert SECRET not in kept()
    assert ADDRESS not in kept()


def test_a_mail_that_went_before_its_worker_died_does_not_go_empty(queued):
    work()
    work()
    assert len(mail.outbox) == 2


def test_what_an_earlier_version_left_is_blanked(queued, moment):
    stand("succeeded", moment)
    forget_words(moment)
    assert SECRET not in kept()
    assert ADDRESS not in kept()


def test_mail_that_could_not_go_keeps_its_words_for_a_day_and_its_address_for_two_weeks(queued, moment, capsys):
    stand("failed", moment)
    forget_words(moment + timedelta(hours=23))
    assert SECRET in kept()
    forget_words(moment + timedelta(hours=25))
    assert SECRET not in kept()
    assert undelivered([ABOUT]) == [(ADDRESS, "A new password")]
    call_command("outbox", "again")
    assert "their words are gone" in capsys.readouterr().out
    assert failed().count() == 1
    forget_words(moment + timedelta(days=15))
    assert ADDRESS not in kept()
    assert undelivered([ABOUT]) == [("an address that is no longer kept", "A new password")]


def test_mail_that_waits_keeps_its_words(queued, moment):
    forget_words(moment + timedelta(days=20))
    assert kept().count(SECRET) == 2
