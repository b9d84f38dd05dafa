"""Pages of children in need."""
