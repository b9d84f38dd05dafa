"""Work of the documents engine that is done after the request: sending mail."""

from smtplib import SMTPException

from django.core.mail import EmailMessage
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# About 14 waits that double from 2 seconds: a mail server may be down for nine hours.
UNTIL_THE_MAIL_SERVER_IS_BACK = RetryStrategy(
    max_attempts=14, exponential_wait=2, retry_exceptions=[SMTPException, OSError]
)


@app.task(queue="mail", retry=UNTIL_THE_MAIL_SERVER_IS_BACK, pass_context=True)
def send_mail(context, *, to, subject, body):
    """Send one e-mail; its Message-ID comes from the job, so that a second try is known as the same mail."""
    EmailMessage(
        subject=subject, body=body, to=[to], headers={"Message-ID": f"<job-{context.job.id}@harbourlight.invalid>"}
    ).send()
