"""What anybody may read without signing in: copies of agendas, minutes, reports and the list, and nothing else."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from harbourlight.foundations.access.needs import needs

from ..actions import publishing, reporting
from ..actions.rights import public_panels
from ..choices import Kind


@needs("everyone")
def public(request):
    """List the panels of which something may be read."""
    return render(request, "scrutiny/public.html", {"panels": public_panels()})


@needs("everyone")
def public_panel(request, key):
    """Show what a panel has published, by meeting, the latest first."""
    panel = public_panels().filter(key=key).first()
    if panel is None:
        raise Http404("Nothing is published here")
    meetings = {}
    for copy in publishing.for_everybody().filter(panel=panel):
        meetings.setdefault((copy.on, copy.sitting_id), []).append(copy)
    context = {"panel": panel, "meetings": [(on, copies) for (on, _), copies in meetings.items()]}
    return render(request, "scrutiny/public_panel.html", context)


def copy_or_404(published_id):
    """Return a copy that anybody may read now."""
    copy = publishing.for_everybody().filter(pk=published_id).first()
    if copy is None:
        raise Http404("Nothing is published here")
    return copy


@needs("everyone")
def public_copy(request, published_id):
    """Show a copy of an agenda, minutes, a report or the list."""
    copy = copy_or_404(published_id)
    return render(request, f"scrutiny/public_{copy.kind}.html", {"copy": copy, "told": copy.contents})


@needs("everyone")
def public_pdf(request, published_id):
    """Give a published report as a file."""
    copy = copy_or_404(published_id)
    if copy.kind != Kind.REPORT:
        raise Http404("Nothing is published here")
    return file_of(reporting.pdf(copy.contents))


def file_of(content):
    """Return a file of a report."""
    answer = HttpResponse(content, "application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="report.pdf"'
    return answer
