"""Acting on several records at once: ticked in a list, one answer for all, one transaction, one result for each.

What one record refuses (somebody else changed it, the state no longer allows it, who acts does not work on it) is told
on its line and leaves that record as it was; the others are done.
"""

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.db import transaction

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form
from harbourlight.foundations.ui.refusals import Refused

KEPT = "acted_on_several"
GONE = "It no longer waits here, or is not open to you."
MOST = 200  # records in one list
TICKED = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:\d{1,9}")


class Item(NamedTuple):
    """A record as the list shows it: its words, what else helps to judge it, and the group in which it is folded."""

    record: Any
    words: str
    hint: str = ""
    group: str = ""


class Result(NamedTuple):
    """What came of one record: its words, its address, what was done or why not, and whether it was done."""

    words: str
    address: str
    said: str
    is_done: bool


class TickedField(fields.CheckboxesField):
    """Ticked boxes, each a record and the version that the person saw; what changed meanwhile is told by its result."""

    def valid_value(self, value: str) -> bool:
        """Say whether a box names a record and a version."""
        return TICKED.fullmatch(value) is not None


class SeveralForm(Form):
    """A list with tick boxes; a room adds what it asks of all that are ticked.

    ``items`` are the records. Those without a group stand first, open; each group folds away under its words and
    number. A ticked box carries the version that the person saw.
    """

    chosen = TickedField(label="Which ones?", choices=(), small=True, missing="Tick at least one")

    def __init__(self, *args: Any, items: Iterable[Item], **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [(f"{item.record.pk}:{item.record.version}", item) for item in items]
        groups: dict[str, list[tuple[str, str]]] = {}
        for value, item in listed:
            groups.setdefault(item.group, []).append((value, item.words))
        open_ones = groups.pop("", [])
        self.fields["chosen"].choices = [
            *open_ones,
            *((f"{name} ({len(rows)})", rows) for name, rows in groups.items()),
        ]
        self.fields["chosen"].hints = {value: item.hint for value, item in listed if item.hint}

    def clean_chosen(self) -> dict[UUID, int]:
        """Return {id of a record: the version the person saw} of those that were ticked."""
        pairs = (value.split(":") for value in self.cleaned_data["chosen"])
        return {UUID(pk): int(version) for pk, version in pairs}


def act_on_each(
    chosen: dict[UUID, int], rows: Any, act: Callable[..., str], *, by: Any, at: Any, submission: UUID
) -> list[Result]:
    """Do one thing to each of the chosen records, in one transaction, and return what came of each, in their order.

    ``rows`` is the queryset in which they are found, ``act(record, by=…, at=…, version=…, submission=…)`` does it and
    returns what to say. Locks are taken in the order of ids, so that two who act on the same records do not wait for
    each other.
    """
    found = {record.pk: record for record in rows.filter(pk__in=chosen)}
    results: dict[UUID, Result] = {}
    with transaction.atomic():
        for pk in sorted(chosen):
            record = found.get(pk)
            if record is None:
                results[pk] = Result("", "", GONE, is_done=False)
                continue
            told = {"by": by, "at": at, "version": chosen[pk], "submission": uuid5(submission, str(pk))}
            try:
                with transaction.atomic():
                    said, is_done = act(record, **told), True
            except Refused as refusal:
                said, is_done = str(refusal), False
            results[pk] = Result(str(record), record.get_absolute_url(), said, is_done)
    return [results[pk] for pk in chosen]


def keep(request: Any, results: Collection[Result]) -> None:
    """Keep what came of each for the page that follows; it names records by their references only."""
    request.session[KEPT] = [list(result) for result in results]


def kept(request: Any) -> list[Result]:
    """Return what came of each record that was just acted on, once."""
    return [Result(*row) for row in request.session.pop(KEPT, [])]
