"""Conferences: planned, people invited, reports asked of agencies and shared with the family."""

from django.db import transaction
from django.db.models import Q

from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Agency, Professional, RoleHolding
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings import timing
from harbourlight.foundations.meetings.models import Invitation, Paper
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.actions import Entry, record_step
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.people.models import Person, Relationship
from harbourlight.foundations.requests import actions as requests
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.ui.words import day

from ..choices import ConferenceKind
from ..models import Conference, ConferenceChild, Enquiry, ProtectionPlan
from ..pathway import CONFERENCE
from ..pathway.meetings import TYPE_OF
from .grants import let_chair_see, limit_sight_of_chairs
from .moments import london, moment_of

QUESTION = """A child protection conference is to be held about the child or children. Please report for your agency.

Chronology: the events that matter, with their dates, and what they mean.

Analysis: what worries you and how bad it could be; what protects the child; what must change.

The child's views: what each child says and shows, and how you know. Say so if you have not asked.

Your view: is the child at continuing risk of significant harm, and in which category? Write so that the parents and the child can read it, and go through it with them at least two days before the conference.
"""  # noqa: E501 - each paragraph is a line of the question


@transaction.atomic
def plan_conference(
    *, kind, children, area, team, starts_at, by, at, chair=None, place="", online="", invitees=(), due_on=None,
    is_temporary=False, submission=None, checks_permission=True,
):  # fmt: skip
    """Plan a conference about the children of a family, with its limits for each child, and return it.

    An initial conference needs an enquiry that runs for each child and takes its limits from it; a review takes
    them from the plan; for a transfer-in conference ``due_on`` is the receiving area's own limit.
    """
    known = Conference.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    kind = ConferenceKind(kind)
    child_ids = list(dict.fromkeys(getattr(child, "pk", child) for child in children))
    if not child_ids:
        raise StepNotAllowed("Choose at least one child.")
    conference = Conference(
        kind=kind, child_ids=child_ids, area=area, team=team, chair=chair, planned_for=starts_at,
        is_temporary=is_temporary, submission=submission, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    if checks_permission:
        works.check(CONFERENCE, CONFERENCE.step("plan"), conference, by, at)
    rows = [child_of(conference, person_id, due_on, by=by, at=at) for person_id in child_ids]
    conference.due_on = min(filter(None, (row.due_on for row in rows)), default=None)
    conference.due_from_last_on = min(filter(None, (row.due_from_last_on for row in rows)), default=None)
    conference.meeting = meetings.plan(
        type=TYPE_OF[kind].name, area=area, team=team, starts_at=starts_at, children=child_ids, subject=conference,
        chair=chair, place=place, online=online, by=by, at=at,
    )  # fmt: skip
    conference.reports_due_on = reports_due(conference.meeting)
    conference.save(force_insert=True)
    ConferenceChild.objects.bulk_create(rows)
    let_chair_see(conference, by=by, at=at)
    record_step(CONFERENCE.step("plan"), conference, by=by, at=at, before="", happened_at=at)
    everybody = [*family_of(child_ids), *invitees]
    meetings.invite(meeting=conference.meeting, invitees=with_needs(everybody), by=by, at=at)
    return conference


def child_of(conference, person_id, due_on, *, by, at):
    """Return the row of one child of a conference, with the limits that hold for the child."""
    row = ConferenceChild(
        conference=conference, child_ids=[person_id], person_id=person_id, area=conference.area, kind=conference.kind,
        is_temporary=conference.is_temporary, due_on=due_on, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    if conference.kind == ConferenceKind.INITIAL:
        row.enquiry = Enquiry.objects.running().filter(person_id=person_id).first()
        if row.enquiry is None:
            raise StepNotAllowed("An initial conference follows a section 47 enquiry: one child has none under way.")
        row.due_on, row.due_from_last_on = row.enquiry.icpc_due_on, row.enquiry.icpc_due_from_last_on
    elif conference.kind == ConferenceKind.REVIEW:
        row.plan = ProtectionPlan.objects.running().filter(person_id=person_id).first()
        if row.plan is None:
            raise StepNotAllowed("A review conference is about a child protection plan: one child has none.")
        refuse_second_review(row.plan)
        row.due_on = row.plan.review_due_on
    return row


def refuse_second_review(plan):
    """Refuse a review where another one is planned for the child."""
    planned = Conference.objects.filter(children__plan=plan, kind=ConferenceKind.REVIEW, state="planned").first()
    if planned:
        when = day(planned.planned_for)
        raise StepNotAllowed(f"A review of {plan.person}'s plan is planned for {when} already. Move it or call it off.")


def reports_due(meeting):
    """Return the last day on which the family has the reports in time."""
    due = timing.due_of(meeting, timing.PAPERS)
    return london(due) if due else None


def warnings_of(conference):
    """Return what is wrong with the data of a conference, in words; nothing of it stops anybody."""
    on = london(conference.held_at or conference.planned_for)
    found = []
    if conference.kind == ConferenceKind.INITIAL and on.weekday() >= 5:
        found.append("This is a Saturday or a Sunday: the census refuses an initial conference on such a day.")
    if conference.due_on and on > conference.due_on:
        found.append("This is after the last day for the conference.")
    return found


def family_of(child_ids):
    """Return invitations of the children and of those with parental responsibility, with what they need."""
    born = Person.objects.filter(Q(born_on__isnull=False) | Q(birth_year__isnull=False), pk__in=child_ids, died_on=None)
    links = Relationship.objects.filter(
        person_id__in=child_ids, has_parental_responsibility="yes", ended_on=None, other__died_on=None
    ).select_related("other")
    parents = {link.other for link in links}
    return [
        *(invitee_of(child, "child") for child in born),
        *(invitee_of(parent, "parent") for parent in sorted(parents, key=lambda parent: str(parent.pk))),
    ]


def those_who_discussed(discussion):
    """Return invitations of the professionals of a strategy discussion; its chair comes as the social worker."""
    rows = Invitation.objects.filter(meeting_id=discussion.meeting_id, professional__isnull=False).expected()
    return [
        meetings.Invitee("social_worker" if row.seat == "chair" else row.seat, professional=row.professional)
        for row in rows.select_related("professional__agency").order_by("number")
        if row.seat != "minutes"
    ]


def invitee_of(person, seat):
    """Return the invitation of a member of the family."""
    return meetings.Invitee(seat, person=person, needs=needs_of(person))


def needs_of(person):
    """Return what somebody needs to take part: an interpreter, another way to communicate."""
    words = []
    if person.needs_interpreter == "yes":
        words.append(f"Interpreter: {person.language or 'language not recorded'}")
    if person.communication_need:
        words.append(f"Communication: {person.communication_need}")
    return ". ".join(words)


def with_needs(invitees):
    """Return invitations, those of the family with what each needs to take part."""
    return [invitee_of(each.person, each.seat) if each.person and not each.needs else each for each in invitees]


@does(CONFERENCE, "invite")
def invite_to_conference(conference, *, invitees, by, at):
    """Invite people to a conference; a member of the family is invited with what they need to take part."""
    return Entry(made=meetings.invite(meeting=conference.meeting, invitees=with_needs(invitees), by=by, at=at))


@does(CONFERENCE, "ask_reports")
def ask_for_reports(conference, *, by, at, agencies=None, question=QUESTION):
    """Ask each agency for its report; without a list, every agency with somebody invited in a counting seat."""
    if agencies is None:
        agencies = list(Agency.objects.filter(pk__in=agencies_invited(conference)))
    if not agencies:
        raise StepNotAllowed("Invite the agencies first, or choose whom to ask.")
    asked = meetings.ask_for_papers(meeting=conference.meeting, agencies=agencies, question=question, by=by, at=at)
    return Entry(note=", ".join(sorted(request.agency.name for request in asked)), made=asked)


def reports_of(conference):
    """Return the requests for reports to a conference."""
    rows = Request.objects.filter(subject_id=conference.meeting_id).exclude(state="withdrawn")
    return rows.select_related("agency", "answered_by").order_by("agency__name__letters")


@does(CONFERENCE, "share_reports")
def share_reports(conference, *, shared_on, by, at):
    """Keep that the reports which came in were gone through with the family on a day, and share them with all.

    Two days before the conference is the limit; a later day is kept as it is.
    """
    if shared_on > london(at):
        raise StepNotAllowed("Reports cannot have been shared in the future.")
    answered = list(reports_of(conference).filter(state="answered"))
    if not answered:
        raise StepNotAllowed("No agency has sent a report yet.")
    moment = moment_of(shared_on, at)
    papers = [paper_of(conference, request, by=by, at=at) for request in answered]
    meetings.share(meeting=conference.meeting, papers=papers, by=by, at=at)
    for paper in papers:
        if paper.shared_with_family_at is None:
            meetings.share_with_family(paper=paper, happened_at=moment, by=by, at=at)
    timing.stop(conference.meeting, timing.PAPERS, at=moment)
    conference.reports_shared_on = shared_on
    return Entry(happened_at=moment)


def paper_of(conference, request, *, by, at):
    """Return an agency's report as a paper of the conference."""
    known = Paper.objects.filter(meeting=conference.meeting, request_id=request.pk).first()
    return known or meetings.add_paper(
        meeting=conference.meeting, title=f"Report of {request.agency.name}", words=request.answer,
        agency=request.agency, request=request, by=by, at=at,
    )  # fmt: skip


@does(CONFERENCE, "move")
def move_conference(conference, *, starts_at, reason, by, at):
    """Move a planned conference, with the reason; the day for its reports moves with it, its own limit does not."""
    moved = meetings.move(meeting=conference.meeting, starts_at=starts_at, reason=reason, by=by, at=at)
    conference.planned_for, conference.reports_due_on = starts_at, reports_due(moved)
    return reason


@does(CONFERENCE, "call_off")
def call_off_conference(conference, *, reason, by, at, arranger=None):
    """Call a planned conference off, with the reason; what agencies were asked for is no longer asked.

    ``arranger`` is who arranges it, where ``by`` does not.
    """
    meetings.call_off(meeting=conference.meeting, reason=reason, by=arranger or by, at=at)
    requests.close_waiting(subject=conference.meeting, by=by, at=at)
    if conference.kind != ConferenceKind.REVIEW:
        limit_sight_of_chairs(conference.child_ids, at=at)
    return reason


def chairs_on(on):
    """Return the professionals who chair conferences on a day."""
    held = RoleHolding.objects.current(on).filter(role=Role.CONFERENCE_CHAIR)
    return Professional.objects.current(on).filter(role_holdings__in=held).distinct().order_by("name__letters")


def agencies_of(conference, on):
    """Return the agencies that work in the area of a conference on a day."""
    return Agency.objects.current(on).filter(areas=conference.area_id).distinct().order_by("name__letters")


def agencies_invited(conference):
    """Return the agencies with somebody invited in a counting seat."""
    meeting = conference.meeting
    invited = Invitation.objects.filter(meeting=meeting, agency__isnull=False).expected()
    return {each.agency_id for each in invited if meeting.kind.seat(each.seat).counts}
