"""The list of plans, the page of one, and changing what it says of itself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions
from ..actions import reading
from ..forms import HeadingForm, NewPlanForm, PlanForm, PriorityForm
from ..models import Commitment, Entry, Expected, Heading, Plan, Priority, Review, Round
from ..pathway import READ, WRITE
from .finding import choices_for, done, some


@needs(READ)
def plans(request):
    """List the plans of an area, the newest first."""
    rows = Plan.objects.visible_to(request.user).select_related("area", "hears").order_by("-starts_on", "title")
    return render(request, "businessplan/plans.html", {"plans": rows})


@needs(WRITE)
def plan_new(request):
    """Start a plan."""
    area = area_of(request)
    form = NewPlanForm(request.POST or None, **some(choices_for(request, area), "bodies"))
    if form.is_valid():
        given = {**form.cleaned_data, "area": area, "submission": form.submission}
        if made := done(request, form, actions.start_plan, "The plan is started as a draft.", **given):
            return redirect("businessplan:plan", made.pk)
    return render(
        request, "businessplan/form.html", {"form": form, "title": f"Start a plan: {area}", "button": "Start"}
    )


@needs(READ)
def plan(request, plan_id):
    """Show a plan: its priorities by heading, how they go, what each year changed, and the next report."""
    record = get_or_404(request, Plan, pk=plan_id)
    priorities = Priority.objects.visible_to(request.user).filter(plan=record).select_related("lead", "body")
    commitments = Commitment.objects.visible_to(request.user).filter(priority__plan=record).standing()
    lines = reading.commitments_with_actions(commitments, request.user)
    expected = Expected.objects.visible_to(request.user).filter(priority__plan=record)
    figures = reading.figures_of(expected, record.area, request.user)
    headings = Heading.objects.visible_to(request.user).filter(plan=record).select_related("lead", "lead_agency")
    entries = Entry.objects.visible_to(request.user).filter(priority__plan=record, is_taken_out=False)
    context = {
        "plan": record,
        "headings": headings,
        "lines": [summary(each, entries, lines, figures, request.today) for each in priorities],
        "rounds": Round.objects.visible_to(request.user).filter(plan=record).select_related("reported_to__meeting"),
        "reviews": Review.objects.visible_to(request.user).filter(plan=record),
        "clock": reading.clock_of(record, request.user),
    }
    return render(request, "businessplan/plan.html", context)


def summary(priority, entries, lines, figures, on):
    """Return what the page of a plan says of one priority."""
    mine = [(each, action) for each, action in lines if each.priority_id == priority.pk]
    return {
        "priority": priority,
        "entries": len([each for each in entries if each.priority_id == priority.pk]),
        "commitments": len(mine),
        "done": len([action for _, action in mine if action and action.state in ("done", "accepted")]),
        "late": len([action for _, action in mine if action and action.state == "open" and action.due_on < on]),
        "figures": [each for each in figures if each.expected.priority_id == priority.pk],
    }


@needs(WRITE)
def plan_change(request, plan_id):
    """Change what a plan says of itself."""
    record = get_or_404(request, Plan, pk=plan_id)
    first = {name: getattr(record, name) for name in ("title", "starts_on", "ends_on", "purpose", "hears", "version")}
    first["months"] = record.months_between_reports
    form = PlanForm(request.POST or None, initial=first, **some(choices_for(request, record.area), "bodies"))
    if form.is_valid():
        given = {**form.cleaned_data, "plan": record, "version": form.version}
        if done(request, form, actions.change_plan, "The plan is changed.", **given):
            return redirect("businessplan:plan", record.pk)
    context = {"form": form, "title": "Change the plan", "button": "Change", "plan": record}
    return render(request, "businessplan/form.html", context)


@needs(WRITE)
def heading(request, heading_id):
    """Change a heading or pillar, and who leads it."""
    rows = Heading.objects.visible_to(request.user).select_related("plan__area")
    record = get_or_404(request, rows, pk=heading_id)
    first = {name: getattr(record, name) for name in ("title", "lead_agency", "lead")}
    offered = some(choices_for(request, record.plan.area), "agencies", "people")
    form = HeadingForm(request.POST or None, initial=first, **offered)
    if form.is_valid() and done(
        request, form, actions.change_heading, "The heading is changed.", heading=record, **form.cleaned_data
    ):
        return redirect("businessplan:plan", record.plan_id)
    context = {"form": form, "title": f"Heading: {record}", "button": "Change", "plan": record.plan}
    return render(request, "businessplan/form.html", context)


@needs(WRITE)
def priority_new(request, plan_id):
    """Add a priority."""
    record = get_or_404(request, Plan, pk=plan_id)
    form = PriorityForm(request.POST or None, **some(choices_for(request, record.area), "bodies", "people"))
    if form.is_valid():
        made = done(
            request, form, actions.add_priority, "The priority is added.", plan=record, **form.cleaned_data
        )  # fmt: skip
        if made:
            return redirect("businessplan:priority", made.pk)
    context = {"form": form, "title": "Add a priority", "button": "Add", "plan": record}
    return render(request, "businessplan/form.html", context)


@require_POST
@needs(WRITE)
def agree(request, plan_id):
    """Agree a plan: its commitments become actions."""
    record = get_or_404(request, Plan, pk=plan_id)
    return take(request, record, actions.agree_plan, "The plan is agreed. Its commitments are actions now.")


@require_POST
@needs(WRITE)
def end(request, plan_id):
    """End a plan."""
    record = get_or_404(request, Plan, pk=plan_id)
    return take(request, record, actions.end_plan, "The plan has ended.")


def take(request, record, action, words):
    """Take a step of a plan, and say on its page how that went."""
    try:
        action(plan=record, by=request.user, at=request.moment)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("businessplan:plan", record.pk)
