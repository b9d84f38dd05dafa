"""Pages about agencies: the list, one agency, and the areas it works in."""

from django.shortcuts import render
from django.urls import reverse

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.models import Agency

from .. import actions, history, looking, permissions  # noqa: F401 - permissions declares what these pages need
from ..forms import AgencyForm, AgencySearchForm, CoverForm, RepresentativeForm
from .asking import ask, ask_end, first_answers

FIELDS = ("name", "sector", "kind", "phone", "email", "started_on")


def address(name, row):
    """Return the address of a page about a row of the register."""
    return reverse(f"register:{name}", args=[row.pk])


@needs("register.read")
def agencies(request):
    """List the agencies, narrowed by name, sector, kind and area."""
    form = AgencySearchForm(request.GET or {}, areas=looking.open_areas(request.today))
    page = looking.page_of(looking.agencies(form.asked, request.today), request.GET.get("page"))
    looking.covers(page, request.today)
    return render(request, "register/agencies.html", {"form": form, "page": page})


@needs("register.read")
def agency(request, agency_id):
    """Show an agency: where it works, its teams and its people."""
    found = looking.agency_of(agency_id)
    shown = {
        "agency": found,
        "covers": looking.covers_of(found),
        "teams": looking.teams_of(found, request.today),
        "people": looking.people_of(found, request.today),
    }
    return render(request, "register/agency.html", shown)


@needs("register.read")
def agency_history(request, agency_id):
    """Show who changed what about an agency."""
    found = looking.agency_of(agency_id)
    shown = {"title": found, "back": address("agency", found), "changes": history.changes("agency", found)}
    return render(request, "register/history.html", shown)


@needs("register.agencies")
def agency_new(request):
    """Record an agency."""

    def act(**answers):
        return address("agency", actions.record(model=Agency, by=request.user, **answers))

    back = reverse("register:agencies")
    return ask(
        request, AgencyForm, named(Agency, act), title="Record an agency", back=back, key="register_agency",
        initial={"started_on": request.today},
    )  # fmt: skip


def named(model, act, row=None):
    """Return an act that first refuses a name another row has."""

    def checked(**answers):
        actions.refuse_same(model, row, name=answers["name"])
        return act(**answers)

    return checked


@needs("register.agencies")
def agency_change(request, agency_id):
    """Change what is known of an agency."""
    found = looking.agency_of(agency_id)
    back = address("agency", found)

    def act(**answers):
        actions.change(record=found, by=request.user, **answers)
        return back

    return ask(
        request, AgencyForm, named(Agency, act, found), title=f"Change {found}", back=back, key="register_agency",
        row=found, initial=first_answers(found, *FIELDS),
    )  # fmt: skip


@needs("register.agencies")
def agency_end(request, agency_id):
    """End an agency."""
    found = looking.agency_of(agency_id)
    return ask_end(
        request,
        lambda day: actions.end_agency(agency=found, last_day=day, by=request.user),
        title=f"End {found}",
        back=address("agency", found),
        key="register_end",
        note="Its work in every area ends with it. What it did stays on record.",
    )


@needs("register.agencies")
def cover_new(request, agency_id):
    """Record that an agency works in an area."""
    found = looking.agency_of(agency_id)
    back = address("agency", found)

    def act(**answers):
        actions.cover(agency=found, by=request.user, **answers)
        return back

    return ask(
        request, CoverForm, act, title=f"Add an area to {found}", back=back, key="register_cover",
        initial={"started_on": request.today}, areas=looking.open_areas(request.today),
        people=looking.people_of(found, request.today),
    )  # fmt: skip


@needs("register.agencies")
def cover_change(request, cover_id):
    """Say who represents an agency in an area."""
    found = looking.cover_of(cover_id)
    back = address("agency", found.agency)

    def act(**answers):
        actions.change(record=found, by=request.user, **answers)
        return back

    return ask(
        request, RepresentativeForm, act, title=f"{found.agency} in {found.area}", back=back, key="register_cover",
        row=found, initial=first_answers(found, "representative"),
        people=looking.people_of(found.agency, request.today),
    )  # fmt: skip


@needs("register.agencies")
def cover_end(request, cover_id):
    """End an agency's work in an area."""
    found = looking.cover_of(cover_id)
    return ask_end(
        request,
        lambda day: actions.end_cover(row=found, last_day=day, by=request.user),
        title=f"End the work of {found.agency} in {found.area}",
        back=address("agency", found.agency),
        key="register_end",
    )
