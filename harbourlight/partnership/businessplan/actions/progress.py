"""Asking agencies each quarter how their part of a plan goes, and reporting it to the executive."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.actions.tracking import only_repeats
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.choices import State
from harbourlight.foundations.pathways.actions import stop_deadlines, take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.requests import actions as requests
from harbourlight.foundations.requests.pathway import REQUEST
from harbourlight.foundations.ui.letters import sorts_as

from ..choices import CLOCK_OF_REPORTS, Rating
from ..models import Asked, Commitment, Heading, Plan, Priority, Progress, Round
from ..pathway import ROUND, TELL
from .plans import run_clock
from .rights import check_may, day_of, held, needed

QUESTION = "How your agency's part of “{plan}” went from {month}. Open “Progress of the plan” and say how it goes."


def agencies_of(plan):
    """Return the agencies that have a part in a plan: those that committed, and those that lead a pillar."""
    found = {each.agency_id: each.agency for each in Commitment.objects.filter(priority__plan=plan).standing()}
    for heading in Heading.objects.filter(plan=plan, lead_agency__isnull=False).select_related("lead_agency"):
        found.setdefault(heading.lead_agency_id, heading.lead_agency)
    return sorted(found.values(), key=lambda agency: sorts_as(agency.name))


def priorities_of(plan, agency_id):
    """Return the priorities of which an agency tells: those it committed to; all of them where it leads a pillar."""
    rows = Priority.objects.filter(plan=plan).select_related("plan")
    if Heading.objects.filter(plan=plan, lead_agency=agency_id).exists():
        return list(rows)
    mine = Commitment.objects.filter(priority__plan=plan, agency=agency_id, withdrawn_at=None).values("priority")
    return list(rows.filter(pk__in=mine))


@transaction.atomic
def ask_progress(*, plan, month, due_at, by, at):
    """Ask each agency with a part in a plan how it goes in a quarter; asked again, only those not asked yet are."""
    check_may(plan, by, at)
    fresh = held(Plan, plan)
    if fresh.state != "agreed":
        raise StepNotAllowed("Only the progress of an agreed plan is asked for.")
    quarter = month.quarter.first
    round_ = Round.objects.select_for_update().filter(plan=fresh, first=quarter).first()
    if round_ is not None and round_.state == "reported":
        raise StepNotAllowed("This quarter is reported already.")
    if round_ is None:
        round_ = Round(plan=fresh, first=quarter, due_at=due_at, asked_by=by, asked_at=at)
        round_.save(force_insert=True)
    already = set(Asked.objects.filter(round=round_).values_list("agency_id", flat=True))
    wanted = [agency for agency in agencies_of(fresh) if agency.pk not in already]
    if not wanted:
        raise StepNotAllowed("No agency is left to ask: each one with a part in the plan was asked.")
    question = QUESTION.format(plan=fresh.title, month=f"{quarter:%B %Y}")
    made = requests.ask(subject=round_, agencies=wanted, question=question, due_at=round_.due_at, by=by, at=at)
    by_agency = {request.agency_id: request for request in made}
    Asked.objects.bulk_create(Asked(round=round_, agency=each, request=by_agency.get(each.pk)) for each in wanted)
    return round_


@transaction.atomic
def tell_progress(*, asked, lines, by, at, late_reason="", version=None):
    """Say for an agency how its part goes; it may be said again until the quarter is reported.

    ``lines`` are (priority, rating, what was done, what changed, what is next). A text about change that only
    repeats what was done, or what was committed to, is kept and marked.
    """
    fresh = held(Asked, asked, version)
    if by.agency_id != fresh.agency_id:
        raise StepNotAllowed("Only the agency that was asked can do this.")
    check_may(fresh.round.plan, by, at, TELL)
    if fresh.round.state != "open":
        raise StepNotAllowed("This quarter is reported. Say it in the next one.")
    if fresh.is_late(at):
        late_reason = needed(late_reason, "Enter why this is late.")
    wanted = {each.pk for each in priorities_of(fresh.round.plan, fresh.agency_id)}
    if wanted - {line[0].pk for line in lines}:
        raise StepNotAllowed("Say how each priority goes that your agency has a part in.")
    for line in lines:
        write_line(fresh, *line)
    fresh.answered_by, fresh.answered_at = by, fresh.answered_at or at
    fresh.late_reason = fresh.late_reason or (late_reason if at > fresh.round.due_at else "")
    fresh.version += 1
    fresh.save()
    answer_request(fresh, by=by, at=at)
    return fresh


def write_line(asked, priority, rating, what_was_done, what_changed, what_is_next=""):
    """Keep what an agency says of one priority."""
    row = Progress.objects.select_for_update(of=("self",)).filter(asked=asked, priority=priority).first()
    row = row or Progress(asked=asked, priority=priority)
    row.rating, row.what_is_next = rating, what_is_next.strip()
    row.what_was_done = needed(what_was_done, f"{priority.title}: enter what was done.")
    row.what_changed = needed(
        what_changed, f"{priority.title}: enter what changed for children. If nothing has changed, say so."
    )
    promised = Commitment.objects.filter(priority=priority, agency=asked.agency_id).values_list("what", flat=True)
    row.only_repeats = only_repeats(row.what_changed, row.what_was_done, priority.title, *promised)
    row.save()


def answer_request(asked, *, by, at):
    """Close the request for progress, so that nobody is reminded any more."""
    request = asked.request
    if request is None or request.state not in ("asked", "opened"):
        return

    def fill(fresh):
        fresh.answered_by, fresh.answered_at = by, at
        fresh.answer, fresh.late_reason = "How it goes was said.", asked.late_reason

    take(pathway=REQUEST, step="answer", record=request, by=by, at=at, change=fill, checks_permission=False)


@transaction.atomic
def report_progress(*, round_, sitting, by, at, words="", version=None):
    """Report a quarter to a meeting of the body that hears the plan: what was said becomes a paper of the meeting.

    Agencies that did not answer are named as such; the clock of the next report runs from now.
    """
    plan = round_.plan
    check_may(plan, by, at)
    check_sitting(plan, sitting)
    fresh = held(Round, round_, version)
    text = report_words(fresh, at=at, words=words)

    def fill(row):
        row.reported_to, row.reported_by, row.reported_at, row.report = sitting, by, at, text

    reported = take(pathway=ROUND, step="report", record=fresh, by=by, at=at, change=fill)
    title = f"{plan.title}: progress, quarter from {fresh.first:%B %Y}"
    # The meeting's own arrangers answer for its papers; who writes the plan need not be one of them.
    meetings.add_paper(meeting=sitting.meeting, title=title, words=text, agency=by.agency, by=None, at=at)
    with as_system("an agency that said nothing stops being asked, whoever sees its request"):
        close_requests(reported, by=by, at=at)
    stop_deadlines(record=plan, names=[CLOCK_OF_REPORTS], at=at)
    run_clock(plan, since=day_of(at), at=at)
    return reported


def close_requests(round_, *, by, at):
    """Close the requests that still wait: a late one was not answered, another is no longer needed."""
    for asked in Asked.objects.filter(round=round_, answered_at=None).select_related("request"):
        request = asked.request
        if request and request.state in ("asked", "opened"):
            step = "give_up" if request.is_late(at) else "withdraw"
            take(pathway=REQUEST, step=step, record=request, by=by, at=at, checks_permission=False)


def check_sitting(plan, sitting):
    """Refuse a meeting of another body, or one that takes no more papers."""
    if sitting.group_id != plan.hears_id:
        raise StepNotAllowed(f"Progress is reported to {plan.hears}.")
    if sitting.meeting.state not in (State.PLANNED, State.HELD):
        raise StepNotAllowed("This meeting takes no more papers.")


def report_words(round_, *, at, words=""):
    """Return the report of a quarter as one text: what is said of each priority, who said nothing, and what is late."""
    told = list(Progress.objects.filter(asked__round=round_).whole())
    parts = [words.strip()] if words.strip() else []
    for priority in Priority.objects.filter(plan=round_.plan_id):
        parts.append(f"# {priority.number}. {priority.title}")
        lines = [line_words(each) for each in told if each.priority_id == priority.pk]
        parts += lines or ["Nobody has said how this goes."]
    silent = [each.agency.name for each in round_.asked.select_related("agency").order_by("agency__name__letters")
              if each.answered_at is None]  # fmt: skip
    parts += ["# Agencies that have not answered", "\n".join(f"- {name}" for name in silent) or "None."]
    late = late_words(round_.plan, day_of(at))
    parts += ["# Commitments whose date has passed", late or "None."]
    return "\n\n".join(parts)


def line_words(row):
    """Return what an agency says of a priority as text."""
    nothing_new = " (This says little beyond what was done.)" if row.only_repeats else ""
    following = f"\n- What is next: {one_line(row.what_is_next)}" if row.what_is_next else ""
    return (
        f"## {row.asked.agency.name}: {Rating(row.rating).label}\n\n- What was done: {one_line(row.what_was_done)}\n"
        f"- What changed for children: {one_line(row.what_changed)}{nothing_new}{following}"
    )


def one_line(text):
    """Return a text on one line."""
    return " ".join(text.split())


def late_words(plan, on):
    """Return the commitments whose date has passed and that nobody reported done, as a list."""
    rows = {row.action_id: row for row in Commitment.objects.filter(priority__plan=plan).standing()}
    overdue = Action.objects.filter(pk__in=[key for key in rows if key]).overdue(on).order_by("due_on")
    return "\n".join(
        f"- {rows[each.pk].agency.name}, by {each.due_on:%-d %B %Y}: {one_line(each.what)}" for each in overdue
    )
