"""NHS numbers and unique pupil numbers: how they are written and checked."""

import re

from .choices import IdentifierKind

PUPIL_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S, which look like digits
PUPIL_NUMBER = re.compile(r"[A-Z]\d{11}[\dA-Z]")


class NotAnIdentifier(ValueError):
    """What was typed cannot be this kind of number; the message says why."""


def nhs_check_digit(first_nine):
    """Return the tenth digit of an NHS number (modulus 11), or None where there can be none."""
    total = sum(int(digit) * weight for digit, weight in zip(first_nine, range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return None if check == 10 else str(check)


def nhs_number(typed):
    """Return an NHS number as ten digits; raise NotAnIdentifier with what is wrong."""
    digits = re.sub(r"[\s-]", "", typed)
    if not (digits.isascii() and digits.isdigit()) or len(digits) != 10:
        raise NotAnIdentifier("An NHS number has 10 numbers, like 943 476 5919")
    if nhs_check_digit(digits[:9]) != digits[9]:
        raise NotAnIdentifier("This is not a valid NHS number: check each number")
    return digits


def pupil_check_letter(rest):
    """Return the first letter of a unique pupil number from its other twelve characters."""
    values = [int(c) if c.isdigit() else PUPIL_LETTERS.index(c) for c in rest]
    return PUPIL_LETTERS[sum(value * weight for value, weight in zip(values, range(2, 14), strict=True)) % 23]


def pupil_number(typed):
    """Return a unique pupil number in capitals; the last character of a temporary one is a letter."""
    text = re.sub(r"[\s-]", "", typed).upper()
    if not PUPIL_NUMBER.fullmatch(text):
        raise NotAnIdentifier("A unique pupil number has a letter and 12 numbers, like H801200001001")
    if text[0] not in PUPIL_LETTERS or text[-1] not in PUPIL_LETTERS + "0123456789":
        raise NotAnIdentifier("A unique pupil number never has the letters I, O or S: check each character")
    if pupil_check_letter(text[1:]) != text[0]:
        raise NotAnIdentifier("This is not a valid unique pupil number: check each character")
    return text


def local_identifier(typed):
    """Return a local identifier as typed, without spaces around it."""
    text = " ".join(typed.split())
    if not text:
        raise NotAnIdentifier("Enter the identifier")
    return text


CHECKS = {
    IdentifierKind.NHS: nhs_number,
    IdentifierKind.UPN: pupil_number,
    IdentifierKind.LOCAL: local_identifier,
}


def checked(kind, typed):
    """Return an identifier as it is kept; raise NotAnIdentifier with what is wrong."""
    return CHECKS[IdentifierKind(kind)](typed)


def shown(kind, value):
    """Return an identifier as people read it: an NHS number in groups of 3, 3 and 4."""
    return f"{value[:3]} {value[3:6]} {value[6:]}" if kind == IdentifierKind.NHS else value
