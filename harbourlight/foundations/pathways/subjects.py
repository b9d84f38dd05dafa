"""What clocks, steps and lines of a chronology are about: where such a record is, and what a list calls it.

Each engine and room declares it for its own records (``rooms.Record``); the worklist, the home page and a
child's page then name and link records of rooms they know nothing of.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.urls import resolve

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.chronology import sources
from harbourlight.foundations.rooms.room import declared
from harbourlight.foundations.ui import addresses

from .steps import BY_KIND

SUBJECTS: dict = {}
OPENS: dict[str, Callable] = {}


class Subject(NamedTuple):
    """One kind of record: the name of its address, its noun, and how a list names each of them.

    ``about(asker, ids)`` returns {id: text} of those the asker may see; ``short(deadline)`` what must happen,
    in few words; ``needs`` is the permission without which nothing is linked.
    """

    address: str
    words: str
    about: Callable | None = None
    short: Callable | None = None
    needs: str = ""
    does: tuple[tuple[str, str, str, str], ...] = ()
    says_itself: bool = False


def read_declared():
    """Keep the kinds of record that rooms declare."""
    for room, record in declared("records"):
        kind = room.kind(record.kind)
        register(
            kind,
            address=room.address(record.address or record.kind),
            words=record.words,
            about=room.named(record.about) if record.about else None,
            short=room.named(record.short) if record.short else None,
            needs=record.needs,
            says_itself=record.says_itself,
            is_process=record.is_process,
            does=tuple((clock, room.address(word), *rest) for clock, word, *rest in record.does),
        )


def register(
    kind, *, address, words="", about=None, short=None, needs="", does=(), says_itself=False, is_process=False
):
    """Say where records of a kind ("frontdoor.contact") are, by the name of an address that takes their id.

    The chronology then names and links them as the sources of its lines.
    """
    noun = words or kind.rpartition(".")[2].replace("_", " ").capitalize()
    SUBJECTS[kind] = Subject(address, noun, about, short, needs, does, says_itself)
    sources.register(kind, noun, lambda request, record_id: link_for(request, kind, record_id), is_process=is_process)


def words_of(kind):
    """Return the noun of a kind of record, or an empty string for a kind nobody registered."""
    return SUBJECTS[kind].words if kind in SUBJECTS else ""


def address_of(kind, record_id):
    """Return the address of a record, or an empty string for a kind nobody registered."""
    return addresses.address_of(SUBJECTS[kind].address, record_id) if kind in SUBJECTS else ""


def link_for(request, kind, record_id):
    """Return the address of a record, or an empty string where the asker's role never opens such a page."""
    subject = SUBJECTS.get(kind)
    if subject is None or (subject.needs and not may(request.user, subject.needs, request.today)):
        return ""
    needed = permission_of(subject.address)
    if needed and not may(request.user, needed, request.today):
        return ""
    return addresses.address_of(subject.address, record_id)


@cache
def permission_of(address):
    """Return the permission that the page behind the name of an address asks for, or nothing."""
    return getattr(resolve(addresses.address_of(address, addresses.ANY)).func, "permission", "")


def link_to_seen(request, kind, record_id):
    """Return the address of a record that the asker may open, or an empty string.

    For records that a page names without having found them itself.
    """
    href = link_for(request, kind, record_id) if record_id else ""
    return href if href and sources.may_open(request, kind, record_id) else ""


def opened(request, kind, ids):
    """Return which records of a kind the asker may open, as a set of ids."""
    if kind in OPENS:
        rows = OPENS[kind](request)
    else:
        rows = apps.get_model(kind)._default_manager.all()
        rows = rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows
    return set(rows.filter(pk__in=ids).values_list("pk", flat=True))


def opens(kind, rows):
    """Say by which rows (a function of the request) the page of a kind finds its record, where it finds fewer."""
    OPENS[kind] = rows


sources.look_with(opened)


def short_of(deadline):
    """Return what must happen by a deadline, in the few words that a list has room for."""
    subject = SUBJECTS.get(deadline.subject_kind)
    return subject.short(deadline) if subject and subject.short else deadline.title


def says_itself(deadline):
    """Say whether the record of a deadline is called by what must happen."""
    subject = SUBJECTS.get(deadline.subject_kind)
    return subject is not None and subject.says_itself


def said_of(deadline, names):
    """Return what must happen by a deadline: what its record is called where that says it, else in few words."""
    return (says_itself(deadline) and names.get(deadline.subject_id)) or short_of(deadline)


def act_on(request, deadline):
    """Return (words of the button, address) of what the asker's role does about a deadline; None for a mere reader."""
    subject = SUBJECTS.get(deadline.subject_kind)
    if subject is None:
        return None
    for clock, address, permission, words in subject.does:
        if deadline.clock.startswith(clock) and may(request.user, permission, request.today):
            return words, addresses.address_of(address, deadline.subject_id)
    if subject.does or not acts(request, deadline.subject_kind):
        return None
    href = link_for(request, deadline.subject_kind, deadline.subject_id)
    return ("Open", href) if href else None


def acts(request, kind):
    """Say whether the asker's role takes any step on records of a kind; yes where no pathway knows the kind."""
    pathway = BY_KIND.get(kind)
    if pathway is None:
        return True
    return any(may(request.user, step.may, request.today) for step in pathway.steps if step.frm and not step.corrects)


def names_of(rows, *, asker):
    """Return {id: text} of the records that rows with ``subject_kind`` and ``subject_id`` are about.

    One question for each kind that names its records; a record that the asker may not see has no name.
    """
    ids = defaultdict(set)
    for row in rows:
        ids[row.subject_kind].add(row.subject_id)
    names = {}
    for kind, some in ids.items():
        subject = SUBJECTS.get(kind)
        if subject is not None:
            names |= subject.about(asker, list(some)) if subject.about else dict.fromkeys(some, subject.words)
    return names
