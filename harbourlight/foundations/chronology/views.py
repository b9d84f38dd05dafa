"""The chronology of a child."""

from django.shortcuts import render

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.people import pages

from . import reading


@needs("people.read")
def chronology(request, person_id):
    """Show what happened to a person, by every agency or by one."""
    person = get_or_404(request, pages.person_rows(), pk=person_id)
    person.record_ids = [person.pk, *person.merged_ids]
    agency = request.GET.get("agency", "")
    shown = reading.chronology(person, reader=request.user, at=request.moment, agency=agency)
    return render(request, "chronology/chronology.html", {"person": person, **shown})
