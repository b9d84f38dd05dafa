"""What the tracker shows of many recommendations and actions at once, on its pages and as files."""

from django.db.models import Count, Min, Q, Sum

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.measures.cells import csv_text
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.statements.prepared import Parameter, Prepared

from ..models import Addressee, Recommendation

COLUMNS = (
    "Recommendation", "Finding", "Source", "Title", "Made by", "Theme", "Addressed to", "Priority", "Published", "Due",
    "First due", "Times moved", "Days moved", "State", "Days late", "Age in days", "Answer", "Reason or other words",
    "What was done", "What changed", "Only repeats", "Times not accepted", "Actions to do", "Actions", "Left the list",
)  # fmt: skip
COLUMNS_OF_ACTIONS = (
    "Action", "Where it comes from", "Agency", "Owner", "Priority", "Given", "Due", "Times moved", "State",
    "Days late", "How we will know", "What was done", "What changed", "Only repeats", "Times sent back",
)  # fmt: skip
MOST_AT_HOME = 8
NONE = {"number": 0, "waiting": 0, "next": None, "moves": 0}


@Prepared
def waiting():
    """What an agency has still to answer or to do, the soonest due first."""
    rows = Addressee.objects.filter(agency_id=Parameter("agency"), state__in=("asked", "agreed"))
    return rows.select_related("recommendation").order_by("due_on", "pk")[:MOST_AT_HOME]


@Prepared
def counted_actions():
    """How many actions carry out some recommendations, how many of them are to do, the next date, and dates moved."""
    found = Action.objects.filter(source_id__any=Parameter("sources")).of_no_child().values("source_id")
    todo = Q(state="open")
    return found.annotate(
        number=Count("pk"),
        waiting=Count("pk", filter=todo),
        next=Min("due_on", filter=todo),
        moves=Sum("times_moved"),
    ).order_by()


def actions_of(rows):
    """Return {id of the addressee: number of actions, of those to do, the next date, and how often dates moved}."""
    with as_system("how many actions carry out a recommendation is told to whoever reads that; nobody is shown one"):
        counted = counted_actions(sources=[row.pk for row in rows])
    return {source: dict(zip(NONE, numbers, strict=True)) for source, *numbers in counted}


def lines_of(rows, *, on):
    """Return (row, its actions, days late, age in days, times that dates moved) for each row of a list."""
    rows = list(rows)
    counted = actions_of(rows)
    lines = []
    for row in rows:
        theirs = counted.get(row.pk, NONE)
        moves = row.times_moved + theirs["moves"]
        lines.append((row, theirs, row.days_late(on), row.age_in_days(on), moves))
    return lines


def tracker_csv(rows, *, on):
    """Return the tracker as the text of a file, no cell of which runs as a formula."""
    return csv_text(COLUMNS, (cells(*line) for line in lines_of(rows, on=on)))


def cells(row, theirs, days_late, age, moves):
    """Return one line of the file."""
    made = row.recommendation
    return (
        made.text, made.finding, made.get_source_display(), made.source_title, made.body_name, made.theme, row.who,
        made.get_priority_display(), made.published_on, row.due_on, row.first_due_on, moves, row.drift_in_days,
        row.get_state_display(), days_late, age, row.get_answer_display(), row.varied_words or row.reason,
        row.what_was_done, row.what_changed, yes(row.only_repeats), row.times_refused, theirs["waiting"],
        theirs["number"], row.left_list_on or "",
    )  # fmt: skip


def yes(value):
    """Return yes or nothing."""
    return "yes" if value else ""


def tracked(areas):
    """Return every recommendation for some areas with each it is addressed to."""
    return Addressee.objects.in_areas(areas)


def whole(ids):
    """Return the rows with these ids with all that a list names, the soonest due first."""
    return Addressee.objects.filter(pk__in=list(ids)).whole().order_by("due_on", "pk")


def actions_of_areas(areas, *, asker, on, agency=None, priority="", state=""):
    """Return the actions about no child in some areas, the soonest due first."""
    rows = Action.objects.visible_to(asker).of_no_child().filter(area__in=areas)
    if agency:
        rows = rows.of_agency(agency)
    if priority:
        rows = rows.filter(priority=priority)
    rows = rows.overdue(on) if state == "late" else rows.filter(state__in=[state] if state else ["open", "done"])
    return rows.select_related("owner", "owner_agency").order_by("due_on", "pk")


def whole_actions(ids, asker):
    """Return the actions with these ids with all that a list names, the soonest due first."""
    rows = Action.objects.visible_to(asker).filter(pk__in=list(ids))
    return rows.select_related("owner", "owner_agency").order_by("due_on", "pk")


def lines_of_actions(request, rows):
    """Return (action, what it comes from, its address, days late) for each action of a list."""
    return [
        (
            row,
            subjects.words_of(row.source_kind),
            subjects.link_for(request, row.source_kind, row.source_id),
            days_late(row, request.today),
        )
        for row in rows
    ]


def days_late(action, on):
    """Return how many days an action is late; nought where it is not."""
    return (on - action.due_on).days if action.is_overdue(on) else 0


def actions_csv(rows, *, on):
    """Return actions as the text of a file, no cell of which runs as a formula."""
    lines = (
        (
            row.what, subjects.words_of(row.source_kind), row.owner_agency or "", row.owner or "",
            row.get_priority_display(), row.given_at.date(), row.due_on, row.times_moved, row.get_state_display(),
            days_late(row, on), row.measure, row.evidence_done, row.evidence_changed, yes(row.only_repeats),
            row.times_sent_back,
        )
        for row in rows
    )  # fmt: skip
    return csv_text(COLUMNS_OF_ACTIONS, lines)


def published_for(professional):
    """Return the published recommendations of the areas in which somebody's agency works, the newest first."""
    return Recommendation.objects.published_to(professional)


def answers_to(recommendations):
    """Return {id of a recommendation: those it is addressed to} for recommendations that were published."""
    ids = [row.pk for row in recommendations if row.is_public]
    found = {}
    for row in Addressee.objects.filter(recommendation__in=ids).select_related("agency", "recommendation"):
        found.setdefault(row.recommendation_id, []).append(row)
    return found
