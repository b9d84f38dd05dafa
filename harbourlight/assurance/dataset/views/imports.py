"""Sheets that were brought in, and what was found in them."""

from django.core.paginator import Paginator
from django.shortcuts import render

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs

from ..models import Finding, SheetImport
from .places import area_of

ON_A_PAGE = 50


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
