"""`harbourlight outbox`: the mail that waits or could not be delivered; `outbox again` sends what failed once more."""

from django.core.management.base import BaseCommand
from django.db import transaction
from procrastinate.contrib.django import app

from harbourlight.foundations.access.middleware import read_clock
from harbourlight.foundations.documents import outbox


class Command(BaseCommand):
    """Show the mail that has not gone, or put it back into the queue."""

    help = "Show the mail that waits or could not be delivered; `again` sends what failed once more."

    def add_arguments(self, parser):
        """Take the word `again`."""
        parser.add_argument("what", nargs="?", choices=("show", "again"), default="show")

    def handle(self, *args, what, **options):
        """Do what the word says."""
        {"show": self.show, "again": self.again}[what]()

    def show(self):
        """Print each mail with its state, tries and address; its words only say that something waits."""
        for state, jobs in (("failed", outbox.failed()), ("waits", outbox.waiting())):
            for job in jobs:
                self.stdout.write(
                    f"{job.id} {state} after {job.attempts} tries: {job.args['to']} {job.args['subject']}"
                )

    @transaction.atomic
    def again(self):
        """Put what failed into the queue for this moment."""
        jobs, at = list(outbox.failed()), read_clock()
        whole = [job for job in jobs if job.args["to"] and job.args["body"]]
        for job in whole:
            app.job_manager.retry_job_by_id(job.id, at)
        self.stdout.write(f"{len(whole)} to send again.")
        if len(whole) < len(jobs):
            gone = len(jobs) - len(whole)
            self.stdout.write(f"{gone} are older than a day and their words are gone. Do again what sent them.")
