"""Background work of the census: checks, loadings, and forgetting files after a day."""

from procrastinate.contrib.django import app

from harbourlight.foundations.access.middleware import read_clock

from .working import checks, loads


@app.task(name="census.check_file")
def check_file(run_id):
    """Check one file, or the return as it now stands."""
    checks.run_check(run_id=run_id, at=read_clock())


@app.task(name="census.load_file")
def load_file(load_id):
    """Load a checked file, or try it."""
    loads.run_load(load_id=load_id, at=read_clock())


@app.periodic(cron="17 * * * *")
@app.task(name="census.forget_files", queueing_lock="census.forget_files")
def forget_files(timestamp):
    """Each hour, delete files that were held for a day, and what trials found."""
    at = read_clock()
    checks.forget_files(at)
    loads.forget(at)
