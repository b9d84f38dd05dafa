"""The demonstration's management commands."""
