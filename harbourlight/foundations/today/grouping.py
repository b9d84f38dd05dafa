"""The lines of the first page in their parts, grouped by child or by meeting, with the counts on top."""

from collections import defaultdict
from datetime import datetime, timedelta

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.people.identity import age_in_words
from harbourlight.foundations.rooms.listed import PARTS
from harbourlight.foundations.ui import words

from . import children

SOON = timedelta(days=7)
FIRST = {"today": 6, "urgent": 6, "waiting": 2, "outcomes": 2}  # groups shown before the others; of other parts three
FOLDED = ("later", "unexplained")
BAND = "urgent-notices"
COUNTED = {"urgent": "urgent", "today": "today", "late": "late", "waiting": "waiting on others"}


def part_of(item, moment):
    """Return the part in which a line stands: its own, or what its date says at a moment."""
    if item.part or item.by is None:
        return item.part or "today"
    today = moment.astimezone(LONDON).date()
    on = item.by.astimezone(LONDON).date() if isinstance(item.by, datetime) else item.by
    if on < today or (isinstance(item.by, datetime) and item.by < moment):
        return "late"
    if on == today:
        return "today"
    return "next" if on <= today + SOON else "later"


def sort_key(item):
    """Return what sorts lines: the soonest first, those without a date last."""
    when = item.by or item.since
    if when is None:
        return (1, "")
    return (0, (when.astimezone(LONDON) if isinstance(when, datetime) else when).isoformat())


def parts_of(request, items, *, notices=0):
    """Return the parts that hold lines, in order, each with its groups; the counts; and the children.

    ``notices`` are the urgent ones in the band over the page: they count as urgent too, and lead there.
    """
    people, standing = children.of_ids(request, {child for item in items for child in item.children})
    held = defaultdict(list)
    for item in items:
        held[part_of(item, request.moment)].append(item)
    parts = []
    for key, title in PARTS.items():
        if held[key]:
            lines = sorted(held[key], key=sort_key, reverse=key == "outcomes")
            groups = groups_of(request, lines, people, standing)
            parts.append(
                {
                    "key": key, "title": title, "groups": groups, "count": len(held[key]), "is_folded": key in FOLDED,
                    "first": groups[: FIRST.get(key, 3)], "others": groups[FIRST.get(key, 3) :],
                    "heading": f"{title} ({len(held[key])})",
                }
            )  # fmt: skip
    counts = [[key, len(held[key]), said] for key, said in COUNTED.items()]
    counts[0][0], counts[0][1] = "urgent" if held["urgent"] or not notices else BAND, counts[0][1] + notices
    return parts, counts, people


def groups_of(request, items, people, standing):
    """Return lines in groups, each where its first line stands: by the children, or by what they are about."""
    order = {}
    for item in items:
        order.setdefault(key_of(item, people), []).append(item)
    return [
        {"head": head_of(request, key, people, standing), "lines": [line_of(request, item) for item in some]}
        for key, some in order.items()
    ]


def key_of(item, people):
    """Return what groups a line: the children that its reader may see, else what it is about."""
    seen = tuple(sorted((child for child in item.children if child in people), key=str))
    return seen or item.about or item.what


def head_of(request, key, people, standing):
    """Return the head of a group: names with age, places and plans; or the words of what it is about."""
    if isinstance(key, str):
        return {"words": key, "spoken": key}
    some = sorted((people[child] for child in key), key=lambda one: (one.born_on is None, str(one.born_on), str(one)))
    places = dict.fromkeys(filter(None, map(children.place_of, some)))
    plans = dict.fromkeys(standing[each.pk]._replace(href="", seen_on=None) for each in some if each.pk in standing)
    return {
        "people": [(each, age_in_words(each, request.today)) for each in some],
        "spoken": ", ".join(map(str, some)), "places": ", ".join(places),
        "plans": [(plan.words, plan.href) for plan in plans],
    }  # fmt: skip


def line_of(request, item):
    """Return a line as the page shows it."""
    return {
        "what": item.what, "href": item.href, "button": item.button, "note": item.note,
        "late": item.late or late_of(request, item),
        "when": when_of(request, item), "more": item.more,
    }  # fmt: skip


def late_of(request, item):
    """Return how late a line is that gives no words of its own."""
    if item.part or item.by is None or part_of(item, request.moment) != "late":
        return ""
    return words.lateness(item.by, request.moment).capitalize()


def when_of(request, item):
    """Return by when a line is due, or since when somebody waits, in words."""
    when = item.by or item.since
    if when is None:
        return ""
    has_time = isinstance(when, datetime)
    on = when.astimezone(LONDON).date() if has_time else when
    if on == request.today:
        return words.clock_time(when) if has_time else "Today"
    said = words.moment(when) if has_time and item.by and item.part != "outcomes" else words.day(when)
    return said if item.by else f"Since {said}"
