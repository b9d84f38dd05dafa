"""Looks at how a file begins: what encoding it names, and whether its bytes are in it, so that a cause is told."""

import codecs
import re

from harbourlight.exchange.cincensus.errors import NotACensus

_DECLARED = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]{1,40})[\"']")
_BLANK = (0x20, 0x09, 0x0A, 0x0D)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def refuse_start(start: bytes) -> None:
    """Refuse a file whose first bytes speak against what they say of themselves. Raises NotACensus with the cause.

    Bytes that only fail further on are left to the parser.
    """
    mark, found = next(((mark, name) for mark, name in _MARKS if start.startswith(mark)), (b"", ""))
    found = found or _by_zeros(start)
    text = start[len(mark) : 1024].decode(found or "latin-1", "replace") if found != "utf-16" else _wide(start)
    if text[:1].isspace() and text.lstrip().startswith("<?xml"):
        raise NotACensus(
            "a blank line or a space stands before “<?xml”: delete it, so that the file begins with “<?xml”"
        )
    declared = _DECLARED.match(text)
    if declared:
        _compare(declared[1], found)


def _by_zeros(start: bytes) -> str:
    """The encoding of two bytes for a sign, told by its zeros; empty where each sign has one."""
    return "utf-16" if start[:2] in (b"<\0", b"\0<") else ""


def _wide(start: bytes) -> str:
    """The first signs of a text with two bytes for each."""
    is_big = start.startswith(codecs.BOM_UTF16_BE) or start[:1] == b"\0"
    return start[:2048].decode("utf-16-be" if is_big else "utf-16-le", "replace").lstrip("\ufeff")


def _compare(named: str, found: str) -> None:
    """Refuse an encoding that nobody knows, and one whose signs have another width than the bytes of the file."""
    shown = "".join(sign for sign in named if sign.isalnum() or sign in "-_.")
    try:
        known = codecs.lookup(named).name
    except (LookupError, ValueError):
        raise NotACensus(f"it says that it is written in “{shown}”, an encoding that nobody knows") from None
    is_wide = known.replace("_", "-").startswith(("utf-16", "utf-32", "ucs"))
    if is_wide and found not in ("utf-16", "utf-32"):
        raise NotACensus(
            f"it says that it is written in {shown}, but its bytes are those of UTF-8 or another with one byte "
            "for a letter: write encoding=\"UTF-8\" into its first line, or save it in the encoding it names"
        )  # fmt: skip
    if found in ("utf-16", "utf-32") and not is_wide:
        raise NotACensus(
            f"it says that it is written in {shown}, but its bytes are those of {found.upper()}: write "
            f"encoding=\"{found.upper()}\" into its first line, or save it in the encoding it names"
        )  # fmt: skip
