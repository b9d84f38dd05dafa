"""Background work of the dataset: figures are filled every night."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.measures.arithmetic import SHOWN
from harbourlight.foundations.measures.months import Month

from .actions.compute import compute


@app.periodic(cron="40 3 * * *")
@app.task(name="dataset.compute_figures", queueing_lock="dataset.compute_figures")
def compute_figures(timestamp):
    """Fill the last thirteen months of every area: records told late and corrected dates reach their month."""
    at = datetime.fromtimestamp(timestamp, UTC)
    today = at.astimezone(LONDON).date()
    for area in Area.objects.current(today):
        compute(area=area, months=Month.of(today).back(1).last_of(SHOWN), at=at)
