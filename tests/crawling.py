"""Walks the demonstration as one person, over the links, forms and buttons that its pages offer."""

import re
from collections import Counter, deque
from html import unescape
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

LINK = re.compile(r'<a\s[^>]*?href="([^"]+)"')
FORM = re.compile(r"(?s)<form\b([^>]*)>(.*?)</form>")
BUTTON = re.compile(r'formaction="([^"]+)"')
NOT_WALKED = ("/static/", "/sign-in/", "/drafts/")  # files; leaving; what is typed
REFUSED = (403, 404)
ONE_ROLE = "harbourlight.foundations.access.signed_in.AuthenticationBackend"


class Offer(NamedTuple):
    """What a page offers: an address, and whether it is sent to."""

    address: str
    is_sent: bool


class Fault(NamedTuple):
    """A page that leads somebody to a refusal, by the names of the two addresses."""

    page: str
    offer: str
    status: int


def attribute(tag, name):
    """Return what an attribute of a tag holds, or an empty string."""
    found = re.search(rf'{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def offers_in(html, page):
    """Return what a page offers: its links, and where its forms and buttons are sent."""
    found = [Offer(unescape(link), is_sent=False) for link in LINK.findall(html)]
    for tag, inside in FORM.findall(html):
        is_sent = attribute(tag, "method").lower() == "post"
        found.append(Offer(attribute(tag, "action") or page, is_sent))
        found += [Offer(unescape(address), is_sent=True) for address in BUTTON.findall(inside)]
    return [
        Offer(urldefrag(urljoin(page, offer.address)).url, offer.is_sent) for offer in found
        if not offer.address.startswith(("mailto:", "tel:", "http", "data:", "//"))
    ]  # fmt: skip


def name_of(address):
    """Return the name of the page behind an address, so that the pages of two children are one kind."""
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return address


def ask(client, offer):
    """Return the answer to an offer; what sending it did is taken back."""
    if not offer.is_sent:
        return client.get(offer.address)
    with transaction.atomic():
        answer = client.post(offer.address)
        transaction.set_rollback(True)
    return answer


class Read(NamedTuple):
    """A page that somebody read: whose it is, its address, the page that offered it, and what it says."""

    reader: object
    address: str
    page: str
    html: str


def crawl(person, *, most, reads=None):
    """Return (faults, pages read) for one person: at most so many pages of each kind are asked for.

    What the pages say is added to ``reads``, the pages that only answer a form left out.
    """
    client, seen, kinds, faults = Client(), set(), Counter(), set()
    client.force_login(person, backend=ONE_ROLE)
    waiting = deque([("", Offer("/", is_sent=False))])
    while waiting:
        page, offer = waiting.popleft()
        kind = (name_of(offer.address), offer.is_sent)
        if offer in seen or kinds[kind] >= most or offer.address.startswith(NOT_WALKED):
            continue
        seen.add(offer)
        kinds[kind] += 1
        answer = ask(client, offer)
        if answer.status_code in REFUSED:
            faults.add(Fault(name_of(page) if page else "", kind[0], answer.status_code))
        elif answer.status_code in (301, 302) and not offer.is_sent:
            waiting.append((page, Offer(urljoin(offer.address, answer.url), is_sent=False)))
        elif answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            html = answer.content.decode()
            waiting.extend((offer.address, each) for each in offers_in(html, offer.address))
            if reads is not None and not offer.is_sent:
                reads.append(Read(person, offer.address, page, html))
    return faults, len(seen)
