"""What the bench measures inside the product itself: steps, imports, queries for each page; and who visits."""

import itertools
import json
import statistics
import time
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from harbourlight.demo import signins, words
from harbourlight.foundations.access.guard import as_system, ask_as
from harbourlight.foundations.access.middleware import read_clock
from harbourlight.foundations.access.signed_in import SessionStore
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.chronology.models import Line
from harbourlight.practice.frontdoor.actions import Arrival, ReportedAdult, ReportedChild, receive_many
from harbourlight.practice.frontdoor.actions.screen import take_contact
from harbourlight.practice.frontdoor.models import Contact

VISITORS = ("alice.mash", "martha.manager")
SEARCHES = ("Kathryn Brookfield", "Thea Marlowick", "mohammed thornley 2014", "Olivia Ashcroft", "Swanwick Leo")
ENTRIES = 50
CHILDREN = 20
FORM = "application/x-www-form-urlencoded"
SEARCH_AS = "bench" * 6 + "12"  # the secret that a browser's cookie and its form share


def someone(word):
    """Give one of the demonstration's professionals."""
    return Professional.objects.get(email=f"{word}@{signins.HOST}")


def cookies_of(professional):
    """Sign a professional in and give the cookies of their browser."""
    session = SessionStore()
    session[SESSION_KEY] = str(professional.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = professional.get_session_auth_hash()
    session.save()
    return {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: SEARCH_AS}


def waiting_for(alice, number):
    """Give the oldest contacts that wait for a team of Alice's and that she may see."""
    ask_as(alice.id)
    waiting = Contact.objects.visible_to(alice).waiting().filter(team__members=alice)
    return list(waiting.order_by("reference")[:number])


def children_of(alice, number, entries):
    """Give children whom Alice may see, each with at least so many lines in the chronology."""
    with transaction.atomic():
        contacts = waiting_for(alice, number)
    first = {contact.child_ids[0]: contact for contact in contacts}
    with as_system("the bench writes chronologies"):
        for child_id, contact in first.items():
            had = Line.objects.filter(person_id=child_id).count()
            Line.objects.bulk_create(line(child_id, contact, alice, n) for n in range(max(0, entries - had)))
    return list(first)


def line(child_id, contact, by, number):
    """Give a line of a chronology, some days before a contact."""
    return Line(
        person_id=child_id,
        happened_at=contact.happened_at - timedelta(days=number),
        recorded_at=contact.happened_at,
        recorded_by=by,
        agency_id=by.agency_id,
        what=f"Home visit number {number}",
        source_kind="bench",
    )


def pages(child_ids):
    """Give the mix of pages: name, address and, where the page is asked by a form, what the form sends."""
    home, board = ("worklist", reverse("today:today"), None), ("screening board", reverse("frontdoor:board"), None)
    children = itertools.cycle(
        ("child's page, 50 entries", reverse("people:person", args=[one]), None) for one in child_ids
    )
    mix = []
    for turn in range(2 * CHILDREN):
        form = {"name": SEARCHES[turn % len(SEARCHES)], "csrfmiddlewaretoken": SEARCH_AS}
        search = ("search", reverse("people:search"), urlencode(form))
        mix += [home, next(children), board, next(children), search]
    return mix


def prepare():
    """Print, as JSON, the cookies of the visitors and the pages they ask for."""
    people = [someone(word) for word in VISITORS]
    child_ids = children_of(people[0], CHILDREN, ENTRIES)
    print(json.dumps({"cookies": [cookies_of(one) for one in people], "pages": pages(child_ids)}))


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
    """Count the queries of each page, and how many more a child's page takes with 50 more entries."""
    client = Client(headers={"host": "localhost"})
    client.cookies.load(cookies_of(alice))
    mix = {name: (path, form) for name, path, form in pages(children_of(alice, 1, 0))}
    few = {name: count(client, path, form) for name, (path, form) in mix.items()}
    yield from ((f"{name}: queries", "queries", float(number)) for name, number in few.items())
    children_of(alice, 1, 2 * ENTRIES)
    importing(alice)
    many = {name: count(client, path, form) for name, (path, form) in mix.items()}
    more = max(many[name] - few[name] for name in mix)
    yield "queries more with 1,440 contacts and 50 lines more", "queries more", float(more)


def count(client, path, form):
    """Ask for one page and count its queries."""
    with CaptureQueriesContext(connection) as captured:
        words = {"data": form, "content_type": FORM} if form else {}
        answer = (client.post if form else client.get)(path, **words)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return len(captured)


def step(alice):
    """Take thirty contacts for screening, and give the median in milliseconds."""
    with transaction.atomic():
        waiting = [contact for contact in waiting_for(alice, 200) if contact.state == "received"][:30]
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
