"""Measures the pack of a large meeting: 20 reports on 300 pages, as one PDF."""

import json
import re
import time
from datetime import timedelta

from django.db import transaction

from harbourlight.config.bench_inside import someone
from harbourlight.foundations.access.guard import as_system, ask_as
from harbourlight.foundations.access.middleware import read_clock
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.actions import pack

REPORTS, PARTS, FILES = 20, 30, 3
ARRANGER = "bea.business"
SENTENCE = "Few of the plans that were read said what would be different for the child, by when, and who sees to it. "


def fill(*, reports=REPORTS):
    """Plan a meeting with so many long reports; return it."""
    by, at = someone(ARRANGER), read_clock()
    area = by.agency.areas.order_by("name").first()
    with as_system("the bench fills a meeting"):
        board = actions.start_group(name="Board of the bench", kind="board", area=area, by=by, at=at)
        sitting = actions.plan_sitting(group=board, starts_at=at + timedelta(days=90), by=by, at=at)
        for number in range(1, reports + 1):
            meetings.add_paper(
                meeting=sitting.meeting, title=f"Report {number}", words=long_report(), by=by, at=at
            )  # fmt: skip
        actions.send_papers_out(sitting=sitting, by=by, at=at)
    return sitting


def long_report():
    """Return a report of about fifteen pages, with headings, lists and tables."""
    table = "\n".join(["Ward | Children | Share |", *(f"Ward {row} | {row * 3} | {row}% |" for row in range(1, 9))])
    parts = (
        f"# Part {part}\n\n{SENTENCE * 6}\n\n- {SENTENCE}\n- {SENTENCE}\n\n{table}" for part in range(1, PARTS + 1)
    )
    return "\n\n".join(parts)


def measure():
    """Print, as JSON, (what, unit, value): the seconds of the slowest of a few packs."""
    sitting, by, took, content = fill(), someone(ARRANGER), [], b""
    for _ in range(FILES):
        began = time.perf_counter()
        with transaction.atomic():
            ask_as(by.pk)
            content = pack.pdf(sitting, by)
        took.append(time.perf_counter() - began)
    pages = len(re.findall(rb"/Type\s*/Page\b", content))
    print(json.dumps([(f"pack of {REPORTS} reports, {pages} pages", "pack s", max(took))]))
