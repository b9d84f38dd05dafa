"""Background work of the census: checks, and forgetting files that nobody checked."""

from procrastinate.contrib.django import app

from harbourlight.foundations.access.middleware import read_clock

from .working import checks


@app.task(name="census.check_file")
def check_file(run_id):
    """Check one file, or the return as it now stands."""
    checks.run_check(run_id=run_id, at=read_clock())


@app.periodic(cron="17 * * * *")
@app.task(name="census.forget_files", queueing_lock="census.forget_files")
def forget_files(timestamp):
    """Each hour, delete files that waited longer than a day for their check."""
    checks.forget_files(read_clock())
