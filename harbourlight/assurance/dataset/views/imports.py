"""Sheets that were brought in, and what was found in them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.measures.reading import UnreadableTable

from ..actions.sheets import import_sheet, read_sheet
from ..forms import SheetForm
from ..models import Finding, SheetImport

ON_A_PAGE = 20


@needs("dataset.read")
def imports(request):
    """List the sheets of an area, the newest first."""
    area = area_of(request)
    rows = SheetImport.objects.visible_to(request.user).filter(area=area).order_by("-imported_at", "pk")
    page = Paginator(rows.select_related("imported_by"), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "dataset/imports.html", {"area": area, "page": page})


@needs("dataset.read")
def sheet_import(request, sheetimport_id):
    """Show one sheet: what was read, refused and found."""
    record = get_or_404(request, SheetImport, pk=sheetimport_id)
    rows = Finding.objects.visible_to(request.user).filter(sheet_import=record).order_by("kind", "ref", "first", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "dataset/import.html", {"record": record, "page": page})


@needs("dataset.load")
def bring_in(request):
    """Bring in a published sheet: the whole of it, or nothing and a report."""
    area = area_of(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            sheet = sheet_of(form.cleaned_data)
        except UnreadableTable as trouble:
            form.add_error(None, f"{trouble}. Nothing was loaded.")
        else:
            report = import_sheet(area=area, sheet=sheet, by=request.user, at=request.moment)
            return redirect("dataset:import", report.pk)
    return render(request, "dataset/bring_in.html", {"area": area, "form": form})


def sheet_of(answers):
    """Read the uploaded files as a sheet; they are on disk only while they are read."""
    with TemporaryDirectory() as folder:
        paths = {}
        for name in ("indicators", "values", "comments", "derived", "populations"):
            if answers[name]:
                paths[name] = Path(folder) / f"{name}.csv"
                paths[name].write_bytes(answers[name].read())
        return read_sheet(**paths, year=answers["year"], fractions=answers["fractions"])
