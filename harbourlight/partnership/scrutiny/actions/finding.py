"""Finding what a panel resolved in the words of its minutes, so that nothing is lost."""

import re
from typing import NamedTuple

from harbourlight.foundations.meetings.choices import MinutesState
from harbourlight.foundations.meetings.models import Decision, Minutes
from harbourlight.partnership.boards.models import Sitting

from ..models import Resolution
from ..models.sight import panels_open_to

MARK = re.compile(r"^\W*(?:it was )?resolved\b[\s:,.-]*", re.IGNORECASE)
LISTED = re.compile(r"^(?:\(?(?:[ivx]{1,5}|[a-z]|\d{1,2})[).]|[-*•])\s+", re.IGNORECASE)
MOST_MEETINGS = 12  # looked through for the first page
READ = (MinutesState.CIRCULATED, MinutesState.AGREED)


class Found(NamedTuple):
    """A resolution as the minutes, or the record of decisions, have it; and the item it came under."""

    item: str
    text: str


def bare(text):
    """Return the words of a resolution without marks, capitals and its first "that", to tell two of them apart."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return " ".join(words[1:] if words[:1] == ["that"] else words)


def resolutions_in(text):
    """Return the resolutions that minutes hold, in order.

    They stand after "RESOLVED", each on a line of its own that begins with its number ("(i)", "2.") or a dash, or
    with "That"; a line without such a beginning goes on with the one before; an empty line before other words, or a
    heading, ends them.
    """
    found: list[Found] = []
    item, is_open, was_empty = "", False, False
    for line in (each.strip() for each in text.splitlines()):
        marked = MARK.match(line)
        if is_heading(line):
            item, is_open = line.strip("# ").strip(), False
        elif marked:
            is_open = True
            add(found, item, line[marked.end() :])
        elif is_open and line:
            is_open = goes_on(found, item, line, after_a_gap=was_empty)
        was_empty = not line
    return found


def is_heading(line):
    """Say whether a line is a heading: marked so, numbered and in capitals, or in capitals."""
    words = re.sub(r"^\d{1,3}[.)]?\s+", "", line)
    return line.startswith("#") or (len(words) > 3 and words.isupper() and not MARK.match(line))


def add(found, item, text):
    """Keep a resolution that begins here, unless nothing stands after the word."""
    text = LISTED.sub("", text.strip()).strip()
    if text:
        found.append(Found(item[:200], text[0].upper() + text[1:]))


def goes_on(found, item, line, *, after_a_gap):
    """Read one line after "RESOLVED": a new resolution, or more of the last; return whether resolutions go on."""
    if LISTED.match(line) or line.lower().startswith("that "):
        add(found, item, line)
    elif after_a_gap or not found:
        return False
    else:
        found[-1] = Found(found[-1].item, f"{found[-1].text} {line}")
    return True


def found_at(sitting):
    """Return what was resolved at a meeting: in the latest minutes that went round, and in the record of decisions."""
    minutes = Minutes.objects.filter(meeting=sitting.meeting_id, state__in=READ).order_by("-number").first()
    found = resolutions_in(minutes.text) if minutes else []
    known = {bare(each.text) for each in found}
    rows = Decision.objects.filter(meeting=sitting.meeting_id, is_valid=True).select_related("item")
    for decision in rows.order_by("decided_at", "recorded_at"):
        if bare(decision.what) not in known:
            known.add(bare(decision.what))
            found.append(Found(decision.item.title if decision.item else "", decision.what))
    return found


def waiting_at(sitting):
    """Return what was resolved at a meeting and nobody has taken up, as (place, what was found)."""
    rows = Resolution.objects.of_sitting(sitting).values_list("text", flat=True)
    known = {bare(text) for text in rows}
    return [(place, each) for place, each in enumerate(found_at(sitting), 1) if bare(each.text) not in known]


def meetings_that_wait(professional):
    """Return the latest meetings of somebody's panels with resolutions to take up, as (meeting, how many)."""
    panels = panels_open_to(professional).values("pk")
    rows = Sitting.objects.filter(group__in=panels).held().select_related("meeting", "group")[:MOST_MEETINGS]
    return [(sitting, number) for sitting in rows if (number := len(waiting_at(sitting)))]
