"""The outbox: mail is written down in the transaction that wants it, and sent by the worker.

When the transaction is undone, so is the mail; when the worker or the mail server is down, it waits.
E-mail is not a safe place: no child's data in any subject or body, only that something waits.
Mail that cannot be delivered stays here as a failed job, and is shown where its sender looks. Mail that went leaves
nothing but that it went: a link, a code or a person's address is not kept longer than it serves.
"""

import json
import uuid
from datetime import timedelta

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from .tasks import TASK, send_mail

KEEP_WORDS, KEEP_ADDRESS = timedelta(days=1), timedelta(days=14)  # of mail that could not be delivered


def queue_mail(to, subject, body, about=None):
    """Put one e-mail to one address in the queue, in the running transaction.

    ``about`` is the id of the record where a failure to deliver is shown.
    """
    queue_mails([(to, subject, body, about)])


def queue_mails(mails):
    """Put several e-mails (address, subject, body, about) in the queue at once; without an address none is queued."""
    waiting = [
        {"to": to, "subject": subject, "body": body, "number": str(uuid.uuid4()), "about": str(about or "")}
        for to, subject, body, about in mails
        if to
    ]
    if waiting:
        send_mail.batch_defer(*waiting)


def undelivered(records):
    """Return the mail about these records (ids) that could not be delivered, as (address, subject)."""
    rows = failed().filter(args__about__in=[str(record) for record in records])
    found = rows.values_list("args", flat=True)
    return [(args["to"] or "an address that is no longer kept", args["subject"]) for args in found]


def forget_words(at):
    """Take the words out of mail that went, and after a day out of mail that could not go; later its address, too.

    A link to a new password or a code has had its purpose by then, and what failed is kept until somebody saw to it.
    """
    with connection.cursor() as cursor:
        cursor.execute(WENT, [KINDS])
        for names, before in ((("body", "path"), at - KEEP_WORDS), (("to", "address"), at - KEEP_ADDRESS)):
            cursor.execute(FAILED, [json.dumps(dict.fromkeys(names, "")), KINDS, before])


WENT = """UPDATE procrastinate_jobs
  SET args = args || '{"to": "", "subject": "", "body": "", "address": "", "path": ""}'::jsonb
  WHERE task_name = ANY (%s) AND status NOT IN ('todo', 'doing', 'failed')
    AND coalesce(args->>'to', args->>'address', '') <> ''"""
FAILED = """UPDATE procrastinate_jobs j SET args = args || %s::jsonb
  WHERE task_name = ANY (%s) AND status = 'failed' AND NOT EXISTS (
    SELECT 1 FROM procrastinate_events e WHERE e.job_id = j.id AND e.at > %s)"""
KINDS = [TASK, "access.send_notice"]


def failed():
    """Return the jobs of mail that is not tried again, the oldest first."""
    return ProcrastinateJob.objects.filter(task_name=TASK, status="failed").order_by("id")


def waiting():
    """Return the jobs of mail that is still to be sent, the oldest first."""
    return ProcrastinateJob.objects.filter(task_name=TASK, status__in=("todo", "doing")).order_by("id")
