"""Bodies, their seats and their members: planned meetings follow whoever sits where."""

from django.db import transaction
from django.db.models import F, Q
from django.utils.text import slugify

from harbourlight.foundations.agencies.areas import areas_of
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.models import Invitation
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.statute.nominations import nominations

from ..choices import VOTING, GroupKind, SeatKind
from ..models import Group, Membership, Seat, Sitting
from ..pathway import TYPE_OF
from .rights import check_arranges, day_of, needed

LEFT = "No longer sits in this body"


def seats_of(group, on):
    """Return (seat, membership or None) of a body on a date, in order: None is a vacancy."""
    sitting = {each.seat_id: each for each in Membership.objects.current(on).in_group(group)}
    return [
        (seat, sitting.get(seat.pk))
        for seat in Seat.objects.current(on).filter(group=group).select_related("agency").order_by("number", "title")
    ]


def agencies_in(group, on):
    """Return the agencies that work in the areas of a body on a date."""
    areas = [group.area_id, *group.areas.values_list("pk", flat=True)]
    working = AgencyArea.objects.current(on).filter(area__in=areas).values("agency")
    return list(Agency.objects.current(on).filter(pk__in=working).order_by("name__letters"))


def members_of(group, on):
    """Return the memberships of a body on a date."""
    return list(Membership.objects.current(on).in_group(group))


def invitees_of(group, on):
    """Return whom a meeting of a body on a date invites: each member, or the delegate of a lead representative.

    Whoever holds two seats comes once, in the one that answers for an agency.
    """
    rows = members_of(group, on)
    chosen = {each.who_comes.pk: each for each in sorted(rows, key=lambda each: speaks(each.seat))}
    return [invitee_of(each) for each in rows if chosen[each.who_comes.pk] == each]


def speaks(seat):
    """Return how much a seat says at a meeting: nothing, a vote, or a vote for an agency as a partner or member."""
    return (seat.votes, seat.kind != "vice_chair", "partner" in seat.kind)


def invitee_of(membership):
    """Return one member as the meetings engine invites them."""
    who, seat = membership.who_comes, membership.seat
    return meetings.Invitee(
        seat.key, professional=who, agency=seat.agency or who.agency, seat_name=seat.title,
        named_deputy=membership.deputy,
    )  # fmt: skip


@transaction.atomic
def start_group(*, name, kind, area, by, at, what_it_does="", parent=None, areas=(), team=None):
    """Start a body in an area; its rules are the usual ones of its kind until it sets its own."""
    group = Group(
        key=unused_key(slugify(name)[:50]),
        name=needed(name, "Enter the name of the body."),
        kind=GroupKind(kind),
        area=area,
        parent=parent,
        team=team,
        meeting_type=TYPE_OF[kind],
        what_it_does=what_it_does.strip(),
        started_on=day_of(at),
    )
    # The body is not there yet: whoever starts it must arrange those of the area.
    if by is not None and not areas_of(by, day_of(at)).filter(pk=area.pk).exists():
        raise StepNotAllowed("You do not have permission to do this.")
    group.save(force_insert=True)
    group.areas.set(areas)
    check_arranges(group, by, at)
    if group.kind == GroupKind.PROTECTION_TEAM:
        for place, each in enumerate(nominations(), 1):
            Seat.objects.create(
                group=group, number=place, title=each.title, kind=SeatKind.MEMBER, sector=each.sector,
                started_on=group.started_on,
            )  # fmt: skip
    return group


def unused_key(key):
    """Return a key that no body has yet."""
    taken = set(Group.objects.filter(key__startswith=key).values_list("key", flat=True))
    return next(each for each in (key, *(f"{key}-{number}" for number in range(2, 1000))) if each not in taken)


def open_areas(on):
    """Return the areas that a body may span."""
    return list(Area.objects.current(on).order_by("name"))


