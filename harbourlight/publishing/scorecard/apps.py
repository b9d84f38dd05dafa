"""Django configuration of the published scorecard."""

from harbourlight.foundations.rooms.room import Room


class ScorecardConfig(Room):
    """The published scorecard."""

    title = "Scorecard"
