"""Commands of the documents engine."""
