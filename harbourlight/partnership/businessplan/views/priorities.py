"""A priority: what the plan says, figures, recommendations and actions together; and writing it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.measures import registry
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions
from ..actions import reading
from ..forms import CommitmentForm, EntryForm, FigureForm, PriorityForm, WithdrawForm
from ..models import Commitment, Entry, Expected, Heading, Priority, Progress, ReviewLine
from ..pathway import READ, WRITE
from .finding import choices_for, done, some


def found(request, priority_id):
    """Return a priority that somebody may see."""
    rows = Priority.objects.visible_to(request.user).select_related("plan__area", "plan__hears", "lead", "body")
    return get_or_404(request, rows, pk=priority_id)


@needs(READ)
def priority(request, priority_id):
    """Show a priority: the plan under each heading, figures, what audits and others recommend, and the actions."""
    record, user = found(request, priority_id), request.user
    expected = Expected.objects.visible_to(user).filter(priority=record)
    recommended = reading.recommendations_for(record, user)
    context = {
        "priority": record,
        "plan": record.plan,
        "parts": under_headings(request, record),
        "figures": reading.figures_of(expected, record.plan.area, user),
        "recommended": [
            (row, [(each, each.is_late(request.today)) for each in addressed]) for row, addressed in recommended
        ],
        "actions": [
            (each, each.state == "open" and each.due_on < request.today) for each in reading.actions_for(record, user)
        ],
        "told": Progress.objects.visible_to(user).filter(priority=record).whole().order_by("-asked__round__first"),
        "reviews": ReviewLine.objects.visible_to(user).filter(priority=record).select_related("review"),
    }
    return render(request, "businessplan/priority.html", context)


def under_headings(request, record):
    """Return what stands under each heading of the plan for a priority: entries, and commitments with their actions."""
    entries = list(Entry.objects.visible_to(request.user).filter(priority=record, is_taken_out=False))
    standing = Commitment.objects.visible_to(request.user).filter(priority=record).standing()
    lines = reading.commitments_with_actions(standing, request.user)
    headings = Heading.objects.visible_to(request.user).filter(plan=record.plan).select_related("lead", "lead_agency")
    return [
        {
            "heading": each,
            "entries": [entry for entry in entries if entry.heading_id == each.pk],
            "lines": [
                (row, action, bool(action) and action.state == "open" and action.due_on < request.today)
                for row, action in lines
                if row.heading_id == each.pk
            ],
        }
        for each in headings
    ]


def page(request, form, title, button, record, **more):
    """Show a form that belongs to a priority."""
    context = {"form": form, "title": title, "button": button, "priority": record, "plan": record.plan, **more}
    return render(request, "businessplan/form.html", context)


@needs(WRITE)
def priority_change(request, priority_id):
    """Change what a priority says."""
    record = found(request, priority_id)
    names = ("kind", "title", "why", "aim", "lead", "body", "version")
    first = {name: getattr(record, name) for name in names} | {"themes": ", ".join(record.themes)}
    offered = some(choices_for(request, record.plan.area), "bodies", "people")
    form = PriorityForm(request.POST or None, initial=first, **offered)
    if form.is_valid():
        given = {**form.cleaned_data, "priority": record, "version": form.version}
        if done(request, form, actions.change_priority, "The priority is changed.", **given):
            return redirect("businessplan:priority", record.pk)
    return page(request, form, "Change the priority", "Change", record)


def headings_of(request, record):
    """Return the headings of a priority's plan."""
    return Heading.objects.visible_to(request.user).filter(plan=record.plan)


@needs(WRITE)
def entry_new(request, priority_id):
    """Say what the partnership will do for a priority."""
    record = found(request, priority_id)
    first = {"heading": request.GET.get("heading", "")}
    form = EntryForm(request.POST or None, headings=headings_of(request, record), initial=first)
    if form.is_valid() and done(
        request, form, actions.add_entry, "It stands in the plan.", priority=record, **form.cleaned_data
    ):
        return redirect("businessplan:priority", record.pk)
    return page(request, form, "What will be done", "Add", record)


