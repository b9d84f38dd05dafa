"""Writing a plan: its headings, priorities, entries, commitments and figures; agreeing and ending it."""

from calendar import monthrange

from django.db import transaction
from django.db.models import Max

from harbourlight.foundations.actions import tracking
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.pathways.actions import cancel_deadlines, set_deadline, take
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import CLOCK_OF_REPORTS, HEADINGS, PriorityKind
from ..models import Commitment, Entry, Expected, Heading, Plan, Priority
from ..pathway import PLAN
from .rights import check_may, check_open, day_of, held, needed


@transaction.atomic
def start_plan(*, area, kind, title, starts_on, ends_on, by, at, purpose="", hears=None, months=3, submission=None):
    """Start a plan as a draft, with the headings of its kind."""
    known = Plan.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    if ends_on <= starts_on:
        raise StepNotAllowed("The plan must end after it starts.")
    plan = Plan(
        area=area,
        kind=kind,
        title=needed(title, "Enter the title of the plan."),
        starts_on=starts_on,
        ends_on=ends_on,
        purpose=purpose.strip(),
        hears=hears,
        months_between_reports=months,
        made_by=by,
        made_at=at,
        submission=submission,
    )
    plan.save(force_insert=True)
    check_may(plan, by, at)
    Heading.objects.bulk_create(
        Heading(plan=plan, number=number, title=words) for number, words in enumerate(HEADINGS[kind], 1)
    )
    return plan


@transaction.atomic
def change_plan(*, plan, title, starts_on, ends_on, purpose, hears, months, by, at, version=None):
    """Change what a plan says of itself."""
    check_may(plan, by, at)
    fresh = held(Plan, plan, version)
    check_open(fresh)
    if ends_on <= starts_on:
        raise StepNotAllowed("The plan must end after it starts.")
    fresh.title = needed(title, "Enter the title of the plan.")
    fresh.starts_on, fresh.ends_on, fresh.purpose = starts_on, ends_on, purpose.strip()
    was, fresh.hears, fresh.months_between_reports = fresh.months_between_reports, hears, months
    fresh.version += 1
    fresh.save()
    if fresh.state == "agreed" and was != months:
        run_clock(fresh, since=last_heard(fresh), at=at)
    return fresh


@transaction.atomic
def change_heading(*, heading, title, by, at, lead_agency=None, lead=None):
    """Change the words of a heading, or who leads a pillar."""
    check_may(heading.plan, by, at)
    check_open(heading.plan)
    if lead and lead_agency and lead.agency_id != lead_agency.pk:
        raise StepNotAllowed(f"{lead.name} does not work for {lead_agency.name}.")
    fresh = held(Heading, heading)
    fresh.title = needed(title, "Enter the title of the heading.")
    fresh.lead, fresh.lead_agency = lead, lead_agency or (lead.agency if lead else None)
    fresh.save()
    return fresh


@transaction.atomic
def agree_plan(*, plan, by, at, version=None):
    """Agree a plan: each of its commitments becomes an action, and the clock of reports to the executive runs."""
    check_may(plan, by, at)
    if not Priority.objects.filter(plan=plan).exists():
        raise StepNotAllowed("A plan without priorities cannot be agreed.")
    if plan.hears is None:
        raise StepNotAllowed("Say first which body hears how the plan goes.")

    def stamp(fresh):
        fresh.agreed_at, fresh.agreed_by = at, by

    agreed = take(pathway=PLAN, step="agree", record=plan, by=by, at=at, change=stamp, version=version)
    for commitment in Commitment.objects.filter(priority__plan=agreed).standing():
        run_commitment(commitment, by=by, at=at)
    run_clock(agreed, since=day_of(at), at=at)
    return agreed


@transaction.atomic
def end_plan(*, plan, by, at, version=None):
    """End a plan: nobody is asked about it any more; its actions go on until they are done or dropped."""
    check_may(plan, by, at)
    ended = take(pathway=PLAN, step="end", record=plan, by=by, at=at, version=version)
    cancel_deadlines(record=ended, reason="The plan has ended", at=at)
    return ended


def months_after(day, number):
    """Return the same day of a later month, or its last day where the month is shorter."""
    first = Month.of(day).back(-number).first
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def last_heard(plan):
    """Return the day on which the executive last heard how a plan goes, or the day it was agreed."""
    newest = plan.rounds.filter(reported_at__isnull=False).order_by("-reported_at").first()
    return day_of(newest.reported_at if newest else plan.agreed_at)


def run_clock(plan, *, since, at):
    """Run the clock to the day by which the executive next hears how the plan goes."""
    running = Deadline.objects.filter(subject_id=plan.pk, clock=CLOCK_OF_REPORTS).running()
    running.update(cancelled_at=at, cancel_reason="Counted anew")
    due_on = months_after(since, plan.months_between_reports)
    set_deadline(
        record=plan, clock=CLOCK_OF_REPORTS, title="The executive hears how the priorities go", due=due_on, started=at,
        version=f"local setting: {plan.months_between_reports} months", owner=plan.made_by,
    )  # fmt: skip


