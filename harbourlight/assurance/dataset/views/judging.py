"""What the rules propose to say of a quarter, and what people make of it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..actions import propose as proposing
from ..actions.words import ChangedMeanwhile
from ..choices import ProposalKind, ProposalState
from ..forms import JudgeForm
from ..models import Proposal
from .places import month_of
from .words import MEANWHILE


def quarter_of(request, area):
    """Return the quarter asked for, or the last that has ended with figures."""
    month = month_of(request, area)
    return month.quarter if request.GET.get("month") or month == month.quarter.back(-2) else month.quarter.back(3)


def page_of(quarter, area):
    """Return the address of a quarter's page."""
    return f"{reverse('dataset:quarter')}?month={quarter}&area={area.code}"


@needs("dataset.read")
def quarter(request):
    """Show the significant positives and the potential areas of concern of a quarter."""
    area = area_of(request)
    first = quarter_of(request, area)
    rows = Proposal.objects.visible_to(request.user).filter(area=area, first=first.first)
    rows = rows.select_related("decided_by").order_by("ref", "rule")
    kinds = [
        (
            label + ("s" if value == ProposalKind.POSITIVE else ""),
            [row for row in rows if row.kind == value and stands(row)],
        )
        for value, label in ProposalKind.choices
    ]
    context = {
        "area": area, "quarter": first, "last": first.back(-2), "before": first.back(3), "after": first.back(-3),
        "quarter_text": str(first), "kinds": kinds, "rejected": [row for row in rows if not stands(row)],
    }  # fmt: skip
    return render(request, "dataset/quarter.html", context)


def stands(row):
    """Say whether a proposal was not rejected."""
    return row.state != ProposalState.REJECTED


@require_POST
@needs("dataset.judge")
def look(request):
    """Let the rules look at a quarter."""
    area = area_of(request)
    first = quarter_of(request, area)
    try:
        waits = proposing.propose(area=area, quarter=first, at=request.moment)
    except StepNotAllowed as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{waits} proposals wait for a decision.")
    return redirect(page_of(first, area))


@needs("dataset.judge")
def judge(request, proposal_id):
    """Accept, reword or reject a proposal."""
    record = get_or_404(request, Proposal, pk=proposal_id)
    back = page_of(Month(record.first), record.area)
    form = JudgeForm(request.POST or None, initial={"version": record.version, "wording": record.wording})
    if form.is_valid():
        try:
            proposing.decide(
                proposal=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
            )  # fmt: skip
        except ChangedMeanwhile:
            form.add_error(None, MEANWHILE)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your decision is kept.")
            return redirect(back)
    return render(request, "dataset/judge.html", {"record": record, "form": form, "back": back})
