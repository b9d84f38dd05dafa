"""Commands of the census."""
