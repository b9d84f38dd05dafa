"""What people paste, in one form: Word's marks, telephone numbers, postcodes."""

import re

MARKS = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u200b": None, "\u2060": None, "\ufeff": None, "\u00ad": None,
        "\uf0b7": "•", "\uf0a7": "•",
    }
)  # fmt: skip
ABROAD = re.compile(r"^(?:\+|00)44\s*(?:\(0\))?\s*0?")
EXTENSION = re.compile(r"\s*(?:extension|ext\.?|x|#)\s*(\d{1,6})$", re.IGNORECASE)
SHAPES = ((re.compile(r"02\d{9}"), (3, 4, 4)), (re.compile(r"0[37]\d{9}|01[2-9]\d{8,9}"), (5, 6)))
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")


def plain_marks(text: str) -> str:
    """Return a text with spaces and bullets that every reader has, and without marks that nobody sees."""
    return text.translate(MARKS)


def telephone(text: str) -> str:
    """Return a number of this country as it is written here ("01632 960001"); another as it was typed."""
    number, extension = text.strip(), ""
    if found := EXTENSION.search(number):
        number, extension = number[: found.start()], f" ext {found[1]}"
    digits = re.sub(r"\D", "", ABROAD.sub("0", number))
    for shape, lengths in SHAPES:
        if shape.fullmatch(digits):
            places = [sum(lengths[:number]) for number in range(len(lengths))]
            parts = [digits[place : place + length] for place, length in zip(places, lengths, strict=True)]
            return " ".join(parts) + extension
    return text.strip()


def postcode(text: str) -> str:
    """Return a postcode as the post writes it ("ZZ9 9JN"); what is none as it was typed."""
    found = POSTCODE.fullmatch(re.sub(r"[^A-Z\d]", "", text.upper()))
    return f"{found[1]} {found[2]}" if found else text.strip()
