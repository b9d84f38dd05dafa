"""Whether what a file says of a child's birth and sex bears out that it is a child on file, or speaks against it."""

from datetime import timedelta

EARLY_OR_LATE = timedelta(days=120)  # between a birth that was expected and the birth


def contradicts(row, said):
    """Say whether birth or sex, where both are known, are another's; ``row`` and ``said`` have the fields of people."""
    sexes = {row["sex"], said["sex"]} - {"U"}
    return len(sexes) > 1 or agrees_on_birth(row, said) is False


def bears_out(row, said):
    """Say whether the dates of birth are known and the same."""
    return agrees_on_birth(row, said) is True


def said_before(said, was):
    """Say whether a file says the same birth and sex as the file before it, and a birth at all."""
    names = ("born_on", "expected_on", "sex")
    return any(said[name] for name in names[:2]) and all(said[name] == was[name] for name in names)


def agrees_on_birth(row, said):
    """Return whether dates of birth agree, as far as they are known; None where one is not."""
    ours, theirs = row["born_on"], said["born_on"]
    if ours and theirs:
        return ours == theirs
    expected = row["expected_on"] or said["expected_on"]
    if ours is None and theirs is None:
        both = row["expected_on"] and said["expected_on"]
        return abs(row["expected_on"] - said["expected_on"]) <= EARLY_OR_LATE if both else None
    known = ours or theirs
    if expected:
        return abs(known - expected) <= EARLY_OR_LATE
    year = row.get("birth_year")
    return False if year and theirs and year != theirs.year else None
