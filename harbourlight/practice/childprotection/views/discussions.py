"""The pages of a strategy discussion: plan it, record it, move it, put its date right."""

from django.urls import reverse

from harbourlight.foundations.access.actions import professionals_at
from harbourlight.foundations.access.lookup import person_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.meetings.actions import Invitee
from harbourlight.foundations.meetings.models import Attendance, Invitation
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.people.telling import render_told

from ..actions import discussions
from ..forms.enquiry import CorrectDiscussionForm, HoldDiscussionForm, MoveForm, PlanDiscussionForm, ReasonForm
from ..models import Enquiry, StrategyDiscussion
from ..pathway import DISCUSSION
from ..pathway.enquiry import THEIRS
from .asking import answered, asked, choices_of, family_of, found, ids_of, place_of, works_on
from .enquiries import history_of

SEATS = ("police", "health", "school")


@needs("childprotection.discuss")
def discussion_new(request, person_id):
    """Plan a strategy discussion about a child, and brothers and sisters where they are at risk too."""
    child = person_or_404(request, person_id)
    area, team = place_of(request, child.id)
    people = family_of(request, child.id)
    form = asked(
        request, PlanDiscussionForm, key="cp_discussion", record=people[0], children=choices_of(people),
        initial={"children": [str(child.id)], "starts_at": request.moment},
    )  # fmt: skip

    def do(form):
        answers = dict(form.cleaned_data)
        emails = {seat: answers.pop(seat) for seat in SEATS}
        return discussions.plan_discussion(
            children=ids_of(answers.pop("children")),
            area=area,
            team=team,
            invitees=invitees_at(emails, request.today),
            submission=form.submission,
            by=request.user,
            at=request.moment,
            **answers,
        )

    return answered(
        request, form=form, record=people[0], key="cp_discussion", do=do, title="Plan a strategy discussion",
        button="Plan and invite", said="The discussion is planned, and everybody invited was told.",
        then=lambda done: done,
    )  # fmt: skip


def invitees_at(emails, on):
    """Return invitations for work e-mail addresses, each in its seat; refuse one that nobody has."""
    invitees = []
    for seat, email in emails.items():
        if email:
            people, _ = professionals_at([email.lower()], on)
            if not people:
                raise StepNotAllowed(f"Nobody signs in with {email}. Leave it out, and invite them on the next page.")
            invitees.append(Invitee(seat, professional=people[0]))
    return invitees


@needs("childprotection.read")
def discussion(request, discussion_id):
    """Show a strategy discussion: who took part, what each knew, the decision and the plan."""
    record = found(request, StrategyDiscussion, discussion_id)
    user = request.user
    rows = Attendance.objects.visible_to(user).filter(meeting=record.meeting_id)
    enquiries = Enquiry.objects.visible_to(user).filter(discussion=record).select_related("person")
    context = {
        "discussion": record,
        "is_theirs": works_on(request, record, THEIRS),
        "children": Person.objects.visible_to(user).filter(pk__in=record.child_ids).order_by("born_on"),
        "invited": Invitation.objects.visible_to(user).filter(meeting=record.meeting_id, left_out_reason="")
        .select_related("agency", "professional", "person", "meeting").order_by("number"),
        "attendances": rows.select_related("invitation__agency", "invitation__professional", "invitation__meeting")
        .order_by("invitation__number"),
        "enquiries": list(enquiries),
        "history": history_of(request, record, DISCUSSION),
    }  # fmt: skip
    return render_told(request, "childprotection/discussion.html", context, person_ids=record.child_ids)


@needs("childprotection.discuss")
def discussion_hold(request, discussion_id):
    """Record a strategy discussion; who was there and what they knew is recorded on the meeting's page first."""
    record = found(request, StrategyDiscussion, discussion_id)
    form = asked(
        request, HoldDiscussionForm, key="cp_hold", record=record,
        initial={"version": record.version, "held_at": record.planned_for},
    )  # fmt: skip

    def do(form):
        return discussions.hold_discussion(
            discussion=record, attendance=(), by=request.user, at=request.moment, version=form.version,
            submission=form.submission, **form.cleaned_data,
        )  # fmt: skip

    return answered(
        request, form=form, record=record, key="cp_hold", do=do, title="Record the strategy discussion",
        button="Record", said="The discussion is recorded.", then=lambda done: done,
        intro="Record first who was there and what each agency knew.",
        link=(reverse("meetings:attendance", args=[record.meeting_id]), "Who was there, and what each knew"),
    )  # fmt: skip


@needs("childprotection.discuss")
def discussion_move(request, discussion_id):
    """Move a planned discussion."""
    record = found(request, StrategyDiscussion, discussion_id)
    form = asked(request, MoveForm, key="cp_move", record=record, initial={"version": record.version})
    return answered(
        request, form=form, record=record, key="cp_move", title="Move the discussion", button="Move",
        said="The discussion was moved, and everybody invited was told.", then=record,
        do=lambda form: discussions.move_discussion(
            discussion=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.discuss")
def discussion_call_off(request, discussion_id):
    """Call a planned discussion off."""
    record = found(request, StrategyDiscussion, discussion_id)
    form = asked(request, ReasonForm, key="cp_off", record=record, initial={"version": record.version})
    return answered(
        request, form=form, record=record, key="cp_off", title="Call the discussion off", button="Call off",
        said="The discussion was called off.", then=record,
        do=lambda form: discussions.call_off_discussion(
            discussion=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.discuss")
def discussion_correct(request, discussion_id):
    """Put the date of a discussion right."""
    record = found(request, StrategyDiscussion, discussion_id)
    first = {"version": record.version, "held_at": record.held_at}
    form = asked(request, CorrectDiscussionForm, key="cp_correct", record=record, initial=first)
    return answered(
        request, form=form, record=record, key="cp_correct", title="Put the date right", button="Correct",
        said="The date is corrected, and the limits that count from it moved.", then=record,
        do=lambda form: discussions.correct_discussion(
            discussion=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip
