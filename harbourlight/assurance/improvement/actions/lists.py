"""Bringing in a whole list: read, looked at, taken in as recommendations, or taken back whole before any answer."""

from datetime import date

from harbourlight.foundations.agencies.models import Agency
from harbourlight.foundations.pathways.actions import Entry, take
from harbourlight.foundations.pathways.chains import fact
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does

from ..models import Addressee, BroughtList
from ..pathway import BROUGHT, RECOMMENDATION
from .recommend import recommend
from .rights import london, needed

KEPT = ("paragraph", "grade", "heading", "part", "text", "priority")


@does(BROUGHT, "bring")
def bring(*, area, body_key, body_name, source, source_title, published_on, timescale, lines, left_out, by, at):
    """Keep a list as it was read; nothing of it counts yet."""
    made = BroughtList(
        area=area, body_key=body_key, body_name=body_name, source=source, source_title=source_title.strip(),
        published_on=published_on, timescale=timescale, lines=lines, left_out=left_out, brought_by=by, brought_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    return made


@fact(BROUGHT, "faults_in_words")
def faults_in_words(brought):
    """Return why a list cannot be taken in: lines that ask nobody, or whose date nobody understands."""
    number = sum(bool(line["trouble"]) for line in brought.lines)
    return f"Mend {number} of its lines in your file and bring it in again." if number else ""


@fact(BROUGHT, "answered_in_words")
def answered_in_words(brought):
    """Return why a list cannot be taken back: somebody answered already."""
    answered = Addressee.objects.filter(recommendation__brought=brought.pk).exclude(state="asked").count()
    return (
        f"{answered} of its recommendations were answered already: withdraw the others one by one." if answered else ""
    )


@does(BROUGHT, "take_in")
def take_in(broughtlist, *, by, at):
    """Make each line a recommendation to those whom it asks."""
    return Entry(after=lambda brought: [make(brought, line, by, at) for line in brought.lines])


def make(brought, line, by, at):
    """Make one line of a list a recommendation."""
    return recommend(
        area=brought.area, body_key=brought.body_key, body_name=brought.body_name, source=brought.source,
        source_title=brought.source_title, source_on=brought.published_on, published_on=brought.published_on,
        timescale=line["timescale"], due_on=date.fromisoformat(line["due_on"]), brought=brought, by=by, at=at,
        agencies=list(Agency.objects.filter(pk__in=line["agencies"])), **{name: line[name] for name in KEPT},
    )  # fmt: skip


@does(BROUGHT, "take_back")
def take_back(broughtlist, *, reason, by, at):
    """Take every recommendation of a list back before any was answered; the history keeps that it was there."""
    reason = needed(reason, "Enter why the list is taken back.")

    def leave(fresh):
        fresh.left_list_on = london(at)

    rows = list(Addressee.objects.filter(recommendation__brought=broughtlist.pk).order_by("pk"))
    if any(row.state != "asked" for row in rows):
        raise StepNotAllowed(answered_in_words(broughtlist))
    for row in rows:
        take(pathway=RECOMMENDATION, step="take_back", record=row, by=by, at=at, change=leave, note=reason)
    return reason


@does(BROUGHT, "throw_away")
def throw_away(broughtlist, *, by, at):
    """Throw a list away that does not count yet; it stays to be read that it was brought in."""
