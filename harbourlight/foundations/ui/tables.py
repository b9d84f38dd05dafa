"""Tables and summary lists put into HTML without a template: pages of fifty lines are asked for all day."""

from functools import cache
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


def comma(*values):
    """Return values beside each other in a cell with commas between; empty ones are left out."""
    return SafeString(", ".join(html_of(value) for value in values if value))


def small(value):
    """Return a value in small letters."""
    return SafeString(f"<small>{html_of(value)}</small>")


def link(href, text, spoken=""):
    """Return a link, with other words for screen readers if need be; the text alone where there is no address."""
    if not href:
        return html_of(text)
    label = f' aria-label="{escape(spoken)}"' if spoken else ""
    return SafeString(f'<a href="{escape(str(href))}"{label}>{html_of(text)}</a>')


def cells(**values):
    """Return the cells of a row, each with its column's heading for narrow screens (``Who_for`` is "Who for")."""
    return SafeString("".join([f"{opening(name)}{html_of(value)}</td>" for name, value in values.items()]))


@cache
def opening(name):
    """Return the opening tag of the cells of a column."""
    return f'<td data-label="{name.replace("_", " ")}">'


def summary_list(rows):
    """Return a summary list: rows of (key, value) or (key, value, [(link text, href), ...])."""
    return SafeString(f'<dl class="govuk-summary-list">{"".join(summary_row(*row) for row in rows)}</dl>')


def summary_row(key, value, actions=()):
    """Return a row of a summary list; a value may be a list of lines, and an empty one was not recorded."""
    held = value if isinstance(value, (list, tuple)) else [value]
    said = "<br>".join("Not recorded" if line in (None, "") else html_of(line) for line in held) or "Not recorded"
    links = [
        f'<a class="govuk-link" href="{escape(str(href))}">{html_of(text)}'
        f'<span class="govuk-visually-hidden"> {html_of(str(key).lower())}</span></a>'
        for text, href in actions
    ]
    kind = "" if links else " govuk-summary-list__row--no-actions"
    return (
        f'<div class="govuk-summary-list__row{kind}"><dt class="govuk-summary-list__key">{html_of(key)}</dt>'
        f'<dd class="govuk-summary-list__value">{said}</dd>{summary_actions(links)}</div>'
    )


def summary_actions(links):
    """Return the last cell of a summary's row: one link, or a list of them."""
    if len(links) > 1:
        items = "".join(f'<li class="govuk-summary-list__actions-list-item">{link}</li>' for link in links)
        links = [f'<ul class="govuk-summary-list__actions-list">{items}</ul>']
    return f'<dd class="govuk-summary-list__actions">{links[0]}</dd>' if links else ""
