"""Attendance over a year, for each person and agency, and absence that has gone on too long."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from harbourlight.assurance.challenge.actions import raise_challenge
from harbourlight.assurance.challenge.choices import Challenger, Theme
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings.choices import How
from harbourlight.foundations.meetings.models import Attendance, Invitation
from harbourlight.foundations.ui.letters import sorts_as

from ..models import Absence, Group, Membership, Sitting
from ..models.keeping import read_rules
from .items import agency_of
from .rights import day_of

NAMED, DEPUTY, AWAY = "named", "deputy", "away"


@dataclass
class Presence:
    """How somebody, or an agency, was at the meetings of a year: in person, through a deputy, or not."""

    who: Any
    agency: Any = None
    times: list = field(default_factory=list)

    @property
    def held(self):
        """Return to how many meetings they were expected."""
        return len(self.times)

    def share(self, *kinds):
        """Return at what share of them they were present so, as a whole percentage, or None where none was held."""
        return 100 * sum(each in kinds for each in self.times) // self.held if self.times else None

    @property
    def named(self):
        """Return the percentage of meetings at which the named member was present."""
        return self.share(NAMED)

    @property
    def with_deputy(self):
        """Return the percentage of meetings at which the member or the deputy was present."""
        return self.share(NAMED, DEPUTY)


def expected_of(meeting):
    """Return (who, seat, agency) of everybody who is invited to a meeting, in order."""
    rows = Invitation.objects.filter(meeting=meeting).expected()
    rows = rows.select_related("professional", "person", "agency", "meeting")
    return [(each.who, each.seat_title, str(each.agency or "")) for each in rows]


def held_in(group, year):
    """Return the meetings of a body that were held in a year and count for attendance by its rules, in order."""
    rows = Sitting.objects.filter(group=group).held().in_year(year).select_related("meeting", "group")
    return [each for each in rows if each.kind in group.keeps(each.meeting.held_at).kinds_counted]


def records_of(sittings):
    """Return {(meeting, professional): how they were there} of invitations to some meetings; None is not recorded."""
    meetings = [each.meeting_id for each in sittings]
    invited = Invitation.objects.filter(meeting__in=meetings, left_out_reason="", professional__isnull=False)
    known = dict(
        Attendance.objects.filter(meeting__in=meetings).values_list("invitation_id", "how"),
    )
    return {
        (meeting, professional): known.get(pk)
        for pk, meeting, professional in invited.values_list("pk", "meeting_id", "professional_id")
    }


def presence_of(membership, sittings, records):
    """Return how a member was at meetings: expected from the first to the last day in the seat."""
    presence = Presence(membership, agency_of(membership))
    for sitting in sittings:
        how = how_there(membership, sitting, records)
        if how is not None:
            presence.times.append(how)
    return presence


def how_there(membership, sitting, records):
    """Return how a member was at one meeting, or None where they did not sit in the body then."""
    on = day_of(sitting.meeting.held_at or sitting.meeting.starts_at)
    if on < membership.started_on or (membership.ended_on and on > membership.ended_on):
        return None
    own = [membership.professional_id, membership.delegate_id]
    invited = [(sitting.meeting_id, person) for person in own if (sitting.meeting_id, person) in records]
    if not invited:
        return AWAY if membership.seat.must_attend else None
    how = next((records[key] for key in invited if records[key]), "")
    words: dict[str, str] = {How.ATTENDED: NAMED, How.DEPUTY: DEPUTY}
    return words.get(how, AWAY)


def attendance_in(group, year):
    """Return (people, agencies) of a body in a year: how each was there; an agency is there if any member was."""
    sittings = held_in(group, year)
    records = records_of(sittings)
    rows = list(Membership.objects.in_group(group).filter(seat__must_attend=True))
    people = [each for row in rows if (each := presence_of(row, sittings, records)).times]
    agencies: dict[Any, Presence] = {}
    for sitting in sittings:
        there = defaultdict(set)
        for row in rows:
            how = how_there(row, sitting, records)
            if how is not None:
                there[agency_of(row)].add(how)
        for agency, hows in there.items():
            best = next(each for each in (NAMED, DEPUTY, AWAY) if each in hows)
            agencies.setdefault(agency, Presence(agency, agency)).times.append(best)
    return people, sorted(agencies.values(), key=lambda each: sorts_as(each.who.name))


def absences_in_a_row(membership, sittings, records):
    """Return at how many of the latest meetings in a row neither member nor deputy was there; the latest first."""
    number = 0
    for sitting in sittings:
        how = how_there(membership, sitting, records)
        if how is None:
            continue
        if how != AWAY:
            break
        number += 1
    return number


def watch_absence(*, at):
    """Open a challenge for each member whose seat was empty too often in a row; return those opened."""
    opened = []
    with as_system("who stayed away is found by the product itself"), transaction.atomic():
        for group in read_rules(Group.objects.current(day_of(at))):
            if group.keeps(at).absences_until_challenge:
                opened += watch_group(group, at=at)
    return opened


def watch_group(group, *, at):
    """Open a challenge for each seat of one body that was empty too often in a row."""
    rules = group.keeps(at)
    held = Sitting.objects.filter(group=group, kind__in=rules.kinds_counted).held()
    sittings = list(held.select_related("meeting", "group")[:12])
    sittings = [each for each in sittings if Attendance.objects.filter(meeting=each.meeting_id).exists()]
    if not sittings:
        return []
    records, opened = records_of(sittings), []
    for membership in Membership.objects.current(day_of(at)).in_group(group).filter(seat__must_attend=True):
        times = absences_in_a_row(membership, sittings, records)
        if times >= rules.absences_until_challenge and not is_challenged(membership, sittings[:times]):
            opened.append(open_absence_challenge(membership=membership, sitting=sittings[0], times=times, at=at))
    return opened


def is_challenged(membership, sittings):
    """Say whether the same run of absences has its challenge already."""
    return Absence.objects.filter(membership=membership, sitting__in=sittings).exists()


@transaction.atomic
def open_absence_challenge(*, membership, sitting, times, at, by=None):
    """Put it to an agency that its seat stayed empty: a challenge of the register, which the agency answers."""
    agency, group = agency_of(membership), sitting.group
    absence = Absence(sitting=sitting, membership=membership, agency=agency, times=times, opened_at=at)
    absence.challenge = raise_challenge(
        area=group.area,
        to_agency=agency,
        challenger=Challenger.CHAIR,
        theme=Theme.ATTENDANCE,
        about=f"Absence from {group.name}"[:200],
        reason=(
            f"Neither the member nor the deputy in the seat {membership.seat.title} was at the last {times} meetings "
            f"of {group.name}."
        ),
        wanted="Say why, and who will come to the next meeting.",
        source=membership,
        by=by,
        at=at,
    )
    absence.save(force_insert=True)
    return absence
