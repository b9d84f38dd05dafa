"""Sealing the read log, and finding out whether anybody changed it.

Every row carries its own SHA-256 leaf. A seal is the Merkle root over the leaves of one run of rows, chained to the one
before it; its head is a hash over its number and its moment too. Rows stand in the order in which the database numbered
them: the machine's clock may be set back, which is noted and is no tampering. The heads of the chain can be kept where
the database's administrator cannot reach; with them even a cut at the end of the log shows. Each hour the tables of
history come under the same seals.
"""

import hashlib
import logging
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from django.db import connection, transaction

from . import histories
from .guard import as_system
from .models import Seal

# A row may be committed this long after its moment, by a slow request or job; later is too late.
LATEST = timedelta(hours=1)
LOCK = 7_233_001
AT_ONCE = 20_000
LOG = logging.getLogger(__name__)

# Written out here, not asked of the database's own function: whoever changes that one is found out.
ROWS = """
SELECT seal_number, leaf, at, id,
  sha256(convert_to(concat_ws('|', id, extract(epoch FROM at)::numeric(20,6),
    coalesce(professional_id::text, '-'), coalesce(person_id::text, '-'), verb, basis, place, sequence::text), 'UTF8'))
FROM access_reading ORDER BY seal_number NULLS LAST, sequence NULLS FIRST, id
"""


class Fault(NamedTuple):
    """Something wrong with the log: the number of the seal (None: outside every seal) and what shows."""

    seal: int | None
    what: str


class Verdict(NamedTuple):
    """What a verification found: how many seals and rows it read, rows not sealed yet, faults, and set-back clocks."""

    seals: int
    rows: int
    unsealed: int
    faults: list
    notes: list


