"""Areas with numbers of their own."""

from datetime import UTC, datetime, time

from conftest import LONG_AGO
from harbourlight.foundations.rules.actions import set_number


def keeps(area, numbers, from_on=LONG_AGO):
    """Let an area have had numbers, {rule id: number}, since a day long ago or another."""
    at = datetime.combine(from_on, time(12), UTC)
    return [
        set_number(rule_id=rule, area=area, number=number, from_on=from_on, by=None, at=at)
        for rule, number in numbers.items()
    ]  # fmt: skip
