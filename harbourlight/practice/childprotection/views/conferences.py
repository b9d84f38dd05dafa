"""The page of a conference, what its steps offer, and the planning of an initial one."""

from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.meetings.actions import quorum_at
from harbourlight.foundations.meetings.choices import TookPart as How
from harbourlight.foundations.meetings.models import Attendance, Invitation
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.pages import find, offers
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.questionnaires.models import Answer
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.ui.asker import Question, ask

from ..actions import conferences, family
from ..choices import TookPart
from ..forms import PlanConferenceForm
from ..models import ChairConcern, ConferenceChild, Enquiry
from ..pathway import CONFERENCE, ENQUIRY
from .discussions import attendance_first
from .people import choices_of, history_of
from .reports import gradings_seen

# How a child took part, as the page of who was there asks it, in the words of the conference.
TAKEN_PART = {
    How.IN_PERSON: TookPart.ATTENDED,
    How.VIDEO: TookPart.VIDEO,
    How.ADVOCATE: TookPart.ADVOCATE,
    How.LETTER: TookPart.WROTE,
    How.NOT: TookPart.DID_NOT,
}


@needs("childprotection.plan_conference")
def conference_plan(request, enquiry_id):
    """Plan the initial conference about a child and the brothers and sisters whose enquiries run."""
    enquiry = find(request, ENQUIRY, enquiry_id)
    together = Enquiry.objects.visible_to(request.user).running().filter(discussion=enquiry.discussion_id)
    ids = {enquiry.person_id, *together.values_list("person_id", flat=True)}
    people = Person.objects.visible_to(request.user).filter(pk__in=ids).order_by("born_on", "first_name__letters")
    form = PlanConferenceForm(
        request.POST or None, moment=request.moment, children=choices_of(people),
        chairs=conferences.chairs_on(request.today), initial={"children": [str(each) for each in ids]},
    )  # fmt: skip
    question = Question(
        title="Plan the initial conference", button="Plan", about=str(enquiry.person),
        back=(enquiry.get_absolute_url(), "Back"),
        said="The conference is planned; the family and those of the strategy discussion are invited. Ask for reports.",
    )  # fmt: skip

    def do(form):
        return conferences.plan_conference(
            kind="initial", area=enquiry.area, team=enquiry.team,
            invitees=conferences.those_who_discussed(enquiry.last_discussion or enquiry.discussion),
            submission=form.submission, by=request.user, at=request.moment, **form.answers,
        )  # fmt: skip

    return ask(request, form, question, do)


def children_of(request, record):
    """Return the rows of a conference's children whom the asker may see."""
    rows = ConferenceChild.objects.visible_to(request.user).filter(conference=record)
    return list(
        rows.select_related("person", "plan", "enquiry").order_by("person__born_on", "person__first_name__letters")
    )


@needs("childprotection.read")
def conference(request, conference_id):
    """Show a conference: limits, who is invited, reports with their grades, children and decisions."""
    record = find(request, CONFERENCE, conference_id)
    user = request.user
    invited = Invitation.objects.visible_to(user).filter(meeting=record.meeting_id, left_out_reason="")
    was_there = Attendance.objects.visible_to(user).filter(meeting=record.meeting_id)
    context = {
        "conference": record,
        "pathway": CONFERENCE,
        "arranges": is_let(request, record, "call_off"),
        "is_chair": is_let(request, record, "grade"),
        "children": children_of(request, record),
        "warnings": conferences.warnings_of(record),
        "invited": invited.select_related("agency", "professional", "person", "meeting").order_by("number"),
        "attendances": was_there.select_related("invitation__agency", "invitation__meeting").order_by(
            "invitation__number"
        ),
        "quorum": quorum_at(record.meeting, record.held_at) if record.held_at and was_there else None,
        "reports": reports_with_grades(request, record),
        "concerns": ChairConcern.objects.visible_to(user).filter(conference=record).select_related("agency"),
        "history": history_of(request, record, CONFERENCE),
    }
    return render_told(request, "childprotection/conference.html", context, person_ids=record.child_ids)


def reports_with_grades(request, record):
    """Return (request, its grades) for each report to a conference; grades are the chair's and the author's."""
    rows = Request.objects.visible_to(request.user).filter(subject_id=record.meeting_id).exclude(state="withdrawn")
    graded, reports = {}, list(rows.select_related("agency").order_by("agency__name__letters"))
    if may(request.user, "childprotection.chair", request.today):
        seen = gradings_seen(request, reports)
        for grade in (
            Answer.objects.visible_to(request.user).filter(answering__in=seen).select_related("answering__area")
        ):
            graded.setdefault(grade.answering.subject_id, []).append(grade)
    return [(row, graded.get(row.pk, [])) for row in reports]


def is_let(request, record, step):
    """Say whether whoever asks may take a step on a conference, in whatever state it is."""
    declared = CONFERENCE.step(step)
    return may(request.user, declared.may, request.today) and bool(
        works.capacity(CONFERENCE, declared, record, request.user, request.moment)
    )


@offers(CONFERENCE, "ask_reports")
def agencies_to_ask(request, record):
    """Offer the agencies of the area; those invited are chosen at first."""
    return {
        "agencies": conferences.agencies_of(record, request.today),
        "initial": {"question": conferences.QUESTION, "agencies": conferences.agencies_invited(record)},
    }


@offers(CONFERENCE, "share_reports")
def shared_today(request, record):
    """Begin with today."""
    return {"initial": {"shared_on": request.today}}


@offers(CONFERENCE, "check_quality")
def checked_so_far(request, record):
    """Begin with what the chair wrote before."""
    return {"initial": {"note": record.quality_note}}


@offers(CONFERENCE, "correct")
def held_as_recorded(request, record):
    """Begin with what is recorded."""
    return {"initial": {"held_at": record.held_at}}


def said_already(request, record, rows):
    """Return what was recorded of each child with who was there, as first answers: nobody is asked twice."""
    there = Attendance.objects.visible_to(request.user).filter(meeting=record.meeting_id, invitation__seat="child")
    by_child = {row.invitation.person_id: row for row in there.select_related("invitation")}
    first = {}
    for number, row in enumerate(rows):
        known = by_child.get(row.person_id)
        if known:
            first |= {f"took_part_{number}": TAKEN_PART.get(known.how_took_part, ""), f"views_{number}": known.views}
    return first


@offers(CONFERENCE, "hold")
def children_to_hear(request, record):
    """Ask of each child how it took part; lead to the page on which it is recorded who was there."""
    rows = children_of(request, record)
    return {
        "children": rows, "intro": attendance_first(record, "and what each said"),
        "initial": {"held_at": record.planned_for} | said_already(request, record, rows),
    }  # fmt: skip


@offers(CONFERENCE, "decide")
def children_to_decide(request, record):
    """Ask of each child what was decided; whoever was invited may have disagreed."""
    invited = Invitation.objects.visible_to(request.user).filter(meeting=record.meeting_id, left_out_reason="")
    invited = invited.select_related("professional", "person", "agency", "meeting")
    waiting = [row for row in children_of(request, record) if not row.decision]
    return {
        "kind": record.kind,
        "children": waiting,
        "relatives": {row.person_id: family.others_of(row.person_id) for row in waiting},
        "members": {str(each.pk): each for each in invited},
    }
