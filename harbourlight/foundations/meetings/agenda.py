"""The agenda of a meeting as its arranger edits it: order, times, presenter, purpose, papers, what is withdrawn."""

from datetime import timedelta

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .choices import State
from .models import AgendaItem, Meeting, Paper
from .papers import add_item
from .planning import check_arranger

TOLD = ("presenter", "minutes_long", "purpose", "is_exempt")


def check_editable(meeting, by, at):
    """Refuse to edit the agenda of a meeting that somebody does not arrange, or that is over."""
    check_arranger(meeting, by, at)
    if meeting.state != State.PLANNED:
        raise StepNotAllowed("The agenda of a meeting that was held, or called off, stays as it was.")


def items_in_order(meeting):
    """Return the items of an agenda in order, those that were withdrawn among them."""
    return list(AgendaItem.objects.filter(meeting=meeting).select_related("carried_to__meeting").order_by("number"))


def timetable(meeting, items):
    """Return (item, when it begins or None): items follow each other for as long as each is given minutes."""
    at, found = meeting.starts_at, []
    for item in items:
        found.append((item, at if item.withdrawn_at is None else None))
        if item.withdrawn_at is None:
            at = at + timedelta(minutes=item.minutes_long) if at and item.minutes_long else None
    return found


@transaction.atomic
def change_item(*, item, title, place, by, at, presenter="", minutes_long=None, purpose="", is_exempt=False, papers=()):
    """Change an item: its words, its place, and which papers given for the meeting belong to it."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    check_editable(meeting, by, at)
    if not title.strip():
        raise StepNotAllowed("Enter what the item is about.")
    item.title, item.presenter, item.minutes_long = title.strip(), presenter.strip(), minutes_long
    item.purpose, item.is_exempt = purpose, is_exempt
    item.save(update_fields=("title", *TOLD))
    attach(item, papers)
    put_at(item, place)
    return item


def attach(item, papers):
    """Let papers belong to an item, and no others that did."""
    chosen = [paper.pk for paper in papers]
    if Paper.objects.filter(pk__in=chosen).exclude(meeting=item.meeting_id).exists():
        raise LookupError("This paper is of another meeting")
    with as_system("which item a paper belongs to is for who arranges the meeting, whoever gave it"):
        Paper.objects.filter(meeting=item.meeting_id, item=item).exclude(pk__in=chosen).update(item=None)
        Paper.objects.filter(pk__in=chosen).update(item=item)


def put_at(item, place):
    """Put an item at a place of its agenda, the others in their order around it."""
    others = [each for each in items_in_order(item.meeting_id) if each.pk != item.pk]
    others.insert(max(place, 1) - 1, item)
    for number, each in enumerate(others, 1):
        AgendaItem.objects.filter(pk=each.pk).exclude(number=number).update(number=number)


@transaction.atomic
def withdraw_item(*, item, reason, by, at):
    """Withdraw an item with a reason; it stays to be read."""
    check_editable(item.meeting, by, at)
    if not reason.strip():
        raise StepNotAllowed("Enter why the item is withdrawn.")
    if item.withdrawn_at is not None:
        raise StepNotAllowed("The item was withdrawn already.")
    item.withdrawn_at, item.withdrawn_reason = at, reason.strip()
    item.save(update_fields=("withdrawn_at", "withdrawn_reason"))
    return item


@transaction.atomic
def carry_over(*, item, to, by, at):
    """Carry an item over to a later meeting of the same body: from one that is planned, or that did not reach it."""
    check_arranger(item.meeting, by, at)
    check_editable(to, by, at)
    if not to.group_key or to.group_key != item.meeting.group_key or to.starts_at <= item.meeting.starts_at:
        raise StepNotAllowed("Choose a later meeting of the same body.")
    fresh = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if fresh.carried_to_id is not None:
        raise StepNotAllowed("The item was carried over already.")
    fresh.carried_to = copy_of(fresh, to, by=by, at=at)
    if item.meeting.state == State.PLANNED:
        fresh.withdrawn_at = at
        fresh.withdrawn_reason = f"Carried over to {to.starts_at:%-d %B %Y}"
    fresh.save(update_fields=("carried_to", "withdrawn_at", "withdrawn_reason"))
    return fresh.carried_to


def copy_of(item, meeting, *, by, at):
    """Return a new item of a meeting that says what another one says."""
    made = add_item(meeting=meeting, title=item.title, by=by, at=at, allowed_late_by=meeting.chair or by)
    for name in TOLD:
        setattr(made, name, getattr(item, name))
    made.save(update_fields=TOLD)
    return made


@transaction.atomic
def copy_agenda(*, meeting, source, by, at):
    """Copy the agenda of an earlier meeting of the same body: what is there already is left, what was withdrawn too."""
    check_editable(meeting, by, at)
    if source.group_key != meeting.group_key or not meeting.group_key:
        raise StepNotAllowed("Choose a meeting of the same body.")
    known = {item.title.lower(): item for item in items_in_order(meeting)}
    made = []
    for item in items_in_order(source):
        there = known.get(item.title.lower())
        if there is None and item.withdrawn_at is None:
            made.append(copy_of(item, meeting, by=by, at=at))
        elif there is not None and not any(getattr(there, name) for name in TOLD):
            for name in TOLD:
                setattr(there, name, getattr(item, name))
            there.save(update_fields=TOLD)
    return made
