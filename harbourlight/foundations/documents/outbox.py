"""The outbox: mail is written down in the transaction that wants it, and sent by the worker.

When the transaction is undone, so is the mail; when the worker or the mail server is down, it waits.
E-mail is not a safe place: no child's data in any subject or body, only that something waits.
"""

from .tasks import send_mail


def queue_mail(to, subject, body):
    """Put one e-mail to one address in the queue, in the running transaction."""
    queue_mails([(to, subject, body)])


def queue_mails(mails):
    """Put several e-mails (address, subject, body) in the queue at once; those without an address are left."""
    waiting = [{"to": to, "subject": subject, "body": body} for to, subject, body in mails if to]
    if waiting:
        send_mail.batch_defer(*waiting)
