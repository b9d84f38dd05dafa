"""Histories under the same seals as the read log: who changed a record, to what, and when.

Each hour the rows that came to each table of history are summed into one hash, which is a leaf of that hour's seal. A
table's runs follow one another by number, so that a row put in, changed or taken out later shows, by the same heads. A
run holds the columns that the table had: one that a later version adds changes nothing, one that it drops is noted.
"""

from datetime import timedelta
from itertools import groupby

from django.db import connection
from psycopg import sql

from .guard import as_system
from .models import HistorySeal

# A change is committed within this time of its moment: a slow request, or a census that is loaded.
LATEST = timedelta(hours=1)
TABLES = """
SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
GROUP BY c.relname HAVING array_agg(a.attname::text) @> ARRAY['pgh_id', 'pgh_created_at', 'pgh_label'] ORDER BY 1
"""
# How the words of a row are written down must not depend on the session that reads them.
STEADY = "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, DMY'; SET LOCAL bytea_output = 'hex'"
FIRST_OF_LATER = sql.SQL(
    "SELECT least((SELECT min(pgh_id) - 1 FROM {table} WHERE pgh_id > %(first)s AND pgh_created_at >= %(until)s),"
    " (SELECT max(pgh_id) FROM {table} WHERE pgh_id > %(first)s))"
)
DIGEST = sql.SQL(
    "SELECT count(*), sha256(coalesce(string_agg(sha256(convert_to(ROW({columns})::text, 'UTF8')), ''::bytea"
    " ORDER BY pgh_id), ''::bytea)) FROM {table} WHERE pgh_id > %(first)s AND pgh_id <= %(last)s"
)


def summed(number, at):
    """Sum what came to each table of history since its last run, for a seal with a number; return the new runs."""
    last = dict(HistorySeal.objects.order_by("table", "number").values_list("table", "last"))
    with as_system("histories are sealed as they are"), connection.cursor() as cursor:
        cursor.execute(STEADY)
        cursor.execute(TABLES)
        runs = [run_of(cursor, number, table, columns, last.get(table, 0), at) for table, columns in cursor.fetchall()]
    return HistorySeal.objects.bulk_create(run for run in runs if run)


def run_of(cursor, number, table, columns, first, at):
    """Return the run of one table after a number up to what is an hour old, or None where nothing came."""
    named = sql.Identifier(table)
    cursor.execute(FIRST_OF_LATER.format(table=named), {"first": first, "until": at - LATEST})
    (last,) = cursor.fetchone()
    if last is None or last <= first:
        return None
    rows, digest = digest_of(cursor, table, columns, first, last)
    return HistorySeal(number=number, table=table, columns=columns, first=first, last=last, rows=rows, digest=digest)


def digest_of(cursor, table, columns, first, last):
    """Return how many rows a run has now, and their hash."""
    asked = DIGEST.format(table=sql.Identifier(table), columns=sql.SQL(", ").join(map(sql.Identifier, columns)))
    cursor.execute(asked, {"first": first, "last": last})
    rows, digest = cursor.fetchone()
    return rows, bytes(digest)


def leaves():
    """Return the hashes of the runs of each seal, as {number: leaves}."""
    runs = HistorySeal.objects.order_by("number", "table").values_list("number", "digest")
    return {number: [bytes(digest) for _, digest in group] for number, group in groupby(runs, key=lambda run: run[0])}


def check():
    """Return what does not fit, as (number of the seal, words): faults, and runs that can no longer be compared."""
    faults, notes = [], []
    with as_system("verify the histories"), connection.cursor() as cursor:
        cursor.execute(STEADY)
        cursor.execute(TABLES)
        known = dict(cursor.fetchall())
        runs = HistorySeal.objects.order_by("table", "number")
        for table, group in groupby(runs, key=lambda run: run.table):
            before = 0
            for run in group:
                if run.first != before:
                    faults.append((run.number, f"a run of {table} is missing before number {run.first + 1}"))
                before = run.last
                if gone := set(run.columns) - set(known.get(table, ())):
                    notes.append((run.number, f"{table} lost {', '.join(sorted(gone))} since, and cannot be compared"))
                    continue
                rows, digest = digest_of(cursor, table, run.columns, run.first, run.last)
                if (rows, digest) != (run.rows, bytes(run.digest)):
                    word = "changed" if rows == run.rows else "deleted" if rows < run.rows else "added"
                    faults.append((run.number, f"rows {run.first + 1} to {run.last} of {table} were {word}"))
    return faults, notes
