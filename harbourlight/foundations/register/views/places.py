"""Pages about areas and teams."""

from django.shortcuts import render
from django.urls import reverse

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.models import Area, Team

from .. import actions, history, looking
from ..forms import AreaForm, TeamForm, TeamSearchForm
from .agencies import address, named
from .asking import ask, ask_end, first_answers

TEAM_FIELDS = ("name", "kind", "area", "phone", "email", "started_on")


@needs("register.read")
def areas(request):
    """List the areas."""
    return render(request, "register/areas.html", {"areas": looking.all_areas()})


@needs("register.accounts")
def area_new(request):
    """Record an area."""
    back = reverse("register:areas")

    def act(**answers):
        actions.refuse_same(Area, None, code=answers["code"])
        actions.record(model=Area, by=request.user, **answers)
        return back

    return ask(
        request, AreaForm, named(Area, act), title="Record an area", back=back, key="register_area",
        initial={"started_on": request.today},
    )  # fmt: skip


@needs("register.accounts")
def area_change(request, area_id):
    """Change what is known of an area."""
    found = looking.area_of(area_id)
    back = reverse("register:areas")

    def act(**answers):
        actions.refuse_same(Area, found, code=answers["code"])
        actions.change(record=found, by=request.user, **answers)
        return back

    return ask(
        request, AreaForm, named(Area, act, found), title=f"Change {found}", back=back, key="register_area", row=found,
        initial=first_answers(found, "name", "code", "authority_code", "started_on"),
    )  # fmt: skip


@needs("register.read")
def teams(request):
    """List the teams, narrowed by name and area."""
    form = TeamSearchForm(request.GET or {}, areas=looking.open_areas(request.today))
    page = looking.page_of(looking.teams(form.asked, request.today), request.GET.get("page"))
    return render(request, "register/teams.html", {"form": form, "page": page})


@needs("register.read")
def team(request, team_id):
    """Show a team and who is in it."""
    found = looking.team_of(team_id)
    return render(request, "register/team.html", {"team": found, "members": looking.members_of(found)})


@needs("register.read")
def team_history(request, team_id):
    """Show who changed what about a team."""
    found = looking.team_of(team_id)
    shown = {"title": found, "back": address("team", found), "changes": history.changes("team", found)}
    return render(request, "register/history.html", shown)


@needs("register.accounts")
def team_new(request, agency_id):
    """Record a team of an agency."""
    agency = looking.agency_of(agency_id)

    def act(**answers):
        return address("team", actions.record(model=Team, agency=agency, by=request.user, **answers))

    return ask(
        request, TeamForm, act, title=f"Record a team of {agency}", back=address("agency", agency),
        key="register_team", initial={"started_on": request.today}, areas=looking.open_areas(request.today),
    )  # fmt: skip


@needs("register.accounts")
def team_change(request, team_id):
    """Change what is known of a team."""
    found = looking.team_of(team_id)
    back = address("team", found)

    def act(**answers):
        actions.change(record=found, by=request.user, **answers)
        return back

    return ask(
        request, TeamForm, act, title=f"Change {found}", back=back, key="register_team", row=found,
        initial=first_answers(found, *TEAM_FIELDS), areas=looking.open_areas(request.today),
    )  # fmt: skip


@needs("register.accounts")
def team_end(request, team_id):
    """End a team."""
    found = looking.team_of(team_id)
    return ask_end(
        request,
        lambda day: actions.end_team(team=found, last_day=day, by=request.user),
        title=f"End {found}",
        back=address("team", found),
        key="register_end",
    )
