"""The heads of the read log go out by themselves to where whoever runs the database cannot reach.

A file on a store that only takes additions (HARBOURLIGHT_HEADS_FILE) gets each head within the hour; mailboxes of other
agencies (HARBOURLIGHT_HEADS_MAIL) get the last one each morning; the pack of a board prints it. `harbourlight audit
verify` holds the log against them: with one head kept elsewhere nothing sealed before it can be cut off or made anew.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from harbourlight.foundations.access import seals
from harbourlight.foundations.documents.outbox import queue_mail

SUBJECT = "Harbourlight: the head of the read log"
LETTER = """Please keep this message, and let nobody of {host} change it.

{head}

With it anybody can show later whether the log of who looked at which record was changed: on the server,
harbourlight audit verify --head "{head}"
This message holds nothing about any child. Please do not answer it.
"""


@app.periodic(cron="3 * * * *")
@app.task(name="witnesses.write_heads", queueing_lock="witnesses.write_heads")
def write_heads(timestamp):
    """Add the heads that are new to the file kept elsewhere, where there is one."""
    if settings.HARBOURLIGHT_HEADS_FILE:
        add_to(Path(settings.HARBOURLIGHT_HEADS_FILE))


@app.periodic(cron="5 6 * * *")
@app.task(name="witnesses.post_head", queueing_lock="witnesses.post_head")
def post_head(timestamp):
    """Send the last head to each mailbox that keeps them; once a day, also where nothing was read."""
    head, on = seals.last_head(), datetime.fromtimestamp(timestamp, UTC).date()
    words = LETTER.format(head=head, host=settings.HARBOURLIGHT_ADDRESS)
    for address in settings.HARBOURLIGHT_HEADS_MAIL if head else ():
        queue_mail(address, f"{SUBJECT}, {on}", words)


def add_to(path):
    """Add each head after the last one of a file, and have it on the disk before this ends; return how many."""
    with path.open("a+", encoding="utf-8") as file:
        file.seek(0)
        known = [line.split()[0] for line in file if line.strip()]
        new = seals.heads(after=int(known[-1]) if known else 0)
        file.writelines(f"{number} {head} {rows}\n" for number, head, rows in new)
        file.flush()
        os.fsync(file.fileno())
    return len(new)
