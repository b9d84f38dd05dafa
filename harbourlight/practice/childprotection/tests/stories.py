"""What the stories of child protection begin with."""

from datetime import date, datetime, time, timedelta

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.meetings.actions import AttendanceRow, Invitee
from harbourlight.foundations.meetings.models import Invitation
from harbourlight.foundations.people.models import Person
from harbourlight.practice.childinneed.actions import refer

from ..actions import conferences, deciding, discussions, enquiries
from ..actions.deciding import ChildDecision, ChildPart
from ..models import ConferenceChild, Enquiry

KNEW = {
    "council": "Known since March; the school worries every week.",
    "police": "Four calls to the house this year, two of them at night with the children there.",
    "health": "Missed two appointments; weight on the second centile.",
    "education": "Often hungry; will not go home on Fridays.",
}
CAUSE = "Bruises on both arms which nobody can explain."
FINDINGS = "The bruises were made by an adult's grip; the mother does not believe it."


def noon(day):
    """Return midday in London of a date written 2026-11-20, or of a date."""
    return datetime.combine(date.fromisoformat(day) if isinstance(day, str) else day, time(12), LONDON)


def child(area, moment, first_name="Perran", last_name="Sandling", **more):
    """Put a child on file whom nobody may see yet."""
    more.setdefault("born_on", date(2017, 5, 9))
    made = Person(first_name=first_name, last_name=last_name, area=area, recorded_at=moment, **more)
    made.save(force_insert=True)
    return made


def referred(cast, as_user, moment, *children, at=None):
    """Refer children to the assessment team."""
    with as_user(cast.team_manager):
        return refer(
            people=children,
            area=cast.area,
            team=cast.assessment,
            referred_at=at or moment - timedelta(days=5),
            source="2A",
            worker=cast.worker,
            by=cast.team_manager,
            at=moment,
        )


def agencies_of(cast):
    """Return invitations of social care, police, health and the school."""
    return [
        Invitee("social_worker", professional=cast.colleague),
        Invitee("police", professional=cast.sergeant),
        Invitee("health", professional=cast.nurse),
        Invitee("school", professional=cast.bob),
    ]


def were_there(meeting, *, without=(), silent=()):
    """Return rows that everybody of an agency came, but those of some sectors; some of them said nothing."""
    invited = Invitation.objects.filter(meeting=meeting).expected().select_related("agency", "meeting")
    return [
        AttendanceRow(
            each,
            how="absent" if each.agency.sector in without else "attended",
            views="" if each.agency.sector in silent else KNEW[each.agency.sector],
        )
        for each in invited
        if each.agency
    ]


def planned(cast, as_user, moment, children, *, starts_at=None, **more):
    """Plan a strategy discussion."""
    with as_user(cast.worker):
        return discussions.plan_discussion(
            children=children,
            area=cast.area,
            team=cast.assessment,
            starts_at=starts_at or moment - timedelta(days=3),
            reason=CAUSE,
            invitees=agencies_of(cast),
            by=cast.worker,
            at=moment,
            **more,
        )


def held(cast, as_user, moment, discussion, *, held_at=None, **answers):
    """Record that a strategy discussion was held: it starts a joint enquiry unless it says otherwise."""
    held_at = held_at or discussion.planned_for
    with as_user(cast.worker):
        told = {
            "how": "video",
            "decision": "enquiry_joint",
            "rationale": "The threshold of significant harm is met.",
            "plan": "Wanda and the police visit today; the paediatrician sees both children.",
            "visit_planned_at": held_at + timedelta(hours=3),
            "attendance": were_there(discussion.meeting),
        } | answers
        return discussions.hold_discussion(discussion=discussion, held_at=held_at, by=cast.worker, at=moment, **told)


def discussed(cast, as_user, moment, children, *, held_at=None, **answers):
    """Plan and hold a strategy discussion."""
    plan = planned(cast, as_user, moment, children, starts_at=held_at)
    return held(cast, as_user, moment, plan, **answers)


def enquiries_of(cast, as_user, discussion):
    """Return the enquiries that a discussion started, as the worker sees them."""
    with as_user(cast.worker):
        return list(Enquiry.objects.filter(discussion=discussion).order_by("person__first_name"))


def finished(cast, as_user, moment, enquiry, *, outcome="continuing_risk", completed_on=None, **more):
    """Finish an enquiry as the team manager."""
    with as_user(cast.team_manager):
        return enquiries.complete_enquiry(
            enquiry=enquiry,
            outcome=outcome,
            findings=FINDINGS,
            completed_on=completed_on or moment.astimezone(LONDON).date(),
            by=cast.team_manager,
            at=moment,
            **more,
        )


def conference_for(cast, as_user, moment, children, *, kind="initial", starts_at=None, **more):
    """Plan a conference that Chandra chairs."""
    with as_user(cast.worker):
        return conferences.plan_conference(
            kind=kind,
            children=children,
            area=cast.area,
            team=cast.assessment,
            starts_at=starts_at or moment - timedelta(hours=1),
            chair=cast.conference_chair,
            invitees=agencies_of(cast),
            by=cast.worker,
            at=moment,
            **more,
        )


def conferred(cast, as_user, moment, conference, *, parts=None, without=(), **more):
    """Record that a conference was held, as its chair."""
    with as_user(cast.conference_chair):
        rows = ConferenceChild.objects.filter(conference=conference)
        told = {row.person_id: ChildPart("worker", views="I want to stay with my brother.") for row in rows}
        more.setdefault("held_at", conference.planned_for)
        return deciding.hold_conference(
            conference=conference,
            attendance=were_there(conference.meeting, without=without),
            parts=told if parts is None else parts,
            by=cast.conference_chair,
            at=moment,
            **more,
        )


def decided(cast, as_user, moment, conference, decision="plan", category="PHY", **each):
    """Decide a conference the same way for all its children, unless told otherwise for one (by first name)."""
    with as_user(cast.conference_chair):
        rows = ConferenceChild.objects.filter(conference=conference).select_related("person")
        usual = ChildDecision(decision, "There is a continuing risk of significant harm.", category)
        return deciding.decide_children(
            conference=conference,
            decisions={row.person_id: each.get(row.person.first_name, usual) for row in rows},
            by=cast.conference_chair,
            at=moment,
        )
