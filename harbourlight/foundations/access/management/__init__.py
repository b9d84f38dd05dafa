"""Commands of the access engine."""
