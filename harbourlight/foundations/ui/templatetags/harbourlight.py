"""The tags with which rooms lay out their pages: `{% load harbourlight %}`."""

import uuid
from functools import cache, lru_cache
from html import escape

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from harbourlight.foundations.ui import addresses, tables, viruses, words
from harbourlight.foundations.ui.views import NOTHING

register = template.Library()
OWN = (("access:own_looks", "What I looked at"), ("mfa_index", "How I sign in"))
FOOTER = (
    ("help:index", "Help"),
    ("scorecard:publications", "Published scorecards"),
    ("scrutiny:public", "Scrutiny in public"),
    ("help:accessibility", "Accessibility statement"),
    ("help:cookies", "Cookies"),
    ("help:privacy", "Privacy"),
)


def or_nothing(say):
    """Return a filter that gives an empty string for an empty value."""
    return lambda value: say(value) if value else ""


register.filter("day", or_nothing(words.day))
register.filter("month", or_nothing(words.month))
register.filter("moment", or_nothing(words.moment))


@register.simple_tag
def area_name():
    """Return the name of the area this system serves, or an empty string."""
    return getattr(settings, "HARBOURLIGHT_AREA", "")


@register.simple_tag
def is_demonstration():
    """Say whether people and places are invented."""
    return bool(getattr(settings, "HARBOURLIGHT_DEMO", False))


@register.simple_tag
@cache
def footer_links(is_signed_in):
    """Return the items of the footer: one's own pages, and the help pages that there are."""
    found = []
    for name, text in (*(OWN if is_signed_in else ()), *FOOTER):
        try:
            found.append((reverse(name), text))
        except NoReverseMatch:
            continue
    return render_to_string("ui/footer.html", {"links": found})


@register.inclusion_tag("ui/button.html")
def button(text, kind="", href="", name="", value="", start=False, spoken=""):
    """Render a button, or a link that looks like one; `kind` is "secondary" or "warning".

    ``spoken`` are other words for screen readers, where several buttons say the same.
    """
    return {"text": text, "kind": kind, "href": href, "name": name, "value": value, "start": start, "spoken": spoken}


@register.simple_tag
def tag(text, colour=""):
    """Render a tag; `colour` is grey, green, teal, blue, purple, magenta, red, orange or yellow."""
    kind = f" govuk-tag--{escape(colour)}" if colour else ""
    return SafeString(f'<strong class="govuk-tag{kind}">{tables.html_of(text)}</strong>')


@register.simple_tag
def clock_tag(deadline, moment):
    """Render how a deadline stands: its date while it runs, and "due today", "3 days late", "done in time"."""
    return tables.beside(words.when(deadline), tag(*words.standing(deadline, moment)))


@register.simple_tag
def summary_list(rows):
    """Render rows of (key, value) or (key, value, [(link text, href), ...]).

    A value may be a list of lines; an empty one shows "Not recorded".
    """
    return tables.summary_list(rows)


@register.inclusion_tag("ui/table.html")
def table(columns, rows, caption=""):
    """Render a table; a column is its heading, or (heading, "numeric"); a row is a list of cells."""
    heads = [(column, "") if isinstance(column, str) else column for column in columns]
    return {
        "caption": caption,
        "heads": heads,
        "rows": [[(cell, head[1]) for cell, head in zip(row, heads, strict=True)] for row in rows],
    }


@register.inclusion_tag("ui/task_list.html")
def task_list(tasks, name="task"):
    """Render tasks of (title, href or "", status, colour or "", hint or ""), the last two optional."""
    return {"name": name, "tasks": [(*task, "", "")[:5] for task in tasks]}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context, page, name="page"):
    """Render the links between the pages of a Django `Page`; other parts of the query stay."""
    query = context["request"].GET.copy() if "request" in context else None

    def href(number):
        if query is None:
            return f"?{name}={number}"
        query[name] = number
        return f"?{query.urlencode()}"

    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    items = [(number, href(number) if isinstance(number, int) else "") for number in elided]
    return {
        "page": page,
        "items": items,
        "previous": href(page.number - 1) if page.has_previous() else "",
        "next": href(page.number + 1) if page.has_next() else "",
    }


@register.simple_tag
@lru_cache(maxsize=500)
def navigation(items, current=""):
    """Render the menu from (href, text) pairs, of which one is current."""
    return render_to_string("ui/navigation.html", {"items": items, "current": current})


