"""The pages of a conference: plan it, ask for reports, hold it, decide it for each child."""

from dataclasses import replace

from django.urls import reverse

from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.meetings.actions import DissentRow, quorum_at
from harbourlight.foundations.meetings.choices import TookPart as How
from harbourlight.foundations.meetings.models import Attendance, Invitation
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.questionnaires.models import Answer
from harbourlight.foundations.requests.models import Request

from ..actions import conferences, deciding
from ..actions.deciding import ChildDecision, ChildPart
from ..choices import TookPart
from ..forms.conference import (
    AskReportsForm,
    DecideConferenceForm,
    HoldConferenceForm,
    PlanConferenceForm,
    QualityForm,
    ShareReportsForm,
)
from ..forms.enquiry import MoveForm, ReasonForm
from ..models import ChairConcern, Conference, ConferenceChild, Enquiry
from ..pathway import CONFERENCE
from ..pathway.enquiry import CHAIRED, THEIRS
from .asking import answered, asked, choices_of, found, ids_of, works_on
from .enquiries import history_of
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
def conference_new(request, enquiry_id):
    """Plan the initial conference about a child and the brothers and sisters whose enquiries run."""
    enquiry = found(request, Enquiry, enquiry_id)
    together = Enquiry.objects.visible_to(request.user).running().filter(discussion=enquiry.discussion_id)
    ids = {enquiry.person_id, *together.values_list("person_id", flat=True)}
    people = Person.objects.visible_to(request.user).filter(pk__in=ids).order_by("born_on", "first_name")
    form = asked(
        request, PlanConferenceForm, key="cp_conference", record=enquiry, children=choices_of(people),
        chairs=conferences.chairs_on(request.today), initial={"children": [str(each) for each in ids]},
    )  # fmt: skip

    def do(form):
        answers = dict(form.cleaned_data)
        return conferences.plan_conference(
            kind="initial",
            children=ids_of(answers.pop("children")),
            area=enquiry.area,
            team=enquiry.team,
            invitees=conferences.those_who_discussed(enquiry.last_discussion or enquiry.discussion),
            submission=form.submission,
            by=request.user,
            at=request.moment,
            **answers,
        )

    return answered(
        request, form=form, record=enquiry, key="cp_conference", do=do, title="Plan the initial conference",
        button="Plan", then=lambda done: done,
        said="The conference is planned; the family and those of the strategy discussion are invited. Ask for reports.",
    )  # fmt: skip


def children_of(request, record):
    """Return the rows of a conference's children whom the asker may see."""
    rows = ConferenceChild.objects.visible_to(request.user).filter(conference=record)
    return list(rows.select_related("person", "plan", "enquiry").order_by("person__born_on", "person__first_name"))


