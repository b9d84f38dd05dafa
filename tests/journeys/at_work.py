"""A professional at work in the browser, who reads, follows links and answers questions; and time that passes."""

import os
from datetime import date, datetime

import psycopg
from django.db import connection
from django.test import Client
from psycopg import sql

from harbourlight.statute.clocks import LONDON

from .conftest import Visitor

BACKEND = "harbourlight.foundations.access.signed_in.AuthenticationBackend"
LEFT_ALONE = ("access_reading%", "django_%", "procrastinate_%")  # what is kept by month, or is not of the story
MOMENTS = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'public' AND data_type IN ('date', 'timestamp with time zone')
AND NOT table_name LIKE ANY(%s) ORDER BY 1, 2
"""


def sign_in(professional):
    """Return a client of a professional's own, so that several people are signed in at once."""
    client = Client()
    client.force_login(professional, backend=BACKEND)
    return client


def days_pass(days):
    """Let days pass: everything that was recorded or planned lies as many days further back.

    The product and the database read the same clock, so the story ages and the clock stays.
    """
    of_the_test = {"dbname": connection.settings_dict["NAME"], "autocommit": True}
    with psycopg.connect(os.environ["HARBOURLIGHT_TEST_SUPERUSER_URL"], **of_the_test) as admin:
        admin.execute("SET session_replication_role = replica")
        columns = {}
        for table, column in admin.execute(MOMENTS, [list(LEFT_ALONE)]):
            columns.setdefault(table, []).append(sql.Identifier(column))
        for table, names in columns.items():
            older = sql.SQL(", ").join(
                sql.SQL("{0} = {0} - {1}::interval").format(name, f"{days} days") for name in names
            )
            admin.execute(sql.SQL("UPDATE {} SET {}").format(sql.Identifier(table), older))


class Worker(Visitor):
    """A professional at a browser of their own."""

    def __init__(self, browser, server, professional, width=1280):
        super().__init__(browser, server, sign_in, width)
        self.professional = professional
        self.sign_in(professional)

    @property
    def path(self):
        """The address of the page, without the server's."""
        return self.page.url.removeprefix(self.server.url)

    def follow(self, link):
        """Follow a link of the page, or a button that leads to a page, by its words."""
        main = self.page.locator("main")
        button = main.get_by_role("button", name=link, exact=True)
        if not main.get_by_role("link", name=link, exact=True).or_(button).count():
            self.unfold()
        main.get_by_role("link", name=link, exact=True).or_(button).first.click()
        self.page.wait_for_load_state()
        return self

    def unfold(self):
        """Open all that the page keeps folded."""
        for summary in self.page.locator("main details:not([open]) > summary").all():
            summary.click()
        return self

    def open_first(self):
        """Open the first record of a list."""
        listed = self.page.url
        self.page.locator("main table a").first.click()
        self.page.wait_for_url(lambda address: address != listed)
        return self

    def answer(self, press="", **answers):
        """Answer the questions of a form in their order, and send it; the page must take the answers."""
        page = self.page
        page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        for name, value in answers.items():
            fill(page, name, value)
        named = f"button[value='{press}']" if press else "button[type=submit]:not([name])"
        first = next(iter(answers))
        asked = page.locator(f"main form:has([name='{first}'], [name='{first}-day'])")
        asked.locator(named).first.click()
        page.wait_for_load_state()
        assert page.locator(".govuk-error-summary").count() == 0, page.inner_text(".govuk-error-summary")
        return self

    def press(self, button):
        """Press a button."""
        self.page.locator("main").get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_load_state()
        return self

    def opens(self, path):
        """Say whether an address opens for this person; 404 and 403 are what strangers get."""
        answer = self.page.goto(self.server.url + path)
        assert answer.status in (200, 403, 404), (path, answer.status)
        return answer.status == 200

    def finds_good(self, *paths, widths=(1280,)):
        """Check that pages pass axe and fit the screen at some widths; a page is loaded once and resized."""
        for path in paths or (self.path,):
            self.page.set_viewport_size({"width": widths[0], "height": 900})
            assert self.go(path).faults(*widths) == [], path
        self.page.set_viewport_size({"width": 1280, "height": 900})


def fill(page, name, value):
    """Give one answer, whatever kind of question it is."""
    if isinstance(value, date):
        local = value.astimezone(LONDON) if isinstance(value, datetime) else value
        for part in ("day", "month", "year"):
            page.fill(f"[name='{name}-{part}']", str(getattr(local, part)))
        if isinstance(value, datetime):
            page.fill(f"[name='{name}-time']", f"{local:%H:%M}")
        return
    kind = page.locator(f"[name='{name}']").first.evaluate("field => field.type")
    if kind in ("radio", "checkbox"):
        for each in value if isinstance(value, list) else [value]:
            page.check(f"[name='{name}'][value='{each}']")
    elif kind == "select-one":
        page.select_option(f"[name='{name}']", str(value))
    else:
        page.fill(f"[name='{name}']", str(value))
