"""Patterns in the read log that a typed reason would not show: for the information guardian."""

from datetime import timedelta
from typing import NamedTuple

from django.db import connection

from harbourlight.foundations.agencies.models import Professional

from .guard import as_system

LOOKS_BACK = timedelta(days=30)
MANY_A_DAY = 40
MANY_SEARCHES = 60
EARLIEST, LATEST = 6, 22  # the hours in London between which reading is usual

SAME_SURNAME = """
SELECT r.professional_id, count(DISTINCT r.person_id), max(r.at)
FROM access_reading r
JOIN agencies_professional p ON p.id = r.professional_id
JOIN people_person c ON c.id = r.person_id
WHERE r.at >= %(since)s AND r.at < %(until)s AND r.verb IN ('read', 'changed', 'exported')
  AND c.last_name <> '' AND lower(c.last_name) = lower(regexp_replace(p.name, '^.*\\s', ''))
GROUP BY r.professional_id ORDER BY 2 DESC, 3 DESC
"""
ONLY_BREAK_GLASS = """
SELECT g.professional_id, count(DISTINCT g.person_id), max(g.valid_from)
FROM access_grant g JOIN agencies_professional p ON p.id = g.professional_id
WHERE g.basis = 'break_glass' AND g.valid_from >= %(since)s AND g.valid_from < %(until)s
  AND NOT EXISTS (
    SELECT 1 FROM access_grant o WHERE o.person_id = g.person_id AND o.basis <> 'break_glass'
      AND (o.holder_id IN (p.id, p.agency_id) OR o.holder_id IN (
        SELECT m.team_id FROM agencies_teammembership m WHERE m.professional_id = p.id)))
GROUP BY g.professional_id ORDER BY 2 DESC, 3 DESC
"""
BREADTH = """
SELECT professional_id, max(children), max(last) FROM (
  SELECT r.professional_id, (r.at AT TIME ZONE 'Europe/London')::date AS day,
    count(DISTINCT r.person_id) AS children, max(r.at) AS last
  FROM access_reading r
  WHERE r.at >= %(since)s AND r.at < %(until)s AND r.verb IN ('read', 'changed', 'exported')
    AND r.person_id IS NOT NULL AND r.professional_id IS NOT NULL
  GROUP BY 1, 2 HAVING count(DISTINCT r.person_id) > %(many)s) AS days
GROUP BY professional_id ORDER BY 2 DESC
"""
SEARCHES = """
SELECT professional_id, max(searches), max(last) FROM (
  SELECT r.professional_id, (r.at AT TIME ZONE 'Europe/London')::date AS day,
    count(DISTINCT r.at) AS searches, max(r.at) AS last
  FROM access_reading r
  WHERE r.at >= %(since)s AND r.at < %(until)s AND r.verb = 'found' AND r.professional_id IS NOT NULL
  GROUP BY 1, 2 HAVING count(DISTINCT r.at) > %(searches)s) AS days
GROUP BY professional_id ORDER BY 2 DESC
"""
ODD_HOURS = """
SELECT r.professional_id, count(*), max(r.at)
FROM access_reading r
WHERE r.at >= %(since)s AND r.at < %(until)s AND r.verb IN ('read', 'changed', 'exported')
  AND r.person_id IS NOT NULL AND r.professional_id IS NOT NULL
  AND extract(hour FROM r.at AT TIME ZONE 'Europe/London') NOT BETWEEN %(earliest)s AND %(latest)s
  AND NOT EXISTS (
    SELECT 1 FROM agencies_roleholding h WHERE h.professional_id = r.professional_id
      AND h.role = 'out_of_hours' AND h.started_on <= r.at::date
      AND (h.ended_on IS NULL OR h.ended_on >= r.at::date))
GROUP BY r.professional_id ORDER BY 2 DESC
"""


class Pattern(NamedTuple):
    """One kind of reading worth a question: what it is, what is counted, and who did it how often."""

    title: str
    counted: str
    rows: list


KINDS = (
    ("Read a child with their own surname", "Children", SAME_SURNAME),
    ("Opened a record in an emergency with no other work with the child", "Children", ONLY_BREAK_GLASS),
    (f"Read more than {MANY_A_DAY} children in a day", "Children on the busiest day", BREADTH),
    (f"Searched more than {MANY_SEARCHES} times in a day", "Searches on the busiest day", SEARCHES),
    (f"Read between {LATEST}:00 and {EARLIEST}:00 without out-of-hours work", "Readings", ODD_HOURS),
)


def patterns(at, many=MANY_A_DAY):
    """Return the patterns of the 30 days before a moment, each row as (professional, number, last moment)."""
    terms = {
        "since": at - LOOKS_BACK, "until": at, "many": many, "searches": MANY_SEARCHES, "earliest": EARLIEST,
        "latest": LATEST - 1,
    }  # fmt: skip
    with (
        as_system("the information guardian looks for patterns in the read log"),
        connection.cursor() as cursor,
    ):
        found = []
        for title, counted, statement in KINDS:
            cursor.execute(statement, terms)
            found.append((title, counted, cursor.fetchall()))
    people = Professional.objects.select_related("agency").in_bulk({row[0] for _, _, rows in found for row in rows})
    return [
        Pattern(title, counted, [(people[who], number, last) for who, number, last in rows if who in people])
        for title, counted, rows in found
    ]
