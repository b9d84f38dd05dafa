"""What a page of the demonstration shows: the rows of its lists with whom they are about, and how tall it stands."""

import mimetypes
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import Resolver404, resolve
from lxml import html as markup

from harbourlight.foundations.people.models import Person

ROWS = "//main//tbody/tr | //main//div[@class='app-lines'] | //main//li[not(ancestor::div[@class='app-lines'])]"
ABOUT_PAGE = "//section[@class='app-identity'] | //main//h1"
MENU = re.compile(r'class="(?:app-side|govuk-service-navigation|app-sections)__link" href="([^"]+)"')
WITHOUT_BAND = "document.querySelector('.app-urgent')?.remove()"  # it stands there until it is opened
SITE = "http://walk.example"


class Row(NamedTuple):
    """A row of a list: what stands in it, the ids of the records it leads to, and the names of the page."""

    text: str
    leads_to: tuple
    heading: str


def said(element):
    """Return what an element shows, with single spaces."""
    return " ".join(" ".join(element.itertext()).split())


def ids_in(address):
    """Return the ids of records that stand in an address of the product."""
    try:
        found = resolve(address.partition("?")[0].partition("#")[0])
    except Resolver404:
        return ()
    return tuple(value for value in found.kwargs.values() if isinstance(value, UUID))


def rows_of(page):
    """Return the rows of the lists of a page that lead to records."""
    tree = markup.fromstring(page)
    heading = " ".join(said(part) for part in tree.xpath(ABOUT_PAGE))
    for row in tree.xpath(ROWS):
        leads_to = dict.fromkeys(each for link in row.xpath(".//a/@href") for each in ids_in(link))
        if leads_to:
            yield Row(said(row), tuple(leads_to), heading)


class About:
    """What records are about: {id: children}, {id: the name of a body}, the names of children, and who sees whom."""

    def __init__(self, children, bodies, names):
        self.children, self.bodies, self.names, self.sight = children, bodies, names, {}

    def seen_by(self, reader):
        """Note whom somebody may see, before a page that they read changes it."""
        self.sight[reader.pk] = set(Person.objects.visible_to(reader).values_list("pk", flat=True))

    def unnamed(self, row, reader):
        """Return whom or what a row is about without naming it, or an empty string."""
        for record in row.leads_to:
            some = [self.names[child] for child in self.children.get(record, set()) & self.sight[reader.pk]]
            wanted = some or ([self.bodies[record]] if record in self.bodies and not self.children.get(record) else [])
            if wanted and not any(name in text for name in wanted for text in (row.text, row.heading)):
                return ", ".join(sorted(wanted))
        return ""


def what_records_are_about():
    """Return what the records of the demonstration are about, of every kind that names children or a body."""
    children, bodies = defaultdict(set), {}
    for model in apps.get_models():
        fields = {field.attname: field for field in model._meta.concrete_fields}
        rows = model._base_manager
        if model._meta.pk.attname != "id":
            continue
        for pk, child in rows.values_list("pk", "person_id") if "person_id" in fields else ():
            children[pk] |= {child} - {None}
        for pk, some in rows.values_list("pk", "child_ids") if "child_ids" in fields else ():
            children[pk] |= set(some)
        if "group_id" in fields and hasattr(fields["group_id"].related_model, "name"):
            bodies |= dict(rows.values_list("pk", "group__name"))
    some = Person.objects.filter(is_child=True)
    children |= {person.pk: {person.pk} for person in some}
    return About(children, bodies, {person.pk: str(person) for person in Person.objects.all()})


def longest_of_each_kind(reads):
    """Return {address: html} of the pages that menus and the sections of a record lead to: of each kind the longest."""
    led_to = {(read.reader.pk, href) for read in reads for href in MENU.findall(read.html)}
    found = {}
    for read in reads:
        kind = resolve(read.address.partition("?")[0]).view_name
        if (read.reader.pk, read.address) in led_to and len(read.html) > len(found.get(kind, ("", ""))[1]):
            found[kind] = (read.address, read.html)
    return dict(found.values())


def serve(pages):
    """Return a function that answers a browser's question with a page or one of the product's own files."""

    def answer(route):
        path = route.request.url.removeprefix(SITE)
        if path in pages:
            return route.fulfill(body=pages[path], content_type="text/html; charset=utf-8")
        name = path.partition("?")[0].removeprefix(settings.STATIC_URL)
        file = finders.find(name) or Path(settings.STATIC_ROOT or "/nowhere") / name
        if not Path(file).is_file():
            return route.fulfill(status=404, body="")
        return route.fulfill(body=Path(file).read_bytes(), content_type=mimetypes.guess_type(name)[0] or "text/plain")

    return answer


def heights(browser, pages, *, width, height):
    """Return {address: pixels} of pages ({address: html}), and the addresses whose menu wraps."""
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.route("**/*", serve(pages))
    tall, wrapped = {}, set()
    for address in pages:
        page.goto(SITE + address, wait_until="load")
        page.evaluate(WITHOUT_BAND)
        tall[address] = page.evaluate("document.documentElement.scrollHeight")
        lines = page.evaluate(
            "new Set([...document.querySelectorAll('.govuk-service-navigation__item')].map(e => e.offsetTop)).size"
        )
        if lines > 1:
            wrapped.add(address)
    context.close()
    return tall, wrapped
