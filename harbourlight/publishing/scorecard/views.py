"""Pages and files for readers: without sign-in where a publication is for everybody."""

from collections import Counter

from django.http import Http404, HttpResponse
from django.shortcuts import render

from harbourlight.assurance.dataset.actions import combining, releases
from harbourlight.assurance.dataset.models import Publication
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.measures.reading import month_of

from .book import book
from .opendata import figures_csv, metadata
from .pack import pdf
from .words import how_to_read

LEAST_TOGETHER = 2
FILES = {
    "scorecard.pdf": ("application/pdf", pdf),
    "scorecard.xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", book),
    "figures.csv": ("text/csv; charset=utf-8", figures_csv),
    "figures.csv-metadata.json": ("application/csvm+json; charset=utf-8", metadata),
}


@needs("everyone")
def publications(request):
    """List what is published for everybody."""
    found = list(releases.public_releases())
    counted = Counter(each.first for each in found if each.period == "month")
    together = sorted((day for day, number in counted.items() if number >= LEAST_TOGETHER), reverse=True)
    return render(request, "scorecard/publications.html", {"publications": found, "together": together})


@needs("everyone")
def publication(request, code, month):
    """Show a published month to anybody."""
    found = releases.current(public_or_404(code, month))
    spans, lines = combining.quarters(found)
    context = {
        "release": found, "publication": found.publication, "how": how_to_read(found), "files": tuple(FILES),
        "spans": spans, "quarters": lines,
    }  # fmt: skip
    return render(request, "scorecard/publication.html", context)


@needs("everyone")
def joint(request, month):
    """Show a published month of all areas together to anybody: made of what each of them shows."""
    asked = month_of(month)
    areas, months, lines = combining.joint(asked) if asked else ([], [], [])
    if len(areas) < LEAST_TOGETHER:
        raise Http404("Nothing is published here")
    context = {"month": asked, "areas": areas, "months": months, "lines": lines}
    return render(request, "scorecard/joint.html", context)


@needs("everyone")
def public_file(request, code, month, name):
    """Give a file of a published month to anybody."""
    return file_of(public_or_404(code, month), name)


@needs("dataset.read")
def pack(request, publication_id, name):
    """Give a file of a frozen month to those who read the dataset of its area."""
    return file_of(get_or_404(request, Publication, pk=publication_id), name)


def public_or_404(code, month):
    """Return the publication of an area and month that anybody may read."""
    asked = month_of(month)
    found = releases.public_release(code, asked) if asked else None
    if found is None:
        raise Http404("Nothing is published here")
    return found


def file_of(publication, name):
    """Return a file of a publication; one that was made is kept until a revision changes it."""
    if name not in FILES:
        raise Http404("No such file")
    content = made(name, publication)
    answer = HttpResponse(content, FILES[name][0])
    title = f"{publication.area.code}-{publication.first:%Y-%m}-{name}"
    answer["Content-Disposition"] = f'attachment; filename="{title}"'
    return answer


MADE: dict = {}
MOST_MADE = 32


def made(name, publication):
    """Return the bytes of a file as it is with its revisions."""
    key = (name, publication.pk, publication.version, releases.stamp(publication))
    if key not in MADE:
        content = FILES[name][1](releases.current(publication))
        if len(MADE) >= MOST_MADE:
            MADE.pop(next(iter(MADE)), None)
        MADE[key] = content if isinstance(content, bytes) else content.encode()
    return MADE[key]
