"""Somebody at work who finds everything by the words on the page: no name of a field, no address, no layout."""

import re
from datetime import date, datetime
from types import SimpleNamespace

from harbourlight.statute.clocks import LONDON

from .at_work import Worker

TROUBLE = "There is a problem"
DESK, PHONE = 1280, 360
LONGEST, LONGEST_PAGE = 45_000, 90_000  # milliseconds, also on a machine that does much else
FITS = "document.documentElement.scrollWidth <= innerWidth"


def words(text):
    """Return what matches the words of a label, link or button: whichever apostrophe, and whether or not optional."""
    plain = re.sub("['’]", "['’]", re.escape(text))
    return re.compile(rf"^\s*{plain}(\s*\(optional\))?\s*$")


def in_words(day):
    """Return a date as the product writes it: 21 March 2026."""
    return f"{day:%-d %B %Y}"


def day_of(moment):
    """Return the London date of a moment."""
    return moment.astimezone(LONDON).date()


class Reader(Worker):
    """A professional who works by what they read."""

    def __init__(self, browser, server, professional, width=DESK):
        super().__init__(browser, server, professional, width)
        self.page.set_default_timeout(LONGEST)
        self.page.set_default_navigation_timeout(LONGEST_PAGE)

    def open(self, record):
        """Open the page of a record."""
        return self.go(record.get_absolute_url())

    def go_to(self, *names):
        """Go to where a line of the menu or of the first page leads, and where the links that follow lead."""
        if self.open_part(names[0]):
            self.click(self.offered(names[0], within="navigation"))
        else:
            self.go("/")
            for summary in self.page.locator("main details:not([open]) > summary").all():
                summary.click()
            self.click(self.button_of(names[0]).or_(self.offered(names[0])))
        for name in names[1:]:
            self.follow(name)
        return self

    def open_part(self, name):
        """Go to the part of the menu in which a line stands, on a telephone open its lines, and say whether it does."""
        self.go("/")
        links = self.page.locator(".govuk-service-navigation__link")
        for part in links.evaluate_all("links => links.map(link => link.getAttribute('href'))"):
            self.go(part)
            more = self.page.locator(".app-side__more")
            if more.is_visible():
                more.click()
            if self.offered(name, within="navigation").count():
                return True
        return False

    def button_of(self, name):
        """Return the buttons of the lines of the first page that say some words, or stand under them."""
        said = re.compile(re.sub("['’]", "['’]", re.escape(name)))
        lines = self.page.locator(".app-lines__line", has_text=said).locator("visible=true")
        found = lines if lines.count() else self.page.locator(".app-lines", has_text=said)
        return found.locator(".app-lines__do a").locator("visible=true")

    def offered(self, name, within="main"):
        """Return the links and buttons of a part of the page with some words; a link may look like a button."""
        part = self.page.get_by_role(within)
        found = part.get_by_role("link", name=words(name)).or_(part.get_by_role("button", name=words(name)))
        return found.locator("visible=true")

    def is_offered(self, name):
        """Say whether the page offers a link or a button with some words."""
        return self.offered(name).count() > 0

    def follow(self, link):
        """Follow the first link with some words, which may stand where the page folds it."""
        if not self.is_offered(link):
            folds = self.page.locator("main details:not([open])", has_text=link)
            if folds.count():
                folds.first.locator("summary").first.click()
        return self.click(self.offered(link))

    def press(self, button):
        """Press the button that sends what was answered."""
        return self.click(self.offered(button))

    def click(self, offered):
        """Click what leads to another page."""
        with self.page.expect_navigation():
            offered.first.click()
        return self

    def unfold(self, summary):
        """Open what the page keeps folded under some words."""
        self.page.get_by_role("main").locator("summary").get_by_text(summary, exact=True).click()
        return self

    def says(self, answers, press):
        """Answer the questions of a page by their words, and send it; the page must take the answers."""
        self.tries(answers, press)
        assert not self.sees(TROUBLE), self.page.inner_text("main")
        return self

    def tries(self, answers, press):
        """Answer the questions of a page by their words, and send it, whatever comes of it."""
        for question, answer in answers.items():
            self.give(question, answer)
        return self.press(press)

    def give(self, question, answer):
        """Give one answer, whatever kind of question it is."""
        together = self.page.get_by_role("group", name=words(question)).locator("visible=true")
        if isinstance(answer, date):
            give_date(together, answer)
        elif together.count():
            for each in answer if isinstance(answer, list) else [answer]:
                # A question that an answer reveals stands inside: the first that is seen is the question's own.
                together.first.get_by_label(words(each)).locator("visible=true").first.check()
        else:
            give_words(self.page.get_by_label(words(question)).locator("visible=true").first, answer)

    def is_refused(self, *told):
        """Check that the page refuses what was sent, in some words."""
        return self.sees_all(TROUBLE, *told)

    def is_good(self):
        """Check that axe finds nothing on the page as it stands, and that it fits the window."""
        assert self.axe_finds() == [], self.path
        assert self.page.evaluate(FITS), self.path
        return self

    def sees_all(self, *texts):
        """Check that the page shows every text."""
        for text in texts:
            assert self.sees(text), f"“{text}” is not on the page:\n{self.page.inner_text('main')}"
        return self

    def sees_none(self, *texts):
        """Check that the page shows no text of some."""
        for text in texts:
            assert not self.sees(text), f"“{text}” is on the page"
        return self


def give_date(together, answer):
    """Give a date, or a moment, in the parts of its question."""
    local = answer.astimezone(LONDON) if isinstance(answer, datetime) else answer
    for part in ("Day", "Month", "Year"):
        together.get_by_label(part, exact=True).fill(str(getattr(local, part.lower())))
    if isinstance(answer, datetime):
        together.get_by_label("Time", exact=True).fill(f"{local:%H:%M}")


def give_words(field, answer):
    """Write in a field, or choose in a list by the words of the choice."""
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(label=str(answer))
    else:
        field.fill(str(answer))


def readers(browser, server, *, on_a_phone=(), **people):
    """Return people by the names of their story, each at a browser of their own, some of them on a telephone."""
    return SimpleNamespace(
        **{
            name: Reader(browser, server, person, PHONE if name in on_a_phone else DESK)
            for name, person in people.items()
        }
    )