def merkle_root(leaves):
    """Return the Merkle root of leaves in their order (a lone node rises unchanged; leaves and nodes differ)."""
    level = [hashlib.sha256(b"\x00" + bytes(leaf)).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
        level = above + ([level[-1]] if len(level) % 2 else [])
    return level[0] if level else b""


def head_of(previous, seal):
    """Return the head of a seal: the hash over the head before it, its root, its number, its moment and its rows."""
    told = f"|{seal.number}|{seal.sealed_at.timestamp():.6f}|{seal.rows}"
    return hashlib.sha256(bytes(previous) + bytes(seal.root) + told.encode()).digest()


@transaction.atomic
def seal_now(at, *, with_histories=False):
    """Seal the rows that no seal holds yet, and return the seal, or None where there are none.

    ``with_histories`` puts what came to the histories under the same seal.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = Seal.objects.order_by("number").last()
        number = last.number + 1 if last else 1
        # The rows not sealed yet have an index; a planner whose figures are old would read the whole log each minute.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SELECT access_seal_readings(%s)", [number])
        leaves = [bytes(row[0]) for row in cursor.fetchall()]
        cursor.execute("SET LOCAL enable_seqscan = DEFAULT")
    runs = histories.summed(number, at) if with_histories else []
    if not leaves and not runs:
        return None
    root = merkle_root([*leaves, *(run.digest for run in runs)])
    seal = Seal(number=number, sealed_at=at, rows=len(leaves), root=root)
    seal.head = head_of(last.head if last else b"", seal)
    Seal.objects.bulk_create([seal])
    if last and at < last.sealed_at:
        LOG.warning("The clock was set back by %s before seal %s of the read log.", last.sealed_at - at, number)
    return seal


def make_months(on):
    """Make the partitions of the read log for this month and the twelve after it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_make_months(%s, 13)", [on])


def heads(after=0):
    """Return the chain's heads after a number as (number, head in hexadecimal, rows), the oldest first."""
    seals = Seal.objects.filter(number__gt=after).order_by("number").values_list("number", "head", "rows")
    return [(number, bytes(head).hex(), rows) for number, head, rows in seals]


def last_head():
    """Return the last head of the chain as "number head", or an empty text where nothing is sealed yet."""
    last = Seal.objects.order_by("number").last()
    return f"{last.number} {bytes(last.head).hex()}" if last else ""


def verify(kept=None, at=None):
    """Recompute every leaf, root and head, and say what does not fit.

    ``kept`` are heads kept elsewhere as {number: hexadecimal}; ``at`` is this moment, by which rows that no seal holds
    yet are judged. Reads the log in one pass.
    """
    with as_system("verify the read log"):
        seals = {seal.number: seal for seal in Seal.objects.order_by("number")}
        faults = [*chain_faults(seals), *kept_faults(seals, kept or {})]
        met, rows, unsealed, runs = set(), 0, 0, histories.leaves()
        for number, group in groupby(read_rows(), key=lambda row: row[0]):
            count, found = check_group(number, group, seals, at, runs.get(number, []))
            rows, faults = rows + count, faults + found
            unsealed += count if number is None else 0
            met.add(number)
        for seal in (seal for number, seal in seals.items() if number not in met):
            faults += (
                [Fault(seal.number, "all its rows are gone")]
                if seal.rows
                else sum_faults(seal, [], runs.get(seal.number, []))
            )
        faults += [
            Fault(number, "the seal is gone, and its histories are left") for number in sorted(set(runs) - set(seals))
        ]
        in_histories, incomparable = histories.check()
        faults += [Fault(*each) for each in in_histories]
        notes = [Fault(*each) for each in incomparable]
    in_order = sorted(faults, key=lambda f: (f.seal is None, f.seal or 0))
    return Verdict(len(seals), rows, unsealed, in_order, clock_notes(seals) + notes)


def clock_notes(seals):
    """Return where the machine's clock was set back: a seal whose moment lies before that of the seal before it."""
    pairs = zip(seals.values(), list(seals.values())[1:], strict=False)
    return [
        Fault(seal.number, f"the clock was set back by {before.sealed_at - seal.sealed_at} before it")
        for before, seal in pairs if seal.sealed_at < before.sealed_at
    ]  # fmt: skip


def read_rows():
    """Yield each row of the log with the leaf its content gives, by seal and id, without holding them all."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(ROWS)
        while some := cursor.fetchmany(AT_ONCE):
            yield from some


def chain_faults(seals):
    """Return the faults of the chain of seals itself: gaps, and heads that do not follow."""
    previous, expected, faults = b"", 1, []
    for number, seal in seals.items():
        if number != expected:
            faults.append(Fault(number, f"the seal before it is missing (number {expected})"))
        elif head_of(previous, seal) != bytes(seal.head):
            faults.append(Fault(number, "its head does not follow from the seal before it"))
        previous, expected = seal.head, number + 1
    return faults


def kept_faults(seals, kept):
    """Return where the chain differs from heads that were kept elsewhere."""
    faults = []
    for number, head in sorted(kept.items()):
        if number not in seals:
            faults.append(Fault(number, "its head was kept elsewhere, but the seal is gone"))
        elif bytes(seals[number].head).hex() != head:
            faults.append(Fault(number, "its head differs from the one kept elsewhere"))
    return faults


def check_group(number, group, seals, now, runs):
    """Check the rows of one seal (or of none), and return how many there are and the faults."""
    leaves, faults, seal = [], [], seals.get(number)
    since = earliest_of(number, seals, now)
    for _, leaf, at, row_id, made in group:
        leaves.append(bytes(leaf))
        if bytes(leaf) != bytes(made):
            faults.append(Fault(number, f"row {row_id} was changed"))
        if since is not None and at < since:
            faults.append(Fault(number, f"row {row_id} was added late: its moment lies before what was sealed by then"))
    if number is not None and seal is None:
        faults.append(Fault(number, f"the seal is gone, and its {len(leaves)} rows are left"))
    elif seal is not None:
        faults += sum_faults(seal, leaves, runs)
    return len(leaves), faults


def earliest_of(number, seals, now):
    """Return the earliest moment that a row of a seal can have (None: of no seal yet), or None where none was before.

    What happened before the last seal was in it, but for what was committed late. Where the clock was set back since,
    the rows follow the new clock, by which their own seal was made.
    """
    before = seals.get(number - 1 if number else max(seals, default=0))
    if before is None:
        return None
    own = seals[number].sealed_at if number in seals else now
    return min(before.sealed_at, own or before.sealed_at) - LATEST


def sum_faults(seal, leaves, runs):
    """Return where the number of rows or the root of a seal does not fit its rows and the histories under it."""
    faults = []
    if len(leaves) != seal.rows:
        word = "deleted" if len(leaves) < seal.rows else "added"
        faults.append(Fault(seal.number, f"rows were {word}: it sealed {seal.rows} and there are {len(leaves)}"))
    if merkle_root([*leaves, *runs]) != bytes(seal.root):
        faults.append(Fault(seal.number, "its root does not fit its rows"))
    return faults
