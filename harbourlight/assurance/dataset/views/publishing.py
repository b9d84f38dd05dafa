"""Freezing a month, publishing it, and explaining what changed afterwards."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..actions import publish as publishing
from ..actions import releases
from ..actions.export import indicators_csv, values_csv
from ..forms import ExplainForm, FreezeForm
from ..models import Publication, PublishedValue, Revision
from .places import month_of


@needs("dataset.read")
def publications(request):
    """List the frozen and published months of an area."""
    area = area_of(request)
    rows = Publication.objects.visible_to(request.user).filter(area=area).order_by("-first")
    context = {"area": area, "publications": rows.select_related("frozen_by", "published_by")}
    return render(request, "dataset/publications.html", context)


@needs("dataset.publish")
def freeze(request):
    """Freeze a month with its definitions."""
    area = area_of(request)
    month = month_of(request, area)
    initial = {"month": str(month), "title": f"Scorecard of {area}", "small_number": 6}
    form = FreezeForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            made = publishing.freeze(area=area, by=request.user, at=request.moment, **form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The month is frozen with its definitions.")
            return redirect("dataset:publication", made.pk)
    return render(request, "dataset/freeze.html", {"area": area, "form": form})


@needs("dataset.read")
def publication(request, publication_id):
    """Show a frozen month: what is left out, and what changed since."""
    record = get_or_404(request, Publication, pk=publication_id)
    values = PublishedValue.objects.visible_to(request.user).filter(publication=record)
    found = Revision.objects.visible_to(request.user).filter(publication=record).select_related("explained_by")
    frozen = {(row.ref, row.first): row for row in values}
    changes = [
        (row, publishing.value_label(frozen[row.ref, row.first]), publishing.value_label(row))
        for row in found.order_by("-noticed_at", "ref", "first")
    ]
    found = releases.release(record)
    context = {
        "words": [(line.indicator.ref, line.comment, line.notes) for line in found.lines if line.comment or line.notes],
        "record": record, "changes": changes, "figures": len(frozen),
        "small": sum(row.suppression == "small" for row in frozen.values()),
        "secondary": sum(row.suppression == "secondary" for row in frozen.values()),
        "month": str(Month(record.first)),
        "files": ("scorecard.pdf", "scorecard.xlsx", "figures.csv", "figures.csv-metadata.json"),
    }  # fmt: skip
    return render(request, "dataset/publication.html", context)


@require_POST
@needs("dataset.publish")
def publish(request, publication_id):
    """Publish a frozen month."""
    record = get_or_404(request, Publication, pk=publication_id)
    return taken(request, record, "The month is published.", publishing.publish, publication=record)


@require_POST
@needs("dataset.second_read")
def read_words(request, publication_id):
    """Say that the words of a release are read."""
    record = get_or_404(request, Publication, pk=publication_id)
    return taken(request, record, "It is kept that you read the words.", publishing.read_words, publication=record)


@require_POST
@needs("dataset.second_read")
def read_reason(request, revision_id):
    """Say that the reason of a revision is read."""
    record = get_or_404(request, Revision, pk=revision_id)
    words = "It is kept that you read the reason, and everybody sees it."
    return taken(request, record.publication, words, publishing.read_reason, revision=record)


def taken(request, record, words, step, **subject):
    """Take a step of a publication, and say on its page what became of it."""
    try:
        step(**subject, by=request.user, at=request.moment)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("dataset:publication", record.pk)


@needs("dataset.publish")
def explain(request, revision_id):
    """Give the reason of a revision."""
    record = get_or_404(request, Revision, pk=revision_id)
    form = ExplainForm(request.POST or None, initial={"reason": record.reason})
    if form.is_valid():
        try:
            publishing.explain(revision=record, by=request.user, at=request.moment, **form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The reason is kept, and readers see the revision.")
            return redirect("dataset:publication", record.publication_id)
    return render(request, "dataset/explain.html", {"record": record, "form": form})


@needs("dataset.load")
def export(request, name):
    """Give the figures of an area, or the indicators, as a file that can be brought in again."""
    area = area_of(request)
    text = indicators_csv() if name == "indicators" else values_csv(area)
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{area.code}-{name}.csv"'
    return answer
