"""The measurement of the check works; the figures themselves are for the bench, on a quiet machine."""

from harbourlight.exchange.cincensus.benching import LIMITS, measure


def test_a_measurement_gives_seconds_and_memory():
    rows = measure(400, shares=2)
    assert {unit for _, unit, _ in rows} >= set(LIMITS)
    assert all(value > 0 for _, _, value in rows)
