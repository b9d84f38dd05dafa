"""Confidentiality, declarations of interest, and sending agenda and papers out."""

from collections import defaultdict

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.documents.outbox import queue_mails
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings import timing
from harbourlight.foundations.meetings.choices import State
from harbourlight.foundations.meetings.live import beside
from harbourlight.foundations.meetings.models import Invitation, Paper
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import Confidentiality, Interest, Sitting
from .items import takes_part
from .rights import check_oversees, needed

NOTICE = "The papers of a meeting wait for you in Harbourlight.\n\nSign in and open Meetings.\n"


def has_agreed(sitting, professional):
    """Say whether somebody agreed to keep this meeting confidential."""
    return Confidentiality.objects.filter(sitting=sitting, professional=professional).exists()


@transaction.atomic
def agree_confidentiality(*, sitting, by, at):
    """Keep that somebody agreed to keep a meeting confidential, in the body's words."""
    if not takes_part(sitting, by, at):
        raise StepNotAllowed("Only those who take part in the meeting can do this.")
    agreed, _ = Confidentiality.objects.get_or_create(
        sitting=sitting,
        professional=by,
        defaults={"words": sitting.group.keeps(sitting.meeting.starts_at).confidentiality, "agreed_at": at},
    )
    return agreed


@transaction.atomic
def declare_interest(*, sitting, has_interest, by, at, what="", item=None, leaves_the_room=False, submission=None):
    """Keep what somebody declares for a meeting: an interest, with its words, or none."""
    known = Interest.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    if not takes_part(sitting, by, at):
        raise StepNotAllowed("Only those who take part in the meeting can do this.")
    if item is not None and item.meeting_id != sitting.meeting_id:
        raise LookupError("This item is of another meeting")
    words = needed(what, "Enter what the interest is.") if has_interest else ""
    if not has_interest:
        nothing = Interest.objects.filter(sitting=sitting, professional=by).first()
        if nothing:
            return nothing
    interest = Interest(
        sitting=sitting,
        professional=by,
        item=item if has_interest else None,
        has_interest=has_interest,
        what=words,
        leaves_the_room=has_interest and leaves_the_room,
        declared_at=at,
        submission=submission,
    )
    interest.save(force_insert=True)
    if has_interest:
        Interest.objects.filter(sitting=sitting, professional=by, has_interest=False).delete()
    return interest


@transaction.atomic
def send_papers_out(*, sitting, by, at):
    """Share agenda and papers with everybody who takes part, and tell them; restricted ones stay with their readers."""
    check_oversees(sitting.group, by, at)
    fresh = Sitting.objects.select_for_update(of=("self",)).select_related("meeting", "group").get(pk=sitting.pk)
    meeting = fresh.meeting
    if meeting.state not in (State.PLANNED, State.HELD):
        raise StepNotAllowed("The papers of this meeting no longer go out.")
    with as_system("papers of a body are shared by whoever arranges it, whoever planned the meeting"):
        shared = meetings.share(meeting=meeting, papers=Paper.objects.filter(meeting=meeting), by=by, at=at)
    timing.stop(meeting, "papers_out", at=at)
    is_first = fresh.papers_out_at is None
    if is_first:
        fresh.papers_out_at = at
        fresh.save(update_fields=("papers_out_at",))
    if is_first or shared:
        tell(meeting)
    return fresh


def tell(meeting):
    """Tell everybody who is invited that papers wait; the message names neither body nor paper."""
    invited = Invitation.objects.filter(meeting=meeting, professional__isnull=False).expected()
    addresses = sorted(set(invited.values_list("professional__email", flat=True)))
    queue_mails([(address, "Papers wait for you in Harbourlight", NOTICE, meeting.pk) for address in addresses])


@beside
def interests_beside(meeting):
    """Return what each invitee declared for a meeting, in words, for the row of their seat."""
    seats = dict(Invitation.objects.filter(meeting=meeting).values_list("professional_id", "pk"))
    said = defaultdict(list)
    for each in Interest.objects.filter(sitting__meeting=meeting).select_related("item").order_by("declared_at"):
        about = f" ({each.item.title})" if each.item else ""
        leaves = ", leaves the room" if each.leaves_the_room else ""
        said[seats.get(each.professional_id)].append(f"{each.what}{about}{leaves}" if each.has_interest else "None")
    return {pk: "; ".join(words) for pk, words in said.items()}


def interests_of(sitting):
    """Return what was declared for a meeting, with names and items."""
    rows = Interest.objects.filter(sitting=sitting).select_related("professional", "item")
    return list(rows.order_by("declared_at"))
