"""Numbers of the right form that belong to nobody."""

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def nhs_number(serial):
    """Make the serial-th NHS number of the test range that begins with 999, with a right check digit.

    About one serial in eleven has no check digit; the next that has one stands in, so leave room between serials.
    """
    while True:
        digits = f"999{serial % 1_000_000:06}"
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
        if check != 10:
            return f"{digits}{0 if check == 11 else check}"
        serial += 1


def upn(serial):
    """Make a unique pupil number with a right check letter, of a school numbered 0000, which does not exist.

    Its authority is one that the census knows, so that the demonstration's own return is clean.
    """
    digits = f"201{serial:09}"
    letter = UPN_LETTERS[sum(int(digit) * (place + 2) for place, digit in enumerate(digits)) % 23]
    return letter + digits
