"""The dataset's management commands."""
