"""Learning shared upwards, and one return shared with several boards."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.choices import State
from harbourlight.foundations.meetings.models import AgendaItem, Paper
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import Group, Learning, SharedReturn, Sitting
from .rights import check_oversees, day_of, may_oversee, needed


@transaction.atomic
def share_learning(*, from_group, to_group, title, text, by, at, submission=None):
    """Share what a body learned with the one above it, or with an executive that spans its area."""
    known = Learning.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    check_oversees(from_group, by, at)
    if to_group.pk not in {each.pk for each in bodies_above(from_group)}:
        raise StepNotAllowed("Choose a body above this one.")
    learning = Learning(
        from_group=from_group,
        to_group=to_group,
        title=needed(title, "Enter a title."),
        text=needed(text, "Enter what was learned."),
        shared_by=by,
        shared_at=at,
        submission=submission,
    )
    learning.save(force_insert=True)
    return learning


def bodies_above(group):
    """Return the bodies with which a body shares what it learned: its own, and those that span its area."""
    spanning = Group.areas.through.objects.filter(area=group.area_id).values("group")
    above = Group.objects.filter(ended_on=None).exclude(pk=group.pk)
    wanted = [group.parent_id] if group.parent_id else []
    return list(above.filter(pk__in=wanted) | above.filter(pk__in=spanning, kind="cross_area_executive"))


@transaction.atomic
def hear_learning(*, learning, sitting, by, at):
    """Keep at which meeting shared learning was heard."""
    check_oversees(sitting.group, by, at)
    fresh = Learning.objects.select_for_update(of=("self",)).get(pk=learning.pk)
    if fresh.to_group_id != sitting.group_id:
        raise LookupError("This learning was shared with another body")
    if sitting.meeting.state not in (State.HELD, State.CLOSED):
        raise StepNotAllowed("Record first that the meeting is held.")
    if fresh.heard_at_id is None:
        fresh.heard_at = sitting
        fresh.save(update_fields=("heard_at",))
    return fresh


@transaction.atomic
def give_return(*, title, text, groups, by, at, submission=None):
    """Give one return of one's own agency to several boards; each has it among the papers of its next meeting."""
    known = SharedReturn.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    groups = list(groups)
    if not groups:
        raise StepNotAllowed("Choose the boards that the return is for.")
    open_ones = set(Group.objects.open_to(by, day_of(at)).values_list("pk", flat=True))
    if any(group.pk not in open_ones for group in groups):
        raise StepNotAllowed("Your agency does not work in the area of one of these boards.")
    given = SharedReturn(
        agency=by.agency,
        title=needed(title, "Enter what the return is."),
        text=needed(text, "Enter the return, or upload it."),
        given_by=by,
        given_at=at,
        submission=submission,
    )
    given.save(force_insert=True)
    given.groups.set(groups)
    for group in groups:
        place(given, group, by=by, at=at)
    return given


def place(given, group, *, by, at):
    """Put a return among the papers of the next meeting of a board, where one is planned."""
    sitting = Sitting.objects.filter(group=group).to_come(at).select_related("meeting").first()
    if sitting is None:
        return
    item = AgendaItem.objects.filter(meeting=sitting.meeting_id).order_by("-number").first()
    paper = meetings.add_paper(
        meeting=sitting.meeting, title=given.title, by=None, at=at, agency=given.agency, words=given.text, item=item
    )
    with as_system("whoever gives a return need not take part in every meeting that has it"):
        Paper.objects.filter(pk=paper.pk).update(given_by=by)


def may_read_return(given, by, at):
    """Say whether somebody may read a return: of the agency that gave it, or who oversees one of its boards."""
    return by.agency_id == given.agency_id or any(may_oversee(group, by, at) for group in given.groups.all())