def locked_version(model, pk, version):
    """Return a body or a seat as it now is, locked; refuse whoever had an older one before them."""
    fresh = model.objects.select_for_update(of=("self",)).get(pk=pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this while you were working on it.", fresh)
    return fresh


@transaction.atomic
def change_group(*, group, name, what_it_does, is_public, areas, parent, by, at, version=None):
    """Change what a body is called, does, spans and stands under."""
    check_arranges(group, by, at)
    fresh = locked_version(Group, group.pk, version)
    above = parent
    while above is not None:
        if above.pk == fresh.pk:
            raise StepNotAllowed("A body cannot stand under itself, or under one of its own groups.")
        above = above.parent
    fresh.name, fresh.what_it_does = needed(name, "Enter the name of the body."), what_it_does.strip()
    fresh.is_public, fresh.parent, fresh.version = is_public, parent, fresh.version + 1
    fresh.save()
    fresh.areas.set(areas)
    return fresh


@transaction.atomic
def end_group(*, group, on, by, at, version=None):
    """End a body on its last day: not before its meetings are held or called off, and its seats end with it."""
    check_arranges(group, by, at)
    fresh = locked_version(Group, group.pk, version)
    if on < max(fresh.started_on, day_of(at)):
        raise StepNotAllowed("Choose today or a later day: what the body did until now stays as it was.")
    if any(day_of(sitting.meeting.starts_at) > on for sitting in planned_of(fresh, at)):
        raise StepNotAllowed("Meetings are planned after that day. Call them off, or choose a later day.")
    if fresh.groups.current(on).exists():
        raise StepNotAllowed("Other bodies stand under it. Move or end them first.")
    still = Q(ended_on=None) | Q(ended_on__gt=on)
    Membership.objects.filter(still, seat__group=fresh).update(ended_on=on, version=F("version") + 1)
    Seat.objects.filter(still, group=fresh).update(ended_on=on, version=F("version") + 1)
    fresh.ended_on, fresh.version = on, fresh.version + 1
    fresh.save()
    return fresh


@transaction.atomic
def change_seat(*, seat, title, kind, votes, must_attend, is_lead_representative, by, at, agency=None, version=None):
    """Change a seat; the invitations to planned meetings follow it, and those that were held stay as they were."""
    check_arranges(seat.group, by, at)
    fresh = locked_version(Seat, seat.pk, version)
    before = fresh.key
    fresh.title, fresh.kind, fresh.agency = needed(title, "Enter the title of the seat."), kind, agency
    fresh.sector = agency.sector if agency else ""
    fresh.votes, fresh.must_attend, fresh.is_lead_representative = votes, must_attend, is_lead_representative
    fresh.version += 1
    fresh.save()
    for membership in Membership.objects.current(day_of(at)).in_group(seat.group).filter(seat=fresh):
        meetings_to_come = [sitting.meeting_id for sitting in planned_of(seat.group, at)]
        invited = Invitation.objects.filter(
            meeting__in=meetings_to_come, professional=membership.who_comes, seat=before, left_out_reason=""
        )
        invited.update(seat=fresh.key, seat_name=fresh.title, agency=agency or membership.who_comes.agency)
    return fresh


@transaction.atomic
def add_seats(*, group, number, title, by, at, **more):
    """Add so many seats alike, numbered in their titles where there are several."""
    titles = [title] if number == 1 else [f"{title} {place}" for place in range(1, number + 1)]
    return [add_seat(group=group, title=each, by=by, at=at, **more) for each in titles]


@transaction.atomic
def add_seat(*, group, title, kind, by, at, agency=None, votes=None, must_attend=None, is_lead_representative=False):
    """Add a seat to a body; without other words it has the say that its kind usually has."""
    check_arranges(group, by, at)
    usual = kind in VOTING
    last = Seat.objects.filter(group=group).order_by("-number").first()
    seat = Seat(
        group=group,
        number=last.number + 1 if last else 1,
        title=needed(title, "Enter the title of the seat."),
        kind=kind,
        agency=agency,
        sector=agency.sector if agency else "",
        votes=usual if votes is None else votes,
        must_attend=usual if must_attend is None else must_attend,
        is_lead_representative=is_lead_representative,
        started_on=day_of(at),
    )
    seat.save(force_insert=True)
    return seat


@transaction.atomic
def end_seat(*, seat, by, at):
    """End a seat; a seat that is taken ends after its member."""
    check_arranges(seat.group, by, at)
    if Membership.objects.current(day_of(at)).filter(seat=seat).exists():
        raise StepNotAllowed("Somebody sits here. End their membership first.")
    seat.ended_on = day_of(at)
    seat.save(update_fields=("ended_on",))
    return seat


@transaction.atomic
def seat_member(
    *, seat, professional, by, at, deputy=None, delegate=None, term_until=None, started_on=None, submission=None
):
    """Let somebody sit in a seat from a day on; they are invited to the meetings that are planned."""
    known = Membership.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    check_arranges(seat.group, by, at)
    Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if Membership.objects.current(day_of(at)).filter(seat=seat).exists():
        raise StepNotAllowed("Somebody sits here already. End their membership first.")
    check_others(professional, deputy, delegate)
    membership = Membership(
        seat=seat,
        professional=professional,
        deputy=deputy,
        delegate=delegate,
        term_until=term_until,
        started_on=started_on or day_of(at),
        submission=submission,
    )
    membership.save(force_insert=True)
    invite_to_planned(membership, by=by, at=at)
    return membership


def check_others(professional, deputy, delegate):
    """Refuse a member as their own deputy or delegate."""
    if professional in (deputy, delegate):
        raise StepNotAllowed("A member cannot be their own deputy or delegate. Name somebody else.")


def planned_of(group, at):
    """Return the planned meetings of a body that are still to come."""
    return Sitting.objects.filter(group=group).to_come(at).select_related("meeting__chair", "group")


def invite_to_planned(membership, *, by, at):
    """Invite a member, or the delegate, to the planned meetings of the body; a chair chairs them."""
    for sitting in planned_of(membership.seat.group, at):
        meetings.invite(meeting=sitting.meeting, invitees=[invitee_of(membership)], by=by, at=at)
        if membership.seat.kind == "chair" and sitting.meeting.chair_id is None:
            sitting.meeting.chair = membership.who_comes
            sitting.meeting.save(update_fields=("chair",))


def leave_out_of_planned(membership, professional, reason, *, by, at):
    """Take somebody off the planned meetings of a body."""
    for sitting in planned_of(membership.seat.group, at):
        invited = Invitation.objects.filter(meeting=sitting.meeting, professional=professional, left_out_reason="")
        for invitation in invited.select_related("meeting"):
            meetings.leave_out(invitation=invitation, reason=reason, by=by, at=at)
        if sitting.meeting.chair_id == professional.pk:
            sitting.meeting.chair = None
            sitting.meeting.save(update_fields=("chair",))


@transaction.atomic
def change_membership(*, membership, deputy, delegate, term_until, by, at, version=None):
    """Change the deputy, the delegate or the term of a member."""
    check_arranges(membership.seat.group, by, at)
    check_others(membership.professional, deputy, delegate)
    fresh = locked(membership, version)
    came = fresh.who_comes
    fresh.deputy, fresh.delegate, fresh.term_until = deputy, delegate, term_until
    keep(fresh)
    coming = [sitting.meeting_id for sitting in planned_of(fresh.seat.group, at)]
    Invitation.objects.filter(meeting__in=coming, professional=came).exclude(seat_name="").update(named_deputy=deputy)
    if fresh.who_comes != came:
        leave_out_of_planned(fresh, came, "Somebody else comes for this seat", by=by, at=at)
        invite_to_planned(fresh, by=by, at=at)
    return fresh


def locked(membership, version=None):
    """Return a membership as it now is, locked; refuse whoever had an older one before them."""
    fresh = (
        Membership.objects.select_related("seat__group", "professional", "deputy", "delegate")
        .select_for_update(of=("self",))
        .get(pk=membership.pk)
    )
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this while you were working on it.", fresh)
    return fresh


def keep(membership):
    """Keep a changed membership."""
    membership.version += 1
    membership.save()


@transaction.atomic
def end_membership(*, membership, on, by, at):
    """End a membership on its last day; the seat is vacant from the next, and later meetings no longer invite."""
    check_arranges(membership.seat.group, by, at)
    fresh = locked(membership)
    if on < fresh.started_on:
        raise StepNotAllowed("A membership cannot end before it began.")
    fresh.ended_on = on
    keep(fresh)
    if on <= day_of(at):
        leave_out_of_planned(fresh, fresh.who_comes, LEFT, by=by, at=at)
    return fresh


@transaction.atomic
def accept_role(*, membership, by, at):
    """Keep that a member accepted the description of the role; nobody accepts for somebody else."""
    if by.pk not in (membership.professional_id, membership.delegate_id):
        raise StepNotAllowed("Only the member can accept the description of the role.")
    fresh = locked(membership)
    if fresh.role_accepted_at is None:
        fresh.role_accepted_at = at
        keep(fresh)
    return fresh


@transaction.atomic
def record_induction(*, membership, on, by, at):
    """Keep on which day a new member had an induction."""
    check_arranges(membership.seat.group, by, at)
    if on > day_of(at):
        raise StepNotAllowed("An induction cannot be recorded before it is had.")
    fresh = locked(membership)
    fresh.induction_on = on
    keep(fresh)
    return fresh
