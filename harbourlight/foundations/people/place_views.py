"""The page that says who must never be told an address."""

from django.http import Http404
from django.shortcuts import redirect, render

from harbourlight.foundations.access.actions import professionals_at
from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.ui import drafts

from . import locations, pages, places
from .forms import NeverToldForm
from .views import find_to_change


@needs("people.edit")
def never_told(request, person_id, detail_id):
    """Say who must never be told a place, for those who may see it themselves."""
    found = find_to_change(request, person_id)
    address = get_or_404(request, pages.detail_rows("addresses"), pk=detail_id, person=found)
    reader = locations.reader_for(request.user, [found.pk], request.moment)
    if locations.is_withheld(address, reader):
        raise Http404("Nothing here, or not for you")
    named = places.names_of(address.never_to, request.user)
    family = places.family_of(found, request.user)
    draft = drafts.offered(request, "person_never_told", address.pk)
    form = NeverToldForm(request.POST or None, named=named, family=family, draft=draft)
    if form.is_valid() and keep(request, address, form):
        write_readings(request, [found.pk], Verb.CHANGED)
        drafts.clear(request, "person_never_told", address.pk)
        return redirect(found)
    shown = {"person": found, "form": form, "named": sorted(named.values())}
    shown |= {"place": locations.location_for(address, reader), "changes": places.changes_of(address, request.user)}
    return render(request, "people/never_told.html", shown)


def keep(request, address, form):
    """Keep what the form says, and say whether everybody named is known; otherwise the form says who is not."""
    answers = form.cleaned_data
    people, unknown = professionals_at(answers["addresses"], request.today)
    if unknown:
        form.add_error("addresses", f"Nobody signs in as {', '.join(unknown)}")
        return False
    named = {somebody.pk for somebody in people} | set(answers["family"])
    places.never_tell(
        address=address, named=named, taken_away=answers["taken_away"], by=request.user, at=request.moment
    )
    return True