@register.simple_tag
@lru_cache(maxsize=500)
def side_navigation(items, current, title):
    """Render the lines of one part of the menu, beside the page."""
    return render_to_string("ui/side.html", {"items": items, "current": current, "title": title})


@register.simple_tag
@cache
def asset(name):
    """Return the address of a style sheet, script or picture."""
    return static(name)


@register.simple_tag
@cache
def head_links():
    """Return what every page loads: its icon, style sheets and scripts."""
    return render_to_string("ui/head.html")


@register.simple_tag
@cache
def sign_out():
    """Return the link that signs out, where the product has one."""
    try:
        return render_to_string("ui/sign_out.html", {"href": reverse("account_logout")})
    except NoReverseMatch:
        return ""


@register.simple_tag
def address(name, record_id):
    """Return the address called ``name`` of the record with an id: quicker than `url` on a busy page."""
    return addresses.address_of(name, record_id)


@register.inclusion_tag("ui/back_link.html")
def back_link(href, text="Back"):
    """Render the link back, in the block `before`."""
    return {"href": href, "text": text}


def block(name):
    """Return a function that registers a block tag whose template of the same name gets its content."""

    def make(give):
        def render(content, *args, **options):
            return render_to_string(f"ui/{name}.html", {"content": content, **give(*args, **options)})

        register.simple_block_tag(render, name=name)
        return give

    return make


@block("grid")
def grid(width="two-thirds"):
    """Lay its content in one column: full, one-half, one-third, two-thirds, one-quarter, three-quarters."""
    return {"width": width}


@block("columns")
def columns():
    """Hold columns side by side."""
    return {}


@block("column")
def column(width="one-half"):
    """One of several columns."""
    return {"width": width}


@block("details")
def details(summary, is_open=False):
    """Hide its content behind a summary that opens it, unless it is open at first."""
    return {"summary": summary, "is_open": is_open}


@block("inset")
def inset():
    """Set its content apart."""
    return {}


@block("warning")
def warning():
    """Warn: an exclamation mark before the content."""
    return {}


@block("panel")
def panel(title):
    """Confirm at the end of a piece of work."""
    return {"title": title}


@block("card")
def card(title, href="", level=3):
    """One card of a board; its title may be a link."""
    return {"title": title, "href": href, "level": level}


@block("buttons")
def buttons():
    """Hold buttons and links in a row."""
    return {}


@register.simple_block_tag(takes_context=True)
def form_tag(context, content, form=None, key="", subject="", action="", multipart=False):
    """Hold a form: the drafts that wait, token, number, hidden inputs, and the address where its draft is saved.

    {% form_tag form %} takes key and subject from `form.draft`; {% form_tag %} holds only buttons.
    """
    draft = getattr(form, "draft", None)
    if draft is not None and not key:
        key, subject = draft.key, draft.subject
    sitting = sitting_of(form)
    is_numbered = "submission" in getattr(form, "fields", ())
    about = str(subject) or NOTHING
    return render_to_string(
        "ui/form_tag.html",
        {
            "content": content,
            "form": form,
            "action": action,
            "is_multipart": multipart or (form is not None and form.is_multipart()),
            "not_looked_at": "" if viruses.is_set_up() else viruses.NOT_LOOKED_AT,
            "csrf_token": context.get("csrf_token"),
            "submission": "" if is_numbered else uuid.uuid4(),
            "sitting": sitting if key else "",
            **offer_of(context, draft),
            "draft_url": reverse("ui:draft", args=(key, about, sitting)) if key else "",
        },
    )


def sitting_of(form):
    """Return the sitting a form is filled in at: the one sent, that of the draft in use, or a new one."""
    if form is not None and form.is_bound:
        try:
            return uuid.UUID(form.data.get("sitting", ""))
        except ValueError:
            return uuid.uuid4()
    used = getattr(getattr(form, "draft", None), "used", None)
    return used.sitting if used else uuid.uuid4()


def offer_of(context, draft):
    """Return what offers the drafts that wait, once on a page; they stand above the form, outside it."""
    shown = context.render_context.setdefault("drafts offered", set())
    waiting = [each for each in getattr(draft, "waiting", ()) if each.sitting not in shown]
    shown.update(each.sitting for each in waiting)
    return {"waiting": waiting, "path": context["request"].path if waiting else ""}


@register.inclusion_tag("ui/rows.html")
def rows(formset, add="Add another"):
    """Render a list of rows of `ui.forms.rows_of`, inside a {% form_tag %}, with its button."""
    return {"formset": formset, "add": add}
