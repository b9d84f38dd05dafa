"""What stops a form that is good in itself: a rule says no, or somebody else was quicker."""


class Refused(Exception):
    """Something could not be done; its text says why and how to put it right, in words for the person who tried."""


class ChangedMeanwhile(Refused):
    """Somebody else changed the record after this person opened it; carries the record as it now is."""

    def __init__(self, message, record):
        super().__init__(message)
        self.record = record
