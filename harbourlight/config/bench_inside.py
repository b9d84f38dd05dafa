"""What the bench measures inside the product itself: steps, imports, queries for each page; and who visits."""

import json
import statistics
import time
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from harbourlight.demo import signins, words
from harbourlight.foundations.access.guard import as_system, ask_as
from harbourlight.foundations.access.middleware import read_clock
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.chronology.models import Line
from harbourlight.practice.frontdoor.actions import Arrival, ReportedAdult, ReportedChild, receive_many
from harbourlight.practice.frontdoor.actions.screen import take_contact
from harbourlight.practice.frontdoor.models import Contact

VISITORS = ("alice.mash", "martha.manager", "alice.mash", "selina.senior")
SEARCHES = (
    "Kathryn Brookfield",
    "Thea Marlowick",
    "mohammed thornley 2014",
    "Olivia Ashcroft",
    "Swanwick Leo",
)
ENTRIES = 50


def someone(word):
    """Give one of the demonstration's professionals."""
    return Professional.objects.get(email=f"{word}@{signins.HOST}")


def cookie_of(professional):
    """Sign a professional in and give the cookie."""
    session = SessionStore()
    session[SESSION_KEY] = str(professional.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = professional.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def child_of(alice, entries):
    """Give a child whom Alice may see, with at least so many lines in the chronology."""
    with as_system("the bench looks for a child"):
        contact = Contact.objects.waiting().filter(team__members=alice).order_by("reference").first()
        child_id = contact.child_ids[0]
        had = Line.objects.filter(person_id=child_id).count()
        Line.objects.bulk_create(
            Line(
                person_id=child_id,
                happened_at=contact.happened_at - timedelta(days=n),
                recorded_at=contact.happened_at,
                recorded_by=alice,
                agency_id=alice.agency_id,
                what=f"Home visit number {n}",
                source_kind="bench",
            )
            for n in range(max(0, entries - had))
        )
    return child_id


def pages(child_id):
    """Give the mix of pages: name and address."""
    searches = [("search", f"{reverse('people:search')}?name={text.replace(' ', '+')}") for text in SEARCHES]
    home, board = ("worklist", reverse("frontdoor:home")), ("screening board", reverse("frontdoor:board"))
    child = ("child's page, 50 entries", reverse("people:person", args=[child_id]))
    return [page for search in searches for page in (home, child, board, child, search)]


def prepare():
    """Print, as JSON, the cookies of the visitors and the pages they ask for."""
    people = [someone(word) for word in VISITORS]
    child_id = child_of(people[0], ENTRIES)
    print(json.dumps({"cookies": [cookie_of(one) for one in (people[0],) * 8], "pages": pages(child_id)}))


def measure():
    """Print, as JSON, (what, unit, value) for steps, the import and the queries of each page."""
    alice = someone("alice.mash")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    figures = [
        *queries(alice),
        ("taking a step: median of 30", "step ms", step(alice)),
        ("importing 1,440 contacts", "import s", importing(alice)),
    ]
    print(json.dumps(figures))


def queries(alice):
    """Count the queries of each page, and of a child's page with few entries beside one with many."""
    client = Client(headers={"host": "localhost"})
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie_of(alice).split("=", 1)[1]
    few = child_of(alice, 0)
    for name, path in dict(pages(few)).items():
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        yield f"{name}: queries", "queries", float(len(captured))


def step(alice):
    """Take thirty contacts for screening, and give the median in milliseconds."""
    with as_system("the bench chooses contacts"):
        waiting = list(Contact.objects.waiting().filter(team__members=alice)[:30])
    took = []
    for contact in waiting:
        began = time.perf_counter()
        with transaction.atomic():
            ask_as(alice.id)
            take_contact(contact=contact, by=alice, at=read_clock())
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def importing(alice):
    """Receive a month of contacts at once, and give the seconds."""
    now = read_clock()
    area = alice.memberships.first().team.area
    arrivals = [
        Arrival(
            area=area,
            source="police",
            happened_at=now,
            what_happened="Police went to the home.",
            referrer_kind="6",
            children=[
                ReportedChild(first_name=words.GIRLS[n % len(words.GIRLS)], last_name=f"Import{n}", birth_year=2015)
            ],
            adults=[ReportedAdult(first_name="Anna", last_name=f"Import{n}", relation="mother")],
        )
        for n in range(1440)
    ]
    began = time.perf_counter()
    with transaction.atomic():
        ask_as(alice.id)
        receive_many(arrivals=arrivals, by=alice, at=now)
    return time.perf_counter() - began
