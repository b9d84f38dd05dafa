"""What this engine refuses, and why."""


class UnreadableFile(Exception):
    """The file is not of the kind asked for, or not safe to read; one sentence in plain words says why."""


class NotSo(ValueError):
    """A cell does not hold what its column asks for; words that follow the cell say what belongs there."""
