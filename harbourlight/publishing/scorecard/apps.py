"""Django configuration of the published scorecard."""

from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    """The published scorecard."""

    name = "harbourlight.publishing.scorecard"
    label = "scorecard"
