"""Says how close the demonstration in the database comes to the published figures."""

from datetime import timedelta

from django.db import connection

from harbourlight.demo import counted, rates
from harbourlight.foundations.access.guard import as_system

FIGURES = """
WITH told AS (
  SELECT c.*, EXISTS (
      SELECT 1 FROM frontdoor_contact e WHERE e.child_ids && c.child_ids AND e.happened_at < c.happened_at
        AND e.happened_at > c.happened_at - interval '1 year' AND e.outcome IN ('referral', 'strategy')) AS again
  FROM frontdoor_contact c WHERE c.happened_at < %(until)s
)
SELECT count(*), min(happened_at), max(happened_at),
  avg((referrer_kind = '6')::int), avg((referrer_kind LIKE '3%%')::int), avg((referrer_kind LIKE '2%%')::int),
  avg((outcome IN ('referral', 'strategy'))::int) FILTER (WHERE decided_at IS NOT NULL),
  avg(('domestic_abuse' = ANY (worries))::int),
  avg(again::int) FILTER (WHERE outcome IN ('referral', 'strategy'))
FROM told
"""
IN_TIME = """
SELECT avg((d.met_at <= d.due_at)::int) FROM pathways_deadline d JOIN frontdoor_contact c ON c.id = d.subject_id
WHERE d.started_at = c.happened_at AND d.met_at IS NOT NULL
"""
REQUESTS = """
SELECT avg((answered_at IS NOT NULL)::int), avg((answered_at > due_at)::int) FILTER (WHERE answered_at IS NOT NULL)
FROM requests_request WHERE asked_at < %s AND state <> 'withdrawn'
"""


def figures(now):
    """Give (what, published, demonstration) for each calibrated figure, over contacts older than a week."""
    until = now - timedelta(days=7)
    with as_system("calibrate the demonstration"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person WHERE is_child")
        children = cursor.fetchone()[0]
        cursor.execute(FIGURES, {"until": until})
        number, first, last, police, health, school, converting, abuse, again = cursor.fetchone()
        cursor.execute(IN_TIME)
        in_time = cursor.fetchone()[0]
        cursor.execute(REQUESTS, [until])
        answered, late = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM frontdoor_contact WHERE state IN ('received', 'screening')")
        waiting = cursor.fetchone()[0]
    if not number:
        return []
    months = max(1, (last - first).days / 30.4375)
    scaled = number / months / children * rates.CHILDREN_ON_FILE
    return [
        ("contacts a month, scaled to the published city", rates.CONTACTS_A_MONTH, round(scaled)),
        ("contacts a month, as loaded", None, round(number / months)),
        ("from the police, %", 50, percent(police)),
        ("from health, %", 10, percent(health)),
        ("from education, %", "10 to 20", percent(school)),
        ("converting to a referral, %", 17.4, percent(converting)),
        ("decided within the limit, %", 91, percent(in_time)),
        ("with domestic abuse, %", 29.5, percent(abuse)),
        ("referrals within a year of an earlier one, %", 13, percent(again)),
        ("requests answered, %", None, percent(answered)),
        ("answers that were late, %", None, percent(late)),
        ("contacts waiting now", None, waiting),
        *counted.figures(now, children),
    ]


def percent(share):
    """Write a share as a percentage with one decimal."""
    return round(100 * float(share or 0), 1)
