"""Scorecards composed for groups."""

from django.contrib import messages
from django.shortcuts import redirect, render

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.measures import registry
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..actions.compose import compose
from ..choices import BEGINNINGS
from ..forms import ComposeForm
from ..models import Scorecard


@needs("dataset.read")
def scorecards(request):
    """List the composed scorecards of an area."""
    area = area_of(request)
    rows = Scorecard.objects.visible_to(request.user).filter(area=area).order_by("title")
    context = {"area": area, "scorecards": rows, "beginnings": [(key, title) for key, (title, _) in BEGINNINGS.items()]}
    return render(request, "dataset/scorecards.html", context)


@needs("dataset.compose")
def scorecard_new(request):
    """Compose a scorecard, beginning with nothing or with what a group usually reads."""
    title, refs = BEGINNINGS.get(request.GET.get("from"), ("", ()))
    return composed(request, area_of(request), None, {"title": title, "refs": list(refs)})


@needs("dataset.compose")
def scorecard_change(request, scorecard_id):
    """Change a composed scorecard."""
    card = get_or_404(request, Scorecard.objects.visible_to(request.user).select_related("area"), pk=scorecard_id)
    return composed(request, card.area, card, {"title": card.title, "refs": card.refs})


def composed(request, area, card, initial):
    """Ask for title and indicators, and keep them."""
    form = ComposeForm(request.POST or None, initial=initial, indicators=registry.INDICATORS.values())
    if form.is_valid():
        try:
            compose(area=area, scorecard=card, by=request.user, at=request.moment, **form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The scorecard is kept.")
            return redirect("dataset:scorecards")
    return render(request, "dataset/compose.html", {"area": area, "card": card, "form": form})
