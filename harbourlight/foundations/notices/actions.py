"""Telling somebody, opening what was told, and telling the next when nobody opened it."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Barrier, Grant
from harbourlight.foundations.agencies.models import Professional, Team
from harbourlight.foundations.documents.outbox import queue_mails
from harbourlight.statute import calendar

from .choices import Concern, Way
from .duty import address_for, next_told
from .limits import goes_on_at
from .models import Delivery, Mailbox, Notice, Opening, Waiting

SUBJECT = "{urgency}omething waits for you in Harbourlight ({reference})"
BODY = """{urgency}omething waits for you in Harbourlight.

Reference: {reference}

Sign in to open it: {address}

For safety this message says nothing more. Please do not answer it.
"""


class NotToldError(Exception):
    """A notice cannot be given; its text says why in plain words."""


@transaction.atomic
def notify(*, subject, says, by, at, to=None, is_urgent=False, opens_record=False):
    """Tell somebody of a record, whole or not at all, and return the notice.

    ``subject`` has ``child_ids`` and ``area_id``; ``says`` are a few words without a name. ``to`` is a team, an agency,
    a professional or a mailbox; without it, whoever is on duty in the area is told. ``by`` is None for a guest or the
    product itself. An urgent notice about the same record that nobody has opened yet is not given twice.
    """
    if not says.strip():
        raise NotToldError("Say what the notice is about.")
    with as_system("whoever raises a notice need not see the records of those who are told"):
        waiting = Notice.objects.filter(subject_id=subject.pk, is_urgent=True, waiting__isnull=False).first()
        if waiting and is_urgent:
            return waiting
        notice = Notice(
            reference=next_reference(at),
            area_id=subject.area_id,
            subject_kind=subject._meta.label_lower,
            subject_id=subject.pk,
            child_ids=subject.child_ids,
            is_urgent=is_urgent,
            opens_record=opens_record,
            says=says.strip(),
            raised_by=by,
            raised_at=at,
        )
        notice.save(force_insert=True)
        tell_first(notice, to, by=by, at=at)
    return notice


def next_reference(at):
    """Return a new reference, such as N-2026-000123."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('notices_reference')")
        return f"N-{at.astimezone(LONDON).year}-{cursor.fetchone()[0]:06}"


def tell_first(notice, to, *, by, at):
    """Tell whoever was named, or whoever is on duty; where nobody can be told, keep that and wait for somebody."""
    if to is not None and tell(notice, whom(to, notice, at), rung=0, by=by, at=at):
        return
    goes_on = to is None or notice.is_urgent
    if goes_on and tell_next(notice, rung=0, told=set(), by=by, at=at):
        return
    Delivery(notice=notice, child_ids=notice.child_ids, rung=0, way=Way.NOBODY, told_at=at).save(force_insert=True)
    if goes_on:
        Waiting(notice=notice, rung=0, next_at=at).save(force_insert=True)


def tell_next(notice, *, rung, told, by, at):
    """Tell those next on the ladder; return whether there was anybody."""
    passed = set(told)
    while True:
        reached, duties = next_told(notice.area_id, at, rung=rung, told=passed)
        holders = [(duty.holder, address_of(duty, notice, at)) for duty in duties]
        if not holders or tell(notice, holders, rung=reached, by=by, at=at):
            return bool(holders)
        passed |= {holder.pk for holder, _ in holders}


def whom(to, notice, at):
    """Return who is told where somebody is named, with the address, as a list of one."""
    if isinstance(to, Mailbox):
        return [(to.team or to.agency, to.email)]
    if isinstance(to, Professional):
        return [(to, to.email)]
    return [(to, address_for(to, notice.area_id, Concern.URGENT, at.astimezone(LONDON).date()))]


def address_of(duty, notice, at):
    """Return the address at which those on duty read."""
    return duty.mailbox.email if duty.mailbox else whom(duty.team, notice, at)[0][1]


def tell(notice, holders, *, rung, by, at):
    """Tell holders in the product and by e-mail, and let the notice wait at each; return how many were told.

    Nobody is told whom an exclusion or a restriction keeps from a child of the notice.
    """
    on = at.astimezone(LONDON).date()
    reached = {holder.pk: (holder, email) for holder, email in holders if may_know(holder, notice, on)}
    next_at = goes_on_at(notice.area_id, at) if notice.is_urgent else None
    for holder, email in reached.values():
        open_record(notice, holder, by=by, at=at)
        deliveries = [delivery_to(notice, holder, rung, Way.PRODUCT, "", at)]
        if email:
            deliveries.append(delivery_to(notice, holder, rung, Way.EMAIL, email, at))
        Delivery.objects.bulk_create(deliveries)
        Waiting(notice=notice, holder_id=holder.pk, rung=rung, next_at=next_at).save(force_insert=True)
    queue_mails([(email, *mail_about(notice), notice.pk) for _, email in reached.values()])
    return len(reached)


def may_know(holder, notice, on):
    """Say whether at least one of those who read a notice is kept from none of its children by a barrier."""
    barriers = Barrier.objects.filter(person_id__in=notice.child_ids, ended_at=None)
    if not barriers.exists():
        return True
    people = [holder] if isinstance(holder, Professional) else readers_of(holder, on)
    return any(not any(access.is_barred(child, person.pk) for child in notice.child_ids) for person in people)


