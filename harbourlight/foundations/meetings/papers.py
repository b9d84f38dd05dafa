"""Agenda items and papers: asked for, given, shared with the others and with the family."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.requests import actions as requests

from . import timing
from .choices import State
from .models import AgendaItem, Attendance, Invitation, Paper
from .planning import check_arranger, may_arrange

ITEMS = "items"


def is_member(meeting, by):
    """Say whether somebody is invited to a meeting, or came as a deputy."""
    if by is None:
        return True
    invited = Invitation.objects.filter(meeting=meeting, left_out_reason="", professional=by)
    return invited.exists() or Attendance.objects.filter(meeting=meeting, deputy=by).exists()


def check_member(meeting, by, at):
    """Refuse whoever neither takes part in a meeting nor arranges it."""
    if not may_arrange(meeting, by, at) and not is_member(meeting, by):
        raise StepNotAllowed("Only those who take part in the meeting can do this.")


@transaction.atomic
def add_item(*, meeting, title, by, at, allowed_late_by=None):
    """Add an item to the agenda; after its last day only with the leave of the chair."""
    check_arranger(meeting, by, at)
    if not title.strip():
        raise StepNotAllowed("Enter what the item is about.")
    due = timing.due_of(meeting, ITEMS)
    if due and at > due and not (allowed_late_by or (by and by.pk == meeting.chair_id)):
        raise StepNotAllowed("Items were due before now. The chair may still allow it: say who allowed it.")
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
    item = AgendaItem(meeting=meeting, number=last + 1, title=title.strip(), added_by=by, added_at=at)
    item.allowed_late_by = allowed_late_by if due and at > due else None
    item.save(force_insert=True)
    return item


def discuss(*, item, text, by, at):
    """Keep what was said on an item."""
    check_arranger(item.meeting, by, at)
    item.discussed = text.strip()
    item.save(update_fields=("discussed",))
    return item


@transaction.atomic
def add_paper(
    *,
    meeting,
    title,
    by,
    at,
    agency=None,
    words="",
    item=None,
    is_restricted=False,
    readers=(),
    request=None,
    submission=None,
):
    """Add a paper, given now; a restricted one is read by its giver, the chair and the named readers alone."""
    known = Paper.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    check_member(meeting, by, at)
    if meeting.state not in (State.PLANNED, State.HELD):
        raise StepNotAllowed("This meeting takes no more papers.")
    if not title.strip() or not words.strip():
        raise StepNotAllowed("Enter the title of the paper and its text.")
    paper = Paper(
        meeting=meeting,
        item=item,
        agency=agency or (by.agency if by else None),
        title=title.strip(),
        words=words.strip(),
        is_restricted=is_restricted,
        reader_ids=[reader.pk for reader in readers] if is_restricted else [],
        due_at=timing.due_of(meeting, timing.PAPERS),
        given_by=by,
        given_at=at,
        request_id=request.pk if request else None,
        submission=submission,
    )
    paper.save(force_insert=True)
    return paper


@transaction.atomic
def share(*, meeting, papers, by, at):
    """Share papers with everybody who takes part; a restricted one stays with its readers."""
    check_arranger(meeting, by, at)
    waiting = Paper.objects.filter(meeting=meeting, pk__in=[paper.pk for paper in papers], shared_at=None)
    shared = waiting.filter(is_restricted=False).update(shared_at=at)
    if shared:
        timing.stop(meeting, "papers_out", at=at)
    return shared


def share_with_family(*, paper, by, at, happened_at=None, not_shared_reason=""):
    """Keep when a paper was shared with the child and the parents, or why it was not."""
    check_member(paper.meeting, by, at)
    if happened_at is None and not not_shared_reason.strip():
        raise StepNotAllowed("Enter when the family had the paper, or why not.")
    paper.shared_with_family_at, paper.not_shared_reason = happened_at, not_shared_reason.strip()
    paper.version += 1
    paper.save(update_fields=("shared_with_family_at", "not_shared_reason", "version"))
    return paper


@transaction.atomic
def ask_for_papers(*, meeting, agencies, question, by, at, due_at=None):
    """Ask agencies for what they hold, due when papers for the meeting are due unless another moment is named."""
    check_arranger(meeting, by, at)
    due = due_at or timing.due_of(meeting, timing.PAPERS) or meeting.starts_at
    due = at + max(meeting.starts_at - at, timedelta(0)) / 2 if due <= at else due  # none is born late
    with as_system("an agency that was asked already is not asked twice, whoever sees its request"):
        return requests.ask(
            subject=meeting, agencies=agencies, question=question, due_at=due, by=by, at=at, team=meeting.team
        )
