"""The questions of the front door."""
