"""The rules of taking steps, told with a real record: they stand above the rooms."""
