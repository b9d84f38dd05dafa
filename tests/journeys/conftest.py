"""A browser, a person at it, and axe."""

import os
from pathlib import Path

import pytest
from django.conf import settings

PICTURES = os.environ.get("HARBOURLIGHT_PICTURES", "")
# Scripts are brought in one after another: a page can be there before its menu folds on a phone.
SCRIPTS_HAVE_RUN = """() => !document.body.matches(".js-enabled")
  || !document.querySelector("[data-module=govuk-service-navigation]:not([data-govuk-service-navigation-init])")"""


class Visitor:
    """Somebody at a browser, signed in if they are a professional."""

    def __init__(self, browser, server, client_for, width=1280):
        self.server = server
        self.client_for = client_for
        self.context = browser.new_context(viewport={"width": width, "height": 900})
        self.page = self.context.new_page()

    def sign_in(self, professional):
        """Sign in without typing a password: the sign-in page has its own test."""
        cookie = self.client_for(professional).cookies[settings.SESSION_COOKIE_NAME].value
        self.context.clear_cookies()
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.server.url}])
        return self

    def go(self, path):
        """Open an address of the product."""
        self.page.goto(self.server.url + path)
        self.page.wait_for_function(SCRIPTS_HAVE_RUN)
        return self

    def sees(self, text):
        """Say whether the page shows the text."""
        return text in self.page.inner_text("body")

    def axe_finds(self):
        """Return what axe finds wrong with the page, in short."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate((settings.HARBOURLIGHT_ASSETS / "axe" / "axe.min.js").read_text("utf-8") + ";true")
        found = self.page.evaluate("axe.run()")
        return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]

    def faults(self, *widths):
        """Return what is wrong with the page at some widths in pixels, and keep pictures where they are asked for."""
        found, before = [], self.page.viewport_size["width"]
        for width in widths or (before,):
            self.page.set_viewport_size({"width": width, "height": 900})
            if PICTURES:
                name = self.page.url.removeprefix(self.server.url).strip("/").replace("/", "-")[:60]
                self.page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)
            found += [f"{width}: {fault}" for fault in self.axe_finds()]
            if not self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                found.append(f"{width}: wider than its window")
        self.page.set_viewport_size({"width": before, "height": 900})
        return found


@pytest.fixture
def visitor(browser, live_server, client_for):
    """Return a function that seats somebody at a browser of the given width in pixels."""

    def seat(width=1280):
        return Visitor(browser, live_server, client_for, width)

    return seat
