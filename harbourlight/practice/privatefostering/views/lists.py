"""The lists of private fostering, and what was done so that people tell of it."""

from itertools import groupby

from django.shortcuts import render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.statements.fetching import gather
from harbourlight.foundations.ui.asker import Question, ask

from .. import actions
from ..forms import AwarenessForm
from ..models import Arrangement
from ..pathway import DECIDE, READ, WORK
from .waiting import LISTS, waiting_for

MOST = 300


@needs(READ)
def arrangements(request):
    """List the running arrangements that I may see with what is next; a list of one kind; by worker for managers."""
    rows = Arrangement.objects.visible_to(request.user).running().select_related("person", "worker", "team")
    rows = list(rows.order_by("known_on", "pk")[:MOST])
    waits = gather([waiting_for(rows, asker=request.user.id, today=request.today)])[0]
    write_readings(request, [row.person_id for row in rows], Verb.LISTED)
    chosen = request.GET.get("list", "")
    lines = sorted((line for row in rows if (line := line_of(row, waits[row.pk], chosen))), key=due_first)
    manages = may(request.user, DECIDE, request.today)
    context = {
        "lists": [(name, words, number_in(name, waits)) for name, words in LISTS.items()],
        "chosen": chosen if chosen in LISTS else "",
        "title": LISTS.get(chosen, ""),
        "all": len(rows),
        "groups": by_worker(lines) if manages else [("", lines)] if lines else [],
    }
    return render(request, "privatefostering/arrangements.html", context)


def line_of(row, waits, chosen):
    """Return a line: the arrangement, what is next of the list that was chosen, and how much more waits; or None."""
    wanted = [each for each in waits if each.kind == chosen] if chosen in LISTS else waits
    if not wanted:
        return None if chosen in LISTS else (row, None, 0)
    return row, wanted[0], len(wanted) - 1


def number_in(name, waits):
    """Return on how many arrangements something of one list waits."""
    return sum(any(each.kind == name for each in found) for found in waits.values())


def due_first(line):
    """Return the order of a line: what is due soonest first, what has no day last."""
    row, wait, _ = line
    on = wait and wait.on
    return (on is None, on or row.known_on)


def by_worker(lines):
    """Return (worker, lines) for each worker by name, first what has none yet."""
    ordered = groupby(sorted(lines, key=worker_of), worker_of)
    return [(name or "No worker yet", list(some)) for name, some in ordered]


def worker_of(line):
    """Return the name of the worker of a line, or nothing."""
    return str(line[0].worker or "")


@needs(WORK)
def tell_people(request):
    """Show and add to what was done so that people tell of private fostering."""
    area = area_of(request)
    form = AwarenessForm(request.POST or None, moment=request.moment)
    question = Question(
        title="Telling people about private fostering", button="Add it", said="Added.", about=area.name,
        then="privatefostering:tell_people", template="privatefostering/tell_people.html",
    )  # fmt: skip
    return ask(
        request, form, question, rows_told=area.private_fostering_told.select_related("recorded_by"),
        do=lambda form: actions.tell_people(area=area, by=request.user, at=request.moment, **form.cleaned_data),
    )  # fmt: skip
