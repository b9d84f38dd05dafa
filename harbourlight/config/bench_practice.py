"""Measures the pages of practice at their fullest: a child of 2,000 lines, 5,000 lines on paper, 10,000 clocks."""

import json
import time

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from harbourlight.config.bench_data import put_on_file
from harbourlight.config.bench_inside import SEARCH_AS, children_of, cookies_of, someone
from harbourlight.config.bench_sheet import share
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import read_clock
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.pathways.models import Deadline

LINES, ON_PAPER, CLOCKS = 2_000, 5_000, 10_000
PAGES, FILES = 40, 3
READER = "alice.mash"
CHANGED = "access_grant", "pathways_deadline", "chronology_line"

GRANTS = """
INSERT INTO access_grant (id, person_id, team_id, holder_id, basis, scope, reason, source, valid_from, granted_at,
    review_note)
SELECT gen_random_uuid(), p.id, %(team)s, %(team)s, 'allocated', 'record', 'The bench', 'bench clocks', %(at)s,
    %(at)s, ''
FROM people_person p WHERE p.merged_into_id IS NULL AND p.is_child
    AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.person_id = p.id)
ORDER BY p.id LIMIT %(number)s
"""

RUNNING = """
INSERT INTO pathways_deadline (id, clock, clock_version, title, is_alarm, subject_kind, subject_id, child_ids, area_id,
    team_id, started_at, due_at, cancel_reason, breach_reason)
SELECT gen_random_uuid(), 'CLK-REF-001', 'referral.decision.since_2013', 'Decision', true, 'frontdoor.contact', c.id,
    ARRAY[g.person_id], %(area)s, %(team)s, %(at)s, %(at)s + g.n * interval '7 minutes', '', ''
FROM (SELECT person_id, row_number() OVER (ORDER BY person_id) AS n FROM access_grant
      WHERE holder_id = %(team)s AND source = 'bench clocks') g
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS many FROM frontdoor_contact
      WHERE team_id = %(team)s) c ON c.n = g.n %% c.many + 1
"""


def fill(*, clocks=CLOCKS):
    """Give the reader's team so many running clocks, each of another child; the owner of the tables calls this."""
    put_on_file(clocks * 2)
    team = someone(READER).memberships.select_related("team").first().team
    asked = {"team": team.pk, "area": team.area_id, "at": read_clock(), "number": clocks}
    with as_system("the bench fills a worklist"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(GRANTS, asked)
        cursor.execute(RUNNING, asked)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(CHANGED)}")


def measure():
    """Print, as JSON, (what, unit, value) of each page and file."""
    print(json.dumps(list(figures(someone(READER)))))


def figures(reader):
    """Give (what, unit, value); 95 of 100 pages are faster than the last."""
    client = Client(headers={"host": "localhost"})
    client.cookies.load(cookies_of(reader))
    (child,) = children_of(reader, 1, LINES)
    with as_system("the bench counts what it filled"):
        lines = Line.objects.filter(person_id=child).count()
        running = Deadline.objects.filter(team__members=reader).running().count()
    yield f"child's page, {lines:,} lines", "child p95 ms", asked(client, reverse("people:person", args=[child]))
    whole = reverse("chronology:chronology", args=[child])
    yield f"chronology, {lines:,} lines", "child p95 ms", asked(client, whole)
    yield "chronology, searched for words", "child p95 ms", asked(client, whole, {"words": "visit 1999"})
    yield "family and network", "child p95 ms", asked(client, reverse("people:family", args=[child]))
    yield f"worklist, {running:,} clocks", "worklist p95 ms", asked(client, reverse("today:team"))
    yield f"home, {running:,} clocks", "worklist p95 ms", asked(client, reverse("today:today"))
    children_of(reader, 1, ON_PAPER)
    yield f"chronology, {ON_PAPER:,} lines to PDF", "PDF s", taken(client, whole, "pdf")
    yield f"chronology, {ON_PAPER:,} lines to Excel", "PDF s", taken(client, whole, "xlsx")


def asked(client, address, sent=None):
    """Give the milliseconds that 95 of 100 askings of a page stay under."""
    took = []
    for _ in range(PAGES):
        began = time.perf_counter()
        answer(client, address, sent)
        took.append((time.perf_counter() - began) * 1000)
    return share(took)


def taken(client, address, kind):
    """Give the seconds that the slowest of a few files took."""
    took = []
    for _ in range(FILES):
        began = time.perf_counter()
        answer(client, address, {"to": kind})
        took.append(time.perf_counter() - began)
    return max(took)


def answer(client, address, sent):
    """Ask for a page, or for what its form gives."""
    told = client.post(address, sent | {"csrfmiddlewaretoken": SEARCH_AS}) if sent else client.get(address)
    if told.status_code != 200:
        raise RuntimeError(f"{address} answered {told.status_code}")