def readers_of(holder, on):
    """Return the people of a team or an agency on a date."""
    if isinstance(holder, Team):
        places = holder.memberships.current(on).values("professional")
        return Professional.objects.current(on).filter(pk__in=places)
    return Professional.objects.current(on).filter(agency=holder)


def open_record(notice, holder, *, by, at):
    """Let a team that is told open the children's records until the end of the next working day."""
    if not (notice.opens_record and isinstance(holder, Team)):
        return
    until = end_of_next_working_day(at)
    current = Grant.objects.current(at).filter(holder_id=holder.pk, person_id__in=notice.child_ids, scope="record")
    seen = {grant.person_id for grant in current if grant.valid_until is None or grant.valid_until >= until}
    access.give(
        person_ids=[child for child in notice.child_ids if child not in seen],
        team=holder,
        basis=Basis.ALLOCATED,
        reason="On duty when something urgent came",
        source=f"notice:{notice.pk}",
        by=by,
        at=at,
        until=until,
    )


def end_of_next_working_day(at):
    """Return the first moment after the next working day in London."""
    following = calendar.add_working_days(at.astimezone(LONDON).date(), 1) + timedelta(days=1)
    return at.astimezone(LONDON).replace(
        year=following.year, month=following.month, day=following.day, hour=0, minute=0, second=0, microsecond=0
    )


def delivery_to(notice, holder, rung, way, email, at):
    """Return the unsaved row of one telling."""
    kind = {Team: "team", Professional: "professional"}.get(type(holder), "agency")
    return Delivery(
        notice=notice, child_ids=notice.child_ids, rung=rung, way=way, holder_id=holder.pk, email=email, told_at=at,
        **{kind: holder},
    )  # fmt: skip


def mail_about(notice):
    """Return subject and body of the e-mail: a reference, an address of ours, and nothing of the matter."""
    urgency = "Urgent: s" if notice.is_urgent else "S"
    address = f"{settings.HARBOURLIGHT_ADDRESS}{notice.get_absolute_url()}"
    return (
        SUBJECT.format(urgency=urgency, reference=notice.reference),
        BODY.format(urgency=urgency, reference=notice.reference, address=address),
    )


@transaction.atomic
def open_notice(*, notice, by, at):
    """Keep that somebody opened a notice, which then waits for nobody; a second time changes nothing.

    Only those who were told can: a colleague who may see the same child does not take it from them.
    """
    if not is_for(notice, by):
        raise NotToldError("This notice was for somebody else.")
    with as_system("a notice that one of those told has opened waits at none of them"):
        keep_opening(notice, by, at)


@transaction.atomic
def see_to(*, subject, by, at):
    """Keep that somebody took a record in hand: the notices about it that nobody has opened wait no longer."""
    with as_system("whoever sees to a record need not be the one who was told of it"):
        for notice in Notice.objects.filter(subject_id=subject.pk, waiting__isnull=False).distinct():
            keep_opening(notice, by, at)


def keep_opening(notice, by, at):
    """Keep who opened a notice and when, and let it wait no longer."""
    # Locked first and deleted after: a telling that goes on meanwhile is seen by the second statement.
    list(Waiting.objects.select_for_update().filter(notice=notice))
    Waiting.objects.filter(notice=notice).delete()
    opening = Opening(notice=notice, child_ids=notice.child_ids, opened_by=by, opened_at=at)
    Opening.objects.bulk_create([opening], ignore_conflicts=True)


def is_for(notice, professional):
    """Say whether somebody was told of a notice: alone, in a team or in an agency, by the database's own rule."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM notices_delivery WHERE notice_id = %s AND access_actor() = %s::uuid"
            " AND holder_id = ANY (access_holders()))",
            [notice.pk, professional.pk],
        )
        return cursor.fetchone()[0]


@transaction.atomic
def escalate(*, at):
    """Let every urgent notice that nobody opened in time go on to the next on the ladder; return how many did."""
    with as_system("going on with what nobody opened is the product's own work"):
        late = Waiting.objects.select_for_update(skip_locked=True, of=("self",)).filter(next_at__lte=at)
        waiting = {}
        for row in late.select_related("notice").order_by("next_at"):
            waiting.setdefault(row.notice_id, []).append(row)
        return sum(go_on(rows, at) for rows in waiting.values())


def go_on(rows, at):
    """Tell the next of one notice, and look again when the area's minutes are over; return whether anybody was told."""
    notice, rung = rows[0].notice, max(row.rung for row in rows)
    told = set(Delivery.objects.filter(notice=notice, holder_id__isnull=False).values_list("holder_id", flat=True))
    has_told = tell_next(notice, rung=rung, told=told, by=None, at=at)
    if told or has_told:
        Waiting.objects.filter(notice=notice, holder_id=None).delete()
        again = goes_on_at(notice.area_id, at)
        Waiting.objects.filter(notice=notice).update(next_at=again if notice.is_urgent else None)
    return has_told