@transaction.atomic
def add_priority(*, plan, title, by, at, kind=PriorityKind.PRIORITY, why="", aim="", lead=None, body=None, themes=()):
    """Add a priority to a plan; its themes are the words by which recommendations are found."""
    check_may(plan, by, at)
    check_open(held(Plan, plan))
    last = Priority.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    priority = Priority(
        plan=plan,
        number=last + 1,
        kind=kind,
        title=needed(title, "Enter the title of the priority."),
        why=why.strip(),
        aim=aim.strip(),
        lead=lead,
        body=body,
        themes=list(themes),
    )
    priority.save(force_insert=True)
    return priority


@transaction.atomic
def change_priority(*, priority, title, by, at, kind, why, aim, lead, body, themes, version=None):
    """Change what a priority says."""
    check_may(priority.plan, by, at)
    check_open(priority.plan)
    fresh = held(Priority, priority, version)
    fresh.title, fresh.kind = needed(title, "Enter the title of the priority."), kind
    fresh.why, fresh.aim, fresh.lead, fresh.body = why.strip(), aim.strip(), lead, body
    fresh.themes = list(themes)
    fresh.version += 1
    fresh.save()
    return fresh


def check_heading(priority, heading):
    """Refuse a heading of another plan."""
    if heading.plan_id != priority.plan_id:
        raise LookupError("This heading belongs to another plan")


@transaction.atomic
def add_entry(*, priority, heading, text, by, at):
    """Say what the partnership will do for a priority, under a heading."""
    check_may(priority.plan, by, at)
    check_open(priority.plan)
    check_heading(priority, heading)
    last = Entry.objects.filter(priority=priority, heading=heading).aggregate(last=Max("number"))["last"] or 0
    text = needed(text, "Enter what will be done.")
    entry = Entry(priority=priority, heading=heading, number=last + 1, text=text)
    entry.save(force_insert=True)
    return entry


@transaction.atomic
def change_entry(*, entry, heading, text, by, at):
    """Change what stands under a heading; earlier words are kept by the database."""
    check_may(entry.priority.plan, by, at)
    check_open(entry.priority.plan)
    check_heading(entry.priority, heading)
    fresh = held(Entry, entry)
    fresh.heading, fresh.text = heading, needed(text, "Enter what will be done.")
    fresh.save()
    return fresh


@transaction.atomic
def take_out_entry(*, entry, by, at):
    """Take an entry out of the plan; it is kept, and no longer shown."""
    check_may(entry.priority.plan, by, at)
    check_open(entry.priority.plan)
    fresh = held(Entry, entry)
    fresh.is_taken_out = True
    fresh.save()
    return fresh


@transaction.atomic
def add_commitment(
    *, priority, heading, agency, what, due_on, by, at, measure="", lead=None, submission=None
):  # fmt: skip
    """Write what an agency commits to by when; in an agreed plan it becomes an action at once."""
    known = Commitment.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    plan = held(Plan, priority.plan)
    check_may(plan, by, at)
    check_open(plan)
    check_heading(priority, heading)
    if lead and lead.agency_id != agency.pk:
        raise StepNotAllowed(f"{lead.name} does not work for {agency.name}.")
    made = Commitment(
        priority=priority,
        heading=heading,
        agency=agency,
        lead=lead,
        what=needed(what, "Enter what the agency commits to."),
        measure=measure.strip(),
        due_on=due_on,
        submission=submission,
    )
    made.save(force_insert=True)
    if plan.state == "agreed":
        run_commitment(made, by=by, at=at)
    return made


def run_commitment(commitment, *, by, at):
    """Give a commitment as an action to its agency, or to whoever leads it there."""
    action = tracking.give_action(
        source=commitment,
        what=commitment.what,
        measure=commitment.measure,
        due_on=commitment.due_on,
        owner_agency=commitment.agency,
        owner=commitment.lead,
        by=by,
        at=at,
    )
    Commitment.objects.filter(pk=commitment.pk).update(action_id=action.pk)
    commitment.action_id = action.pk


@transaction.atomic
def withdraw_commitment(*, commitment, reason, by, at):
    """Withdraw a commitment with the reason; its action is dropped."""
    plan = commitment.priority.plan
    check_may(plan, by, at)
    check_open(plan)
    reason = needed(reason, "Enter why the commitment is withdrawn.")
    fresh = held(Commitment, commitment)
    fresh.withdrawn_at, fresh.withdrawn_reason = at, reason
    fresh.save()
    action = Action.objects.filter(pk=fresh.action_id, state__in=("open", "done")).first()
    if action:
        tracking.drop(action=action, reason=reason, by=by, at=at)
    return fresh


@transaction.atomic
def expect_figure(*, priority, ref, direction, from_month, by, at, why=""):
    """Name a figure of the dataset that should move; naming it again changes which way, or from when."""
    check_may(priority.plan, by, at)
    check_open(priority.plan)
    if ref not in registry.INDICATORS:
        raise StepNotAllowed("Choose a figure of the dataset.")
    row = Expected.objects.select_for_update().filter(priority=priority, ref=ref).first()
    row = row or Expected(priority=priority, ref=ref)
    row.direction, row.from_month, row.why = direction, Month.of(from_month).first, why.strip()
    row.save()
    return row


@transaction.atomic
def expect_no_more(*, expected, by, at):
    """Take a figure off a priority; the history keeps that it was there."""
    check_may(expected.priority.plan, by, at)
    check_open(expected.priority.plan)
    expected.delete()
