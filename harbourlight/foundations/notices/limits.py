"""The number that an area sets for its notices."""

from harbourlight.foundations.rules.declared import Rule, declare_rules
from harbourlight.foundations.rules.reading import always_due_by

NEXT = "LOCAL-NOTICE-NEXT"
USUAL_MINUTES = 15

declare_rules(
    Rule(
        NEXT,
        title="An urgent notice goes on",
        starts_when="An urgent notice was sent, and nobody has opened it",
        must_happen="The next on the ladder is told",
        unit="minutes",
        area_of_work="Notices and duty",
        may="notices.numbers",
        default=USUAL_MINUTES,
        most=240,
        may_be_none=False,
    )
)


def goes_on_at(area_id, told_at):
    """Return the moment at which an urgent notice that nobody opened goes on in an area."""
    return always_due_by(NEXT, area_id, told_at).due
