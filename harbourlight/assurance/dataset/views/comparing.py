"""What figures are compared with, dated and with its history: children of the area, targets and benchmarks."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.measures.arithmetic import printed
from harbourlight.foundations.measures.months import Month, financial_year_words

from ..actions import comparing
from ..choices import Group
from ..forms import BenchmarkForm, PopulationForm, TargetForm
from ..models import Benchmark, Population, Target
from .places import indicator_of
from .sheet import target_words


def histories(rows):
    """Return (row, its earlier versions, the newest first); a row's first version was recorded with it."""
    return [(row, list(row.events.select_related("recorded_by").order_by("-pgh_id")[1:])) for row in rows]


@needs("dataset.read")
def population(request):
    """List how many children live in an area, by date."""
    area = area_of(request)
    rows = Population.objects.visible_to(request.user).filter(area=area).select_related("recorded_by")
    context = {"area": area, "rows": histories(rows.order_by("-from_on"))}
    return render(request, "dataset/population.html", context)


@needs("dataset.load")
def population_new(request):
    """Say how many children live in an area from a date on."""
    area = area_of(request)
    back = f"{reverse('dataset:population')}?area={area.code}"
    form = PopulationForm(request.POST or None, moment=request.moment)
    if form.is_valid():
        comparing.count_children(area=area, by=request.user, at=request.moment, **form.cleaned_data)
        messages.success(request, "The number is kept. Rates are computed with it tonight.")
        return redirect(back)
    context = {"title": f"Children of {area}", "form": form, "back": back, "back_words": "Children of the area"}
    return render(request, "dataset/compare.html", context)


@needs("dataset.read")
def compared(request, ref):
    """List the targets and benchmarks of an indicator."""
    indicator, area = indicator_of(ref), area_of(request)
    targets = Target.objects.visible_to(request.user).filter(area=area, ref=ref).select_related("recorded_by")
    rows = Benchmark.objects.visible_to(request.user).filter(area=area, ref=ref).select_related("recorded_by")
    context = {
        "area": area, "indicator": indicator,
        "targets": [
            (row, financial_year_words(row.year), target_words(row, indicator.unit), [
                (each, target_words(each, indicator.unit)) for each in earlier
            ])
            for row, earlier in histories(targets.order_by("-year"))
        ],
        "benchmarks": [
            (row, Group(row.group).label, printed(row.number, indicator.unit), [
                (each, printed(each.number, indicator.unit)) for each in earlier
            ])
            for row, earlier in histories(rows.order_by("-updated_on", "group"))
        ],
    }  # fmt: skip
    return render(request, "dataset/compared.html", context)


@needs("dataset.load")
def target(request, ref):
    """Set a target for a financial year."""
    year = financial_year_words(Month.of(request.today).financial_year)
    return asked(request, ref, TargetForm, comparing.aim, "Target", {"year": year})


@needs("dataset.load")
def benchmark(request, ref):
    """Say what others reached."""
    return asked(request, ref, BenchmarkForm, comparing.compare, "Benchmark", {})


def asked(request, ref, form_of, keep, noun, initial):
    """Ask for something to compare an indicator with, and keep it."""
    indicator, area = indicator_of(ref), area_of(request)
    back = f"{reverse('dataset:compared', args=[ref])}?area={area.code}"
    form = form_of(request.POST or None, moment=request.moment, unit=indicator.unit, initial=initial)
    if form.is_valid():
        keep(area=area, ref=ref, by=request.user, at=request.moment, **form.cleaned_data)
        messages.success(request, f"The {noun.lower()} is kept.")
        return redirect(back)
    context = {"title": f"{noun} of {ref}, {area}", "form": form, "back": back, "back_words": f"{ref} compared"}
    return render(request, "dataset/compare.html", context | {"words": indicator.title})
