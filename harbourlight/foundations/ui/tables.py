"""Cells of long tables, put into HTML without a template: a page of fifty lines is asked for all day."""

from html import escape

from django.utils.safestring import SafeString


def html_of(value):
    """Return a value as HTML: escaped, unless it is HTML already; nothing for None."""
    if isinstance(value, SafeString):
        return value
    return "" if value is None else escape(str(value))


def lines(*values):
    """Return values one under the other in a cell; empty ones are left out."""
    return SafeString("<br>".join(html_of(value) for value in values if value))


def beside(*values):
    """Return values beside each other in a cell; empty ones are left out."""
    return SafeString(" ".join(html_of(value) for value in values if value))


def link(href, text, spoken=""):
    """Return a link, with other words for screen readers if need be; the text alone where there is no address."""
    if not href:
        return html_of(text)
    label = f' aria-label="{escape(spoken)}"' if spoken else ""
    return SafeString(f'<a href="{escape(str(href))}"{label}>{html_of(text)}</a>')


def cells(**values):
    """Return the cells of a row, each with its column's heading for narrow screens (``Who_for`` is "Who for")."""
    return SafeString(
        "".join(f'<td data-label="{name.replace("_", " ")}">{html_of(value)}</td>' for name, value in values.items())
    )
