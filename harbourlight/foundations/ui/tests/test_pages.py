"""Pages stand on one base, say nothing personal, and ask for no script or style of their own."""

import re
from pathlib import Path

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

ERRORS = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


def show(template, path="/", **values):
    """Render a template as a page asked for at an address."""
    request = RequestFactory().get(path)
    loaded = template if template.startswith("{% extends") else "{% load harbourlight %}" + template
    return Template(loaded).render(Context({"request": request, **values}))


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_are_whole_and_follow_the_policy(name):
    html = render_to_string(name, {"exception": "Alice Marlow 9434765919", "request_path": "/people/9434765919"})
    assert '<html lang="en"' in html
    assert "<h1>" in html
    assert "9434765919" not in html
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", html)


def test_the_page_has_its_landmarks_and_a_demonstration_says_so(settings):
    settings.HARBOURLIGHT_DEMO, settings.HARBOURLIGHT_AREA = True, "Harbourhaven"
    html = show('{% extends "ui/page.html" %}{% block title %}Contacts{% endblock %}')
    for part in (
        "<title>Contacts - Harbourlight</title>",
        'href="#main-content"',
        "<header>",
        "Harbourhaven",
        "invented people and places",
        '<main class="govuk-main-wrapper prose" id="main-content">',
        "<footer",
    ):
        assert part in html
    settings.HARBOURLIGHT_DEMO = False
    assert "invented people" not in show('{% extends "ui/page.html" %}')


def test_the_navigation_marks_where_one_is():
    html = show("{% navigation items '/contacts/' %}", items=(("/", "Today"), ("/contacts/", "Contacts")))
    assert re.search(r'href="/contacts/" aria-current="true"', html)
    assert html.count("aria-current") == 1


def test_messages_are_banners():
    html = show('{% include "ui/messages.html" %}', messages=[Message(constants.SUCCESS, "Contact recorded")])
    assert "govuk-notification-banner--success" in html


def test_pages_are_linked_and_keep_the_question():
    page = Paginator(range(95), 10).page(2)
    html = show("{% pagination page %}", "/?q=a&page=2", page=page)
    assert 'href="?q=a&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1
    assert show("{% pagination page %}", page=Paginator(range(5), 10).page(1)).strip() == ""


def test_what_is_shown_is_escaped():
    evil = "<script>"
    html = show(
        "{% summary_list rows %}{% table heads cells %}{% tag evil %}{% button evil %}{% task_list tasks %}"
        "{% inset %}{{ evil }}{% endinset %}{% card evil %}{{ evil }}{% endcard %}",
        evil=evil, rows=[(evil, evil)], heads=[evil], cells=[[evil]], tasks=[(evil, "/", evil, "")],
    )  # fmt: skip
    assert evil not in html
    assert html.count("&lt;script&gt;") == 11


def test_the_summary_list_says_what_is_not_recorded():
    html = show(
        "{% summary_list rows %}",
        rows=[("Name", None), ("Lines", ["one", "two"]), ("Age", 0, [("Change", "/x")])],
    )
    assert html.count("Not recorded") == 1
    assert "one<br>two" in html
    assert 'Change<span class="govuk-visually-hidden"> age</span>' in html


def test_a_form_without_questions_still_carries_the_token():
    html = show('{% form_tag %}{% button "Escalate" %}{% endform_tag %}', csrf_token="the-token")
    assert 'name="csrfmiddlewaretoken" value="the-token"' in html
    assert "data-draft-url" not in html


def test_raw_classes_of_the_design_system_stand_only_here():
    rooms = Path(__file__).parents[4]
    found = [
        path.relative_to(rooms)
        for path in rooms.glob("harbourlight/**/templates/**/*.html")
        if "foundations/ui/" not in path.as_posix() and "govuk-" in path.read_text("utf-8")
    ]
    assert found == []
