"""What this room refuses, and why."""


class NotACensus(Exception):
    """The file is no children in need census, or is not safe to read; the sentence says why."""


class UnknownYear(ValueError):
    """The census year is not one the room knows."""


class CannotWrite(Exception):
    """A report could not be written where it was asked for."""
