"""The outbox: mail is written down in the transaction that wants it, and sent by the worker.

When the transaction is undone, so is the mail; when the worker or the mail server is down, it waits.
E-mail is not a safe place: no child's data in any subject or body, only that something waits.
Mail that cannot be delivered stays here as a failed job, and is shown where its sender looks.
"""

import uuid

from procrastinate.contrib.django.models import ProcrastinateJob

from .tasks import TASK, send_mail


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
    return [(args["to"], args["subject"]) for args in rows.values_list("args", flat=True)]


def failed():
    """Return the jobs of mail that is not tried again, the oldest first."""
    return ProcrastinateJob.objects.filter(task_name=TASK, status="failed").order_by("id")


def waiting():
    """Return the jobs of mail that is still to be sent, the oldest first."""
    return ProcrastinateJob.objects.filter(task_name=TASK, status__in=("todo", "doing")).order_by("id")
