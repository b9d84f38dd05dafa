"""Work of the documents engine that is done after the request: sending mail."""

from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from harbourlight.foundations.access.tasks import blank

QUEUE = "mail"
TASK = "harbourlight.foundations.documents.tasks.send_mail"


class UntilTheServerIsBack(RetryStrategy):
    """Tries again after waits that double from 2 seconds; a refusal for good is not tried again."""

    def get_retry_decision(self, *, exception, job):
        """Return when to try again, or None."""
        return None if is_for_good(exception) else super().get_retry_decision(exception=exception, job=job)


# 14 waits: a mail server may be down for nine hours.
RETRY = UntilTheServerIsBack(max_attempts=14, exponential_wait=2, retry_exceptions=[SMTPException, OSError])


def is_for_good(exception):
    """Say whether a mail server refused the address or the words with a 5xx answer, which no wait changes."""
    if isinstance(exception, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in exception.recipients.values())
    return isinstance(exception, SMTPDataError) and exception.smtp_code >= 500


@app.task(name=TASK, queue=QUEUE, retry=RETRY, pass_context=True)
def send_mail(context, *, to, subject, body, number="", about=""):
    """Send one e-mail; every try bears the same Message-ID, so that a second copy is known as the same mail.

    A worker that dies between sending and marking sends it again: once too often rather than never. When the mail is
    gone, its address and words are taken out of the job.
    """
    if not to or not body:
        return  # it went before its worker died, or its words have ended
    host = urlsplit(settings.HARBOURLIGHT_ADDRESS).hostname or "harbourlight.invalid"
    name = f"<{number or f'job-{context.job.id}'}@{host}>"
    EmailMessage(subject=subject, body=body, to=[to], headers={"Message-ID": name}).send()
    blank(context.job.id, "to", "subject", "body")
