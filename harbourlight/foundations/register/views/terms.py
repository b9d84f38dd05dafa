"""Pages about school terms: the dates of an area's schools, or of one school, and bringing them in."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.ui.uploads import say_what_is_left

from .. import looking, term_dates
from ..forms import TermsForm
from .asking import ask


@needs("register.read")
def area_terms(request, area_id):
    """Show the terms of the schools of an area."""
    return _terms(request, looking.area_of(area_id), "area_terms", back=reverse("register:areas"))


@needs("register.read")
def agency_terms(request, agency_id):
    """Show the terms of one school that keeps dates of its own."""
    found = school_of(agency_id)
    return _terms(request, found, "agency_terms", back=reverse("register:agency", args=[found.pk]))


@needs("register.agencies")
def area_terms_new(request, area_id):
    """Bring in the terms of the schools of an area."""
    return _bring_in(request, looking.area_of(area_id), "area_terms")


@needs("register.agencies")
def agency_terms_new(request, agency_id):
    """Bring in the terms of one school."""
    return _bring_in(request, school_of(agency_id), "agency_terms")


def school_of(agency_id):
    """Return an agency that is a school, or 404."""
    found = looking.agency_of(agency_id)
    if not term_dates.is_school(found):
        raise Http404("Nothing here, or not for you")
    return found


def _terms(request, holder, name, *, back):
    """Show the terms of a holder."""
    shown = {
        "holder": holder,
        "terms": term_dates.shown(holder),
        "back": back,
        "bring_in": reverse(f"register:{name}_new", args=[holder.pk]),
    }
    return render(request, "register/terms.html", shown)


def _bring_in(request, holder, name):
    """Ask for a file of terms and keep them."""
    back = reverse(f"register:{name}", args=[holder.pk])

    def act(file):
        terms, left = file
        term_dates.keep(holder=holder, terms=terms, by=request.user)
        say_what_is_left(request, left)
        return back

    return ask(
        request, TermsForm, act, title=f"Bring in the school terms of {holder}", back=back, key="register_terms",
        said="The terms are saved.", button="Bring in",
        note="The terms of the file take the place of those that end on its first day or later. Earlier ones stay.",
    )  # fmt: skip
