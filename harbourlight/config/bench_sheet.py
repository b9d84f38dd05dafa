"""Measures the dataset over many contacts: a full recompute of an area, of all areas, and the sheet page."""

import json
import time

from django.db import connection, transaction
from django.test import Client

from harbourlight.assurance.dataset.actions import compute
from harbourlight.config.bench_inside import cookies_of, someone
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON, read_clock
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.measures.arithmetic import SHOWN
from harbourlight.foundations.measures.months import Month

A_YEAR, YEARS = 17_000, 10
READER = "beryl.board"
PAGES = 40
TABLES = "frontdoor_contact", "pathways_deadline"

CONTACTS = """
INSERT INTO frontdoor_contact (id, reference, area_id, team_id, state, version, submission, child_ids, source,
    referrer_name, referrer_job, referrer_kind, referrer_email, referrer_phone, external_reference, happened_at,
    recorded_at, what_happened, child_words, worries, factors, consent, consent_note, lawful_basis,
    safe_to_tell_parents, urgency, rag, outcome, tier, rationale, decided_at)
SELECT gen_random_uuid(), 'B' || left(md5(%(area)s::text), 6) || n, %(area)s, t.id, 'decided', 1, gen_random_uuid(),
    ARRAY[gen_random_uuid()], 'police', '', '', '6', '', '', '', c.at, c.at, 'Police went to the home.', '', '{}', '{}',
    'unknown', '', 'not_stated', 'unknown', 'routine', 'none',
    CASE WHEN random() < 0.17 THEN 'referral' ELSE 'no_action' END, '', 'So.', c.at + random() * interval '36 hours'
FROM (SELECT n, %(at)s::timestamptz - random() * %(years)s * interval '1 year' AS at
      FROM generate_series(1, %(number)s) n) c,
    (SELECT id FROM agencies_team WHERE area_id = %(area)s AND kind = 'mash' LIMIT 1) t
"""

CLOCKS = """
INSERT INTO pathways_deadline (id, clock, clock_version, title, is_alarm, subject_kind, subject_id, child_ids, area_id,
    started_at, due_at, met_at, cancel_reason, breach_reason)
SELECT gen_random_uuid(), 'CLK-REF-001', 'referral.decision.since_2013', 'Decision', true, 'frontdoor.contact', id,
    child_ids, area_id, happened_at, happened_at + interval '24 hours', decided_at, '', ''
FROM frontdoor_contact WHERE area_id = %(area)s AND reference LIKE 'B%%'
"""


def fill(*, a_year=A_YEAR, years=YEARS):
    """Put contacts and their decision clocks into every area; the owner of the tables calls this."""
    at, areas = read_clock(), list(Area.objects.order_by("name"))
    with as_system("the bench fills the front door"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for area in areas:
            asked = {"area": area.pk, "at": at, "years": years, "number": a_year * years}
            cursor.execute(CONTACTS, asked)
            cursor.execute(CLOCKS, asked)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")


def measure():
    """Print, as JSON, (what, unit, value): recomputing one area, all areas, and the sheet page."""
    print(json.dumps(list(figures(cookies_of(someone(READER))))))


def figures(reader_cookies):
    """Give (what, unit, value); 95 of 100 pages are faster than the last."""
    at = read_clock()
    months = Month.of(at.astimezone(LONDON).date()).back(1).last_of(SHOWN)
    areas = list(Area.objects.order_by("name"))
    first = recompute(areas[:1], months, at)
    yield "dataset: 58 indicators, 13 months, one area", "recompute s", first
    yield f"dataset: {len(areas)} areas together", "recompute all s", recompute(areas, months, at)
    client = Client(headers={"host": "localhost"})
    client.cookies.load(reader_cookies)
    yield "dataset: the sheet page", "sheet p95 ms", share(pages(client))


def recompute(areas, months, at):
    """Give the seconds that computing areas from nothing takes."""
    from harbourlight.assurance.dataset.models import Value

    Value.objects.filter(area__in=areas, first__gte=months[0].first, source="computed").delete()
    began = time.perf_counter()
    for area in areas:
        compute(area=area, months=months, at=at)
    return time.perf_counter() - began


def pages(client):
    """Give the milliseconds of each of many sheet pages."""
    took = []
    for _ in range(PAGES):
        began = time.perf_counter()
        answer = client.get("/dataset/")
        took.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"The sheet answered {answer.status_code}")
    return took


def share(took):
    """Give the time that 95 of 100 stay under."""
    return sorted(took)[int(len(took) * 0.95) - 1]