@needs("childprotection.read")
def conference(request, conference_id):
    """Show a conference: limits, who is invited, reports with their grades, children and decisions."""
    record = found(request, Conference, conference_id)
    user = request.user
    invited = Invitation.objects.visible_to(user).filter(meeting=record.meeting_id, left_out_reason="")
    was_there = Attendance.objects.visible_to(user).filter(meeting=record.meeting_id)
    context = {
        "conference": record,
        "is_theirs": works_on(request, record, THEIRS),
        "is_chair": works_on(request, record, CHAIRED),
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
    graded, reports = {}, list(rows.select_related("agency").order_by("agency__name"))
    if may(request.user, "childprotection.chair", request.today):
        seen = gradings_seen(request, reports)
        for grade in (
            Answer.objects.visible_to(request.user).filter(answering__in=seen).select_related("answering__area")
        ):
            graded.setdefault(grade.answering.subject_id, []).append(grade)
    return [(row, graded.get(row.pk, [])) for row in reports]


@needs("childprotection.plan_conference")
def conference_ask(request, conference_id):
    """Ask agencies for their reports."""
    record = found(request, Conference, conference_id)
    first = {"question": conferences.QUESTION, "agencies": conferences.agencies_invited(record)}
    form = asked(
        request, AskReportsForm, key="cp_reports", record=record, initial=first,
        agencies=conferences.agencies_of(record, request.today),
    )  # fmt: skip
    return answered(
        request, form=form, record=record, key="cp_reports", title="Ask for reports", button="Ask", then=record,
        said="The agencies were asked, and told when their report is due.",
        do=lambda form: conferences.ask_for_reports(
            conference=record, by=request.user, at=request.moment, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.plan_conference")
def conference_share(request, conference_id):
    """Keep when the family had the reports."""
    record = found(request, Conference, conference_id)
    form = asked(request, ShareReportsForm, key="cp_share", record=record, initial={"shared_on": request.today})
    return answered(
        request, form=form, record=record, key="cp_share", title="Reports and the family", button="Save", then=record,
        said="It is recorded, and the reports are open to everybody invited.",
        do=lambda form: conferences.share_reports(
            conference=record, by=request.user, at=request.moment, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.plan_conference")
def conference_move(request, conference_id):
    """Move a planned conference."""
    record = found(request, Conference, conference_id)
    form = asked(request, MoveForm, key="cp_move", record=record, initial={"version": record.version})
    return answered(
        request, form=form, record=record, key="cp_move", title="Move the conference", button="Move", then=record,
        said="The conference was moved, and everybody invited was told.",
        do=lambda form: conferences.move_conference(
            conference=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.plan_conference")
def conference_call_off(request, conference_id):
    """Call a planned conference off."""
    record = found(request, Conference, conference_id)
    form = asked(request, ReasonForm, key="cp_off", record=record, initial={"version": record.version})
    return answered(
        request, form=form, record=record, key="cp_off", title="Call the conference off", button="Call off",
        said="The conference was called off.", then=record,
        do=lambda form: conferences.call_off_conference(
            conference=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.chair")
def conference_quality(request, conference_id):
    """Keep what the chair found of the work before the conference."""
    record = found(request, Conference, conference_id)
    first = {"version": record.version, "note": record.quality_note}
    form = asked(request, QualityForm, key="cp_quality", record=record, initial=first)
    return answered(
        request, form=form, record=record, key="cp_quality", title="The chair's check", button="Save", then=record,
        said="Your check is kept.",
        do=lambda form: deciding.check_quality(
            conference=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip


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


@needs("childprotection.chair")
def conference_hold(request, conference_id):
    """Record that a conference was held; who was there is recorded on the meeting's page first."""
    record = found(request, Conference, conference_id)
    rows = children_of(request, record)
    form = asked(
        request, HoldConferenceForm, key="cp_held", record=record, rows=rows,
        initial={"version": record.version, "held_at": record.planned_for} | said_already(request, record, rows),
    )  # fmt: skip

    def do(form):
        told = form.cleaned_data
        return deciding.hold_conference(
            conference=record,
            held_at=told["held_at"],
            attendance=(),
            parts={child: ChildPart(**answers) for child, answers in form.parts.items()},
            inquorate_reason=told["inquorate_reason"],
            late_reason=told["late_reason"],
            outline_plan=told["outline_plan"],
            by=request.user,
            at=request.moment,
            version=form.version,
            submission=form.submission,
        )

    return answered(
        request, form=form, record=record, key="cp_held", do=do, title="Record the conference", button="Record",
        said="The conference is recorded. Now decide for each child.",
        then=lambda done: reverse("childprotection:conference_decide", args=[done.pk]),
        intro="Record first who was there.",
        link=(reverse("meetings:attendance", args=[record.meeting_id]), "Who was there, and what each said"),
    )  # fmt: skip


@needs("childprotection.chair")
def conference_decide(request, conference_id):
    """Decide for each child, together and each apart."""
    record = found(request, Conference, conference_id)
    invited = Invitation.objects.visible_to(request.user).filter(meeting=record.meeting_id, left_out_reason="")
    members = {str(each.pk): each for each in invited.select_related("professional", "person", "agency", "meeting")}
    form = asked(
        request, DecideConferenceForm, key="cp_decide", record=record, kind=record.kind,
        rows=[row for row in children_of(request, record) if not row.decision],
        members=[(key, f"{each.who}, {each.seat_title}") for key, each in members.items()],
        initial={"version": record.version},
    )  # fmt: skip

    def do(form):
        decisions = {child: decision_of(answers, members) for child, answers in form.told.items()}
        return deciding.decide_children(
            conference=record, decisions=decisions, by=request.user, at=request.moment, version=form.version,
            submission=form.submission,
        )  # fmt: skip

    return answered(
        request, form=form, record=record, key="cp_decide", do=do, title="Decide for each child", button="Decide",
        said="The decisions are recorded, and plans that were decided have begun.", then=record,
    )  # fmt: skip


def decision_of(answers, members):
    """Return the decision for one child as the form told it."""
    decision = ChildDecision(answers["decision"], answers["rationale"], answers["category"] or "")
    member = members.get(answers["dissent_by"])
    if member is None:
        return decision
    dissent = DissentRow(
        answers["dissent"], agency=member.agency, professional=member.professional, name=str(member.who)
    )
    return replace(decision, dissents=(dissent,))
