"""Measures the CPU of the busiest pages beside their floor: the same content by plain SQL and one template."""

import json
import statistics
import time

from django.conf import settings
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from harbourlight.config import bench_floor
from harbourlight.config.bench_inside import CHILDREN, ENTRIES, children_of, cookies_of, someone
from harbourlight.foundations.access.middleware import read_clock

READER = "alice.mash"
WARM, ROUNDS = 20, 120
ADDITIONS = 10_000_000
OF_SIZE = 0.05  # the share by which a floor's HTML may be longer or shorter than the page's


def measure():
    """Print, as JSON, (what, unit, value) for each page and its floor, and for the loop that says how quick we are."""
    print(json.dumps(list(figures(someone(READER)))))


def figures(reader):
    """Give (what, unit, value): medians of the CPU milliseconds of this process, and the ratio of the two."""
    cookies = cookies_of(reader)
    for name, path, child in pages_of(reader, cookies):
        page, floor = beside(path, cookies, (name, cookies[settings.SESSION_COOKIE_NAME], child))
        yield f"{name}: CPU", "CPU ms", page
        yield f"{name}: CPU of its floor", "CPU ms", floor
        yield f"{name}: CPU to that of its floor", "times the floor", page / floor
    yield "ten million additions: CPU", "CPU ms", additions()


def pages_of(reader, cookies):
    """Give the pages that have a floor: name, address, and the child whom it is about."""
    yield "first page", reverse("today:today"), None
    yield "board", reverse("frontdoor:board"), None
    key = cookies[settings.SESSION_COOKIE_NAME]
    for child in children_of(reader, CHILDREN, ENTRIES):
        if bench_floor.page("child's page", key, read_clock(), child):
            yield "child's page", reverse("people:person", args=[child]), child
            return
    raise RuntimeError("About each of these children more is on file than the floor shows")


def beside(path, cookies, asked):
    """Return the CPU milliseconds of a page and of its floor, asked in turn; refuse a floor of other content."""
    environ = environ_of(path, cookies)
    took = {served: [], floor: []}
    for turn in range(WARM + ROUNDS):
        sizes = []
        for way, words in ((served, environ), (floor, asked)):
            began = time.process_time()
            sizes.append(len(way(words)))
            if turn >= WARM:
                took[way].append((time.process_time() - began) * 1000)
        if abs(sizes[1] - sizes[0]) > OF_SIZE * sizes[0]:
            raise RuntimeError(f"{path} has {sizes[0]} bytes, its floor {sizes[1]}")
    return statistics.median(took[served]), statistics.median(took[floor])


def environ_of(path, cookies):
    """Return what a web server hands to the application for a page."""
    words = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return RequestFactory(headers={"host": "localhost", "cookie": words}).get(path).environ


def served(environ):
    """Return a page as the web server gets it."""
    from harbourlight.config.wsgi import application  # importing it sets the process up as a web process

    answer = application(dict(environ), lambda *_: lambda _: None)
    content = b"".join(answer)
    answer.close()
    if answer.status_code != 200:
        raise RuntimeError(f"A page answered {answer.status_code}")
    return content


def floor(asked):
    """Return the floor of a page, as bytes, and give the connection back as the web server does."""
    name, key, child = asked
    content = bench_floor.page(name, key, read_clock(), child).encode()
    connection.close()
    return content


def additions():
    """Return the CPU milliseconds of ten million additions: how quick this machine is at this moment."""
    began, total = time.process_time(), 0
    for number in range(ADDITIONS):
        total += number
    return (time.process_time() - began) * 1000
