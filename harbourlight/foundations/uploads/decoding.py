"""Bytes of a text file as text, whatever a spreadsheet or an older system wrote them in."""

import codecs
import re

import filetype

from .errors import UnreadableFile

MOST_BYTES = 5 * 1024 * 1024
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT = 400  # bytes by whose zeros an encoding without a mark is told


def decoded(content: bytes) -> str:
    """Return the text of a CSV file, its line ends all alike. Raises UnreadableFile in words why it is none."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile("The file must be smaller than 5MB. Split it into several files.")
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFile("This is a spreadsheet or a zip file. In the spreadsheet choose “Save as”, then CSV.")
    known = filetype.guess(content[:8192])  # type: ignore[no-untyped-call]
    if known is not None or content.startswith((b"%PDF", b"\x1f\x8b")):
        raise UnreadableFile("This is not a CSV file, whatever its name says. Choose the CSV file.")
    text = text_of(content).replace("\r\n", "\n").replace("\r", "\n")
    if CONTROL.search(text):
        raise UnreadableFile("The file holds signs that are not text. Save it again as CSV UTF-8.")
    return text


def text_of(content: bytes) -> str:
    """Return bytes as text: UTF-8 or UTF-16, with a mark or without, or what older spreadsheets write."""
    if content.startswith(_WIDE):
        encodings = ["utf-16"]
    else:
        encodings = [name for name in (_wide_without_mark(content),) if name] or ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("We cannot read the letters in this file. Save it again as CSV UTF-8.")


def _wide_without_mark(content: bytes) -> str:
    """Return the encoding of two bytes for a letter that a file without a mark is in, told by its zeros, or nothing."""
    start = content[:_LOOKED_AT]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if len(content) % 2 or max(even, odd) * 4 < len(start):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"