@needs(WRITE)
def entry_change(request, entry_id):
    """Change what stands under a heading."""
    rows = Entry.objects.visible_to(request.user).select_related("priority__plan__area", "heading")
    entry = get_or_404(request, rows, pk=entry_id)
    record = entry.priority
    first = {"heading": entry.heading, "text": entry.text}
    form = EntryForm(request.POST or None, headings=headings_of(request, record), initial=first)
    if form.is_valid() and done(
        request, form, actions.change_entry, "The plan is changed.", entry=entry, **form.cleaned_data
    ):
        return redirect("businessplan:priority", record.pk)
    return page(request, form, "What will be done", "Change", record, entry=entry)


@require_POST
@needs(WRITE)
def entry_take_out(request, entry_id):
    """Take an entry out of the plan."""
    entry = get_or_404(request, Entry.objects.visible_to(request.user).select_related("priority__plan"), pk=entry_id)
    return take(request, entry.priority_id, actions.take_out_entry, "It is taken out of the plan.", entry=entry)


def take(request, priority_id, action, words, /, **given):
    """Do what a button asks for, and say on the priority's page how that went."""
    try:
        action(by=request.user, at=request.moment, **given)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("businessplan:priority", priority_id)


@needs(WRITE)
def commitment_new(request, priority_id):
    """Write what an agency commits to."""
    record = found(request, priority_id)
    offered = some(choices_for(request, record.plan.area), "agencies", "people")
    first = {"heading": request.GET.get("heading", "")}
    form = CommitmentForm(request.POST or None, headings=headings_of(request, record), initial=first, **offered)
    if form.is_valid():
        given = {**form.cleaned_data, "priority": record, "submission": form.submission}
        if done(request, form, actions.add_commitment, "The commitment stands in the plan.", **given):
            return redirect("businessplan:priority", record.pk)
    return page(request, form, "What an agency commits to", "Add", record)


def commitment_or_404(request, commitment_id):
    """Return a commitment that somebody may see."""
    rows = Commitment.objects.visible_to(request.user).select_related(
        "priority__plan__area", "heading", "agency", "lead"
    )
    return get_or_404(request, rows, pk=commitment_id)


@needs(READ)
def commitment(request, commitment_id):
    """Show a commitment and how its action goes."""
    record = commitment_or_404(request, commitment_id)
    action = Action.objects.visible_to(request.user).filter(pk=record.action_id).select_related("owner").first()
    is_late = bool(action) and action.state == "open" and action.due_on < request.today
    context = {"commitment": record, "plan": record.priority.plan, "action": action, "is_late": is_late}
    return render(request, "businessplan/commitment.html", context)


@needs(WRITE)
def withdraw(request, commitment_id):
    """Withdraw a commitment."""
    record = commitment_or_404(request, commitment_id)
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and done(
        request, form, actions.withdraw_commitment, "The commitment is withdrawn.", commitment=record,
        **form.cleaned_data,
    ):  # fmt: skip
        return redirect("businessplan:priority", record.priority_id)
    return page(request, form, "Withdraw the commitment", "Withdraw", record.priority, quote=record.what)


@needs(WRITE)
def figure_new(request, priority_id):
    """Name a figure that should move."""
    record = found(request, priority_id)
    first = {"from_month": f"{record.plan.starts_on:%Y-%m}"}
    form = FigureForm(request.POST or None, indicators=registry.INDICATORS.values(), initial=first)
    if form.is_valid() and done(
        request, form, actions.expect_figure, "The figure is named.", priority=record, **form.cleaned_data
    ):
        return redirect("businessplan:priority", record.pk)
    return page(request, form, "A figure that should move", "Name it", record)


@require_POST
@needs(WRITE)
def figure_take_off(request, expected_id):
    """Take a figure off a priority."""
    rows = Expected.objects.visible_to(request.user).select_related("priority__plan")
    expected = get_or_404(request, rows, pk=expected_id)
    return take(request, expected.priority_id, actions.expect_no_more, "The figure is taken off.", expected=expected)
