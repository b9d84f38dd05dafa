"""The pages of the demonstration, walked once as its people.

None leads to a refusal, whatever it offers: a link, a form or a button. Every row of a list names the child or the body
of the record to which it leads. What a menu leads to is short, and no menu wraps.
"""

from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import override_settings

from harbourlight.config.soak import is_soaking
from harbourlight.demo import load, signins
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import read_clock
from harbourlight.foundations.agencies.models import Professional
from tests import walking
from tests.crawling import crawl, name_of

# In CI one person of some kinds, who between them meet every room, and one page of each kind.
SHARE = ("martha.manager", "tara.teamlead", "hazel.visitor", "bob.school", "ivor.guardian", "colin.councillor")

WIDE = 1280
SCREENS = ((WIDE, 800, 3), (360, 640, 10))  # width, height, and how many of them a page may be long
ONE_SCREEN = {"people:person"}  # a child at a glance
STILL_LONG = {"frontdoor:contact_new"}  # 2,675 at 1280: its first questions are still to become fewer


class Walk(NamedTuple):
    """What was found on one walk: faults, pages read, how many were asked for, and what a row can be about."""

    faults: set
    reads: list
    asked: int
    people: int
    about: walking.About


def walkers():
    """Return the people who walk, and how many pages of each kind they ask for."""
    words = [each.word for each in signins.CAST] if is_soaking() else SHARE
    people = Professional.objects.filter(email__in=[f"{word}@{signins.HOST}" for word in words])
    return people, 12 if is_soaking() else 1


@pytest.fixture(scope="module")
def walk(django_db_setup, django_db_blocker, tmp_path_factory):
    """Walk a small demonstration once for all these tests, in a transaction that is undone."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), override_settings(DATA=folder), transaction.atomic():
        with as_system("a test loads the demonstration"):
            load.load(now=read_clock(), children=900 if is_soaking() else 150, years=0.5, seed=5)
            about = walking.what_records_are_about()
        people, most = walkers()
        found, reads, asked = set(), [], 0
        for person in people:
            about.seen_by(person)
            faults, pages = crawl(person, most=most, reads=reads)
            found, asked = found | {(*fault, person.email) for fault in faults}, asked + pages
        yield Walk(found, reads, asked, len(people), about)
        transaction.set_rollback(True)


def test_nobody_is_led_to_a_refusal(walk):
    assert not walk.faults
    assert walk.asked > 20 * walk.people


def test_every_row_of_a_list_names_its_child_or_body(walk):
    rows = [(read, row) for read in walk.reads for row in walking.rows_of(read.html)]
    nameless = [
        f"{name_of(read.address)} as {read.reader.email}: “{row.text[:120]}” is about {wanted}"
        for read, row in rows
        if (wanted := walk.about.unnamed(row, read.reader))
    ]
    assert nameless == []
    assert len(rows) > 50 * walk.people


def test_what_a_menu_leads_to_is_short_and_no_menu_wraps(walk, browser):
    pages = walking.longest_of_each_kind(walk.reads)
    tall = []
    for width, height, screens in SCREENS:
        found, wrapped = walking.heights(browser, pages, width=width, height=height)
        assert width < WIDE or not wrapped
        tall += [
            f"{name_of(address)} at {width}: {pixels}"
            for address, pixels in found.items()
            if pixels > height * (1 if width == WIDE and name_of(address) in ONE_SCREEN else screens)
            and name_of(address) not in STILL_LONG
        ]
    assert not tall, "\n".join(tall)
    assert len(pages) > 30
