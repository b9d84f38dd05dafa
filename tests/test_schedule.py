"""The worker's schedule survives a clock that is set back."""

from procrastinate.contrib.django import app

from harbourlight.config.schedule import SteadyDeferrer

NOON, HOUR = 1_780_000_020, 3600


def due(deferrer, at):
    """Return the names of what is due at a moment."""
    return {task.task.name for task, _ in deferrer.get_previous_tasks(at)}


def test_what_is_due_each_minute_goes_on_when_the_clock_is_set_back(caplog):
    deferrer = SteadyDeferrer(app.periodic_registry)
    assert "access.seal_readings" in due(deferrer, NOON)
    assert "access.seal_readings" in due(deferrer, NOON + 60)
    assert "access.seal_readings" in due(deferrer, NOON - HOUR)
    assert "access.seal_readings" in due(deferrer, NOON - HOUR + 60)
    assert caplog.text.count("The clock was set back") == 1
