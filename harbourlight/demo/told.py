"""Tells the demonstration partnership's year: what the product's own actions record, once its rows are written."""

from django.db import connection

from harbourlight.demo import challenges, duty
from harbourlight.demo.fostered import Fostered
from harbourlight.demo.matters import Matters
from harbourlight.demo.panel import Panel
from harbourlight.demo.plan import Plans
from harbourlight.foundations.documents.tasks import TASK


def tell(year):
    """Record a year at its moments; nobody is written to about what is long past."""
    before = latest_job()
    year.bodies.span()
    Matters(year).tell()
    Plans(year).tell()
    Panel(year).tell()
    challenges.tell(year)
    duty.tell(year)
    Fostered(year).tell()
    year.finish()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id > %s AND task_name = %s", [before, TASK])


def latest_job():
    """Return the number of the latest job in the queue."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM procrastinate_jobs")
        return cursor.fetchone()[0]
