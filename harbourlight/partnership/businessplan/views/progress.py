"""Each quarter: asking agencies how the plan goes, what they say, and reporting it to the executive."""

from django.shortcuts import redirect, render

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.pathways.actions import due_moment

from .. import actions
from ..forms import AskForm, ReportForm
from ..models import Asked, Plan, Progress, Round
from ..pathway import READ, WRITE
from .finding import done, sittings_of


@needs(WRITE)
def ask(request, plan_id):
    """Ask the agencies with a part in a plan how it goes."""
    record = get_or_404(request, Plan, pk=plan_id)
    first = {"month": str(Month.of(request.today).quarter)}
    form = AskForm(request.POST or None, moment=request.moment, initial=first)
    if form.is_valid():
        given = {"month": form.cleaned_data["month"], "due_at": due_moment(form.cleaned_data["due_on"])}
        if made := done(request, form, actions.ask_progress, "The agencies are asked.", plan=record, **given):
            return redirect("businessplan:round", made.pk)
    context = {"form": form, "title": "Ask how the plan goes", "button": "Ask the agencies", "plan": record}
    return render(request, "businessplan/form.html", context)


def found(request, round_id):
    """Return a quarter of a plan that somebody may see."""
    rows = Round.objects.visible_to(request.user).select_related("plan__area", "plan__hears", "reported_to__meeting")
    return get_or_404(request, rows, pk=round_id)


@needs(READ)
def round_page(request, round_id):
    """Show a quarter: how each agency stands, and what they say."""
    record = found(request, round_id)
    asked = Asked.objects.visible_to(request.user).filter(round=record).select_related("agency", "round", "answered_by")
    context = {
        "round": record,
        "plan": record.plan,
        "asked": [(each, each.standing(request.moment)) for each in asked.order_by("agency__name__letters")],
        "told": Progress.objects.visible_to(request.user).filter(asked__round=record).whole(),
    }
    return render(request, "businessplan/round.html", context)


@needs(WRITE)
def report(request, round_id):
    """Report a quarter to a meeting of the body that hears the plan."""
    record = found(request, round_id)
    sittings = sittings_of(request, record.plan.hears, "planned", "held")
    form = ReportForm(request.POST or None, sittings=sittings, initial={"version": record.version})
    if form.is_valid():
        given = {**form.cleaned_data, "round_": record, "version": form.version}
        if done(request, form, actions.report_progress, "The report is a paper of the meeting.", **given):
            return redirect("businessplan:round", record.pk)
    preview = actions.report_words(record, at=request.moment)
    context = {
        "form": form, "title": f"Report to {record.plan.hears}", "button": "Report", "plan": record.plan,
        "preview": preview, "has_sittings": sittings.exists(), "asks_for_meeting": True,
    }  # fmt: skip
    return render(request, "businessplan/form.html", context)
