"""Cells of files that leave the system: no text may run as a formula in a spreadsheet."""

OPENERS = "=+-@|%\t\r\n＝＋－＠"
UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\u00ad \u00a0\u3000"


def plain(value: object) -> str:
    """Return a value as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return "'" + text if text.lstrip(UNSEEN)[:1] in tuple(OPENERS) and text.strip(UNSEEN) else text
