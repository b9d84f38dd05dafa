"""What a person's agency is asked of plans, and saying how its part goes."""

from django.shortcuts import redirect, render
from django.urls import reverse

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.rooms.listed import Item

from .. import actions
from ..actions import reading
from ..actions.progress import priorities_of
from ..forms import TellForm
from ..models import Asked, Commitment, Progress
from ..pathway import READ, TELL
from .finding import done


def own(request):
    """Return what the person's own agency was asked."""
    rows = Asked.objects.visible_to(request.user).of_agency(request.user)
    return rows.select_related("round__plan", "agency", "answered_by")


def panel(request):
    """Show on the first page what the person's agency is asked of plans."""
    if not may(request.user, TELL, request.today):
        return []
    rows = reading.waiting(agency=request.user.agency_id)
    return [
        Item(
            what="Say how your agency’s part goes", href=reverse("businessplan:tell", args=[row.pk]),
            by=row.round.due_at, about=row.round.plan.title, button="Say how it goes",
        )
        for row in rows
    ]  # fmt: skip


def place_of(request, asked):
    """Return where the progress that a request asks for is said, or where whoever reads the plan sees it."""
    mine = own(request).filter(request=asked.pk).first()
    if mine is not None and may(request.user, TELL, request.today):
        return reverse("businessplan:tell", args=[mine.pk])
    if may(request.user, READ, request.today):
        return reverse("businessplan:round", args=[asked.subject_id])
    return ""


@needs(TELL)
def asked(request):
    """List what the person's agency is asked of plans, the newest first."""
    lines = [(row, row.standing(request.moment)) for row in own(request).order_by("-round__first", "pk")]
    return render(request, "businessplan/asked.html", {"lines": lines, "agency": request.user.agency})


@needs(TELL)
def tell(request, asked_id):
    """Say how each priority goes that the agency has a part in."""
    record = get_or_404(request, own(request), pk=asked_id)
    priorities = priorities_of(record.round.plan, record.agency_id)
    rows = Progress.objects.visible_to(request.user).filter(asked=record).whole()
    told = {row.priority_id: row for row in rows}
    is_late = record.answered_at is None and record.is_late(request.moment)
    form = TellForm(
        request.POST or None, priorities=priorities, told=told, is_late=is_late,
        initial={"version": record.version},
    )  # fmt: skip
    is_open = record.round.state == "open"
    if is_open and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        given["version"] = form.version
        if done(request, form, actions.tell_progress, "What you said is kept.", asked=record, **given):
            return redirect("businessplan:asked")
    mine = Commitment.objects.visible_to(request.user).filter(
        priority__plan=record.round.plan, agency=record.agency_id
    )  # fmt: skip
    context = {
        "asked": record, "plan": record.round.plan, "form": form if is_open else None, "told": told.values(),
        "commitments": mine.standing(), "standing": record.standing(request.moment),
    }  # fmt: skip
    return render(request, "businessplan/tell.html", context)
