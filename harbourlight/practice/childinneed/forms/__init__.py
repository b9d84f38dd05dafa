"""The questions of children in need."""
