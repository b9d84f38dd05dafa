"""The team around the family."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui import drafts

from .. import actions
from ..forms import JoinForm, MeetingForm
from ..models import AroundFamily
from .asking import by_email, case_or_404, opened, professionals_for, step_page


@needs("earlyhelp.work")
def join(request, case_id):
    """Add somebody to the team around the family."""
    record = case_or_404(request, case_id)
    form = JoinForm(
        request.POST or None, draft=drafts.offered(request, "earlyhelp_join", record.pk), moment=request.moment,
        professionals=professionals_for(request, record),
    )  # fmt: skip

    def act(form):
        answers = form.answers
        answers.pop("email")
        answers["professional"] = form.person_in("professional", by_email(request))
        actions.join(case=record, by=request.user, at=request.moment, submission=form.submission, **answers)

    return step_page(
        request, record, form, act, key="earlyhelp_join", heading="Who joins the team around the family",
        button="Add this person", done="They belong to the team now.",
        intro="Somebody with an account sees the family's record until the case ends or they leave.",
    )  # fmt: skip


def change(request, aroundfamily_id, act, done):
    """Find a member of a team and change their place in it."""
    rows = AroundFamily.objects.visible_to(request.user).select_related("case")
    member = get_or_404(request, rows, pk=aroundfamily_id)
    try:
        act(member)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    stays = member.professional_id != request.user.pk or done.startswith("Agreed")
    return redirect(member.case) if stays else redirect("earlyhelp:mine")


@needs("earlyhelp.work")
@require_POST
def agree(request, aroundfamily_id):
    """Record today that a member agreed to take part."""
    return change(
        request, aroundfamily_id,
        lambda member: actions.agree(member=member, agreed_on=request.today, by=request.user, at=request.moment),
        "Agreed today.",
    )  # fmt: skip


@needs("earlyhelp.work")
@require_POST
def leave(request, aroundfamily_id):
    """Let a member leave the team today."""
    return change(
        request, aroundfamily_id,
        lambda member: actions.leave(member=member, left_on=request.today, by=request.user, at=request.moment),
        "They left the team today.",
    )  # fmt: skip


@needs("earlyhelp.work")
def plan_meeting(request, case_id):
    """Plan a meeting of the team around the family; everybody in it with an account is invited."""
    record = case_or_404(request, case_id)
    form = opened(request, MeetingForm, record, "earlyhelp_meeting")

    def act(form):
        who = {"submission": form.submission, "by": request.user, "at": request.moment}
        actions.plan_meeting(case=record, **form.answers, **who)

    return step_page(
        request, record, form, act, key="earlyhelp_meeting", heading="Plan a meeting of the team around the family",
        button="Plan the meeting", done="The meeting is planned and its members are invited. Now invite the family.",
    )  # fmt: skip
