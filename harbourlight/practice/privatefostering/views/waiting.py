"""What waits to be done on arrangements: the same answer for the record, the lists and the first page.

Each thing that waits has a kind, which names the list in which it stands (``LISTS``).
"""

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui.words import counted, day
from harbourlight.foundations.visits.models import Visit
from harbourlight.statute import counting
from harbourlight.statute.private_fostering import Counts

from .. import actions
from ..choices import MISSING, NotifiedBy
from ..models import Adult, Decision, Report
from ..pathway import CLOSED

LISTS = {
    "worker": "No worker named",
    "first_visit": "First visits",
    "next_visit": "Next visits",
    "asked": "Visits asked for",
    "report": "Reports to write",
    "decision": "Decisions to make",
    "letter": "Decisions to tell",
    "day_28": "28 days reached",
    "of_age": "Turning 16, or 18 if disabled",
    "check": "DBS checks missing",
    "notice": "Known from others only",
    "other": "Yearly reviews and other dates",
}
CLOCKS = {"CLK-PFO-002": "first_visit", "CLK-PFO-003": "next_visit", "CLK-PFO-004": "next_visit"}
SHORT = {
    "CLK-PFO-002": "First visit: the home, the carer, and the child alone",
    "CLK-PFO-003": "Next visit, within six weeks in the first year",
    "CLK-PFO-004": "Next visit, within twelve weeks",
    "CLK-PFO-005": "The carer tells us that the child moved in",
    "CLK-PFO-006": "The carer or a parent tells us of the end",
    "CLK-PFO-008": "Yearly review",
}
FROM_THE_FAMILY = (NotifiedBy.CARER, NotifiedBy.PARENT)


class Waits(NamedTuple):
    """One thing that waits: the list it stands in, its words, its day, and the clock where one runs for it."""

    kind: str
    text: str
    on: date | None = None
    clock: Any = None


@Prepared
def clocks():
    """The clocks that run for arrangements, the soonest due first."""
    rows = Deadline.objects.visible_to(ASKER).running().filter(subject_id__any=Parameter("ids"))
    return rows.order_by("due_at")


@Prepared
def visits():
    """The visits that count for arrangements, the newest first."""
    rows = Visit.objects.visible_to(ASKER).filter(counts__subject_id__any=Parameter("ids"))
    return rows.order_by("-happened_at").values_list("counts__subject_id", "happened_at", "was_seen")


@Prepared
def reports():
    """The days of visits of which a report is written."""
    rows = Report.objects.visible_to(ASKER).filter(arrangement_id__any=Parameter("ids"))
    return rows.values_list("arrangement_id", "visited_on")


@Prepared
def adults():
    """The adults of households, and how far the check of each is."""
    rows = Adult.objects.visible_to(ASKER).filter(arrangement_id__any=Parameter("ids"))
    return rows.order_by("name").values_list("arrangement_id", "name", "check_is")


@Prepared
def told():
    """What somebody of the family asked for or told us, by its step."""
    rows = StepTaken.objects.visible_to(ASKER).filter(subject_id__any=Parameter("ids"))
    rows = rows.filter(step__in=("ask_visit", "take_notice")).order_by("happened_at")
    return rows.values_list("subject_id", "step", "happened_at", "note")


@Prepared
def decisions():
    """What was decided about carers and homes, the oldest first."""
    rows = Decision.objects.visible_to(ASKER).filter(arrangement_id__any=Parameter("ids"))
    return rows.order_by("recorded_at").values_list("arrangement_id", "recorded_at", "decided_on")


@Prepared
def letters():
    """When decisions were told."""
    rows = Letter.objects.visible_to(ASKER).filter(subject_id__any=Parameter("ids")).exclude(sent_at=None)
    return rows.filter(kind=actions.LETTERS["tell_decision"].kind).values_list("subject_id", "written_at")


FACTS = (clocks, visits, reports, adults, told, decisions, letters)


def waiting_for(rows, *, asker, today):
    """Ask for the facts of arrangements at once, and return {id: what waits, the most urgent first}."""
    ids = [row.pk for row in rows]
    if not ids:
        return {}
    found = yield tuple(each.bind(asker=asker, ids=ids) for each in FACTS)
    by_id = [grouped(each) for each in found]
    return {row.pk: in_order(row, [each[row.pk] for each in by_id], today) for row in rows}


def grouped(found):
    """Return rows by the arrangement that they are about."""
    by_id = defaultdict(list)
    for row in found:
        by_id[row.subject_id if isinstance(row, Deadline) else row[0]].append(row)
    return by_id


def in_order(row, facts, today):
    """Return what waits on one arrangement: first what has a day, the earliest first."""
    if row.state in CLOSED:
        return []
    running, visited, reported, household, said, decided, sent = facts
    seen_at = [moment for _, moment, was_seen in visited if was_seen]
    found = [
        *clocks_that_run(running),
        *visits_asked_for(said, seen_at, today),
        *reports_to_write(visited, reported),
        *decisions_to_make(row, seen_at, decided, sent),
        *days_reached(row, today),
        *checks_missing(household),
        *from_others_only(row, said),
        *([] if row.worker_id else [Waits("worker", "Name the worker")]),
    ]
    return sorted(found, key=lambda each: urgency(each, today))


def urgency(wait, today):
    """Return the order of what waits: what is late by law, what has its day behind it, what comes, what has no day."""
    on = wait.on or today
    return (not (wait.clock and on < today), wait.on is None, on)


def on_of(moment):
    """Return the London date of a moment."""
    return moment.astimezone(LONDON).date()


def clocks_that_run(running):
    """Yield the clocks, in few words."""
    for clock in running:
        yield Waits(CLOCKS.get(clock.clock, "other"), in_short(clock), on_of(clock.due_at), clock)


def in_short(clock):
    """Return what must happen by a clock, in few words."""
    return SHORT.get(clock.clock, clock.title)


def visits_asked_for(said, seen_at, today):
    """Yield the visits that were asked for and not made; counted, never late: the law names no days (reg. 8(2))."""
    for _, step, moment, note in said:
        asked_on = on_of(moment)
        if step == "ask_visit" and not any(each >= moment for each in seen_at):
            who, since = note.partition(".")[0], counted((today - asked_on).days, "day")
            yield Waits("asked", f"{who} asked for a visit on {day(asked_on)}, {since} ago", asked_on)


def reports_to_write(visited, reported):
    """Yield the visits of which no report is written (regulation 8(5)), in one line."""
    missing = sorted({on_of(moment) for _, moment, _ in visited} - {on for _, on in reported})
    if len(missing) == 1:
        yield Waits("report", f"Write the report of the visit of {day(missing[0])}", missing[0])
    elif missing:
        words = f"Write the reports of {len(missing)} visits, the first of {day(missing[0])}"
        yield Waits("report", words, missing[0])


def decisions_to_make(row, seen_at, decided, sent):
    """Yield the decision that a manager can make now, or the one that the carer was not told of."""
    if row.state == "checking" and seen_at:
        yield Waits("decision", "A manager decides whether the carer and the home are suitable", on_of(max(seen_at)))
    if decided and not any(written >= decided[-1][1] for _, written in sent):
        yield Waits("letter", f"Tell the carer what was decided on {day(decided[-1][2])}", decided[-1][2])


def days_reached(row, today):
    """Yield the day on which 28 days were reached, and the birthday that ends it within three months."""
    if row.counts == Counts.NOT_YET and row.day_28 and row.day_28 <= today:
        yield Waits("day_28", f"28 days were reached on {day(row.day_28)}: check again whether it counts", row.day_28)
    ends = row.ends_by_age_on
    if ends and ends <= counting.after(3, "months", today):
        years = ends.year - row.person.born_on.year if row.person.born_on else 16
        yield Waits("of_age", f"Turns {years} on {day(ends)}: private fostering ends", ends)


def checks_missing(household):
    """Yield the adults of whom no check is there."""
    missing = [name for _, name, check in household if check in MISSING]
    if not household:
        yield Waits("check", "Record the adults of the household and their checks")
    elif missing:
        yield Waits("check", f"DBS check missing: {', '.join(missing)}")


def from_others_only(row, said):
    """Yield that only others told of it, while the law asks the carer and the parents to (regulations 3 and 5)."""
    if row.notified_by not in FROM_THE_FAMILY and not any(step == "take_notice" for _, step, *_ in said):
        yield Waits("notice", f"Known from: {row.get_notified_by_display()}. The carer has not told us")
