"""What the pages of the register show."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import Http404
from django.urls import reverse

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.agencies.models import (
    Agency,
    AgencyArea,
    Area,
    Professional,
    RoleHolding,
    Team,
    TeamMembership,
)
from harbourlight.foundations.rules.models import LocalNumber

ON_A_PAGE, MOST_FOUND = 20, 10


def find(request, words):
    """Return the agencies whose name holds some words, as (text, address, what it is)."""
    if not may(request.user, "register.read", request.today):
        return []
    rows = Agency.objects.filter(name__icontains=words).order_by("name__letters")[:MOST_FOUND]
    return [(str(row), reverse("register:agency", args=[row.pk]), "Agency") for row in rows]


def found(rows, pk):
    """Return one row of the register, or 404."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404("Nothing here, or not for you")
    return row


def agency_of(pk):
    """Return an agency, or 404."""
    return found(Agency.objects.all(), pk)


def area_of(pk):
    """Return an area, or 404."""
    return found(Area.objects.all(), pk)


def team_of(pk):
    """Return a team with its agency and area, or 404."""
    return found(Team.objects.select_related("agency", "area"), pk)


def professional_of(pk):
    """Return a professional with the agency, or 404."""
    return found(Professional.objects.select_related("agency"), pk)


def cover_of(pk):
    """Return an agency's work in one area, or 404."""
    return found(AgencyArea.objects.select_related("agency", "area", "representative"), pk)


def holding_of(pk):
    """Return a role somebody holds, or 404."""
    return found(RoleHolding.objects.select_related("professional", "area"), pk)


def membership_of(pk):
    """Return somebody's place in a team, or 404."""
    return found(TeamMembership.objects.select_related("professional", "team"), pk)


def version_of(row):
    """Return the number of a row's last change: two people who read the same one saw the same words."""
    newest = row.pgh_event_model.objects.filter(pgh_obj_id=row.pk).aggregate(Max("pgh_id"))
    return newest["pgh_id__max"] or 0


def ways_in(professional):
    """Return the ways in which somebody can sign in, in words."""
    ways = ["Password"] if professional.has_usable_password() else []
    kinds = Authenticator.objects.filter(user=professional).values_list("type", flat=True)
    words: dict[str, str] = {Authenticator.Type.TOTP: "Authenticator app", Authenticator.Type.WEBAUTHN: "Passkey"}
    ways += [words[kind] for kind in dict.fromkeys(kinds) if kind in words]
    return [*ways, "The agency’s own sign-in"] if SocialAccount.objects.filter(user=professional).exists() else ways


def has_same(model, row, **values):
    """Say whether another row of a model holds these values."""
    return model.objects.filter(**values).exclude(pk=row.pk if row else None).exists()


def dated(rows, state, on):
    """Return the rows that are in force, that have ended, or all."""
    if state == "ended":
        return rows.filter(ended_on__lt=on)
    return rows if state == "all" else rows.filter(Q(ended_on=None) | Q(ended_on__gte=on))


def agencies(asked, on):
    """Return the agencies asked for, with areas, representatives and numbers of people."""
    rows = dated(Agency.objects.all(), asked.get("state"), on)
    if asked.get("name"):
        rows = rows.filter(name__icontains=asked["name"])
    for name in ("sector", "kind"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    if asked.get("area"):
        rows = rows.filter(pk__in=AgencyArea.objects.current(on).filter(area=asked["area"]).values("agency"))
    open_account = Q(professionals__ended_on=None) | Q(professionals__ended_on__gte=on)
    return rows.annotate(people=Count("professionals", filter=open_account)).order_by("name__letters", "pk")


def covers(shown, on):
    """Put on each agency its work in areas in force on a day, with who represents it."""
    by_agency = {}
    rows = AgencyArea.objects.current(on).filter(agency__in=list(shown)).select_related("area", "representative")
    for row in rows.order_by("area__name__letters"):
        by_agency.setdefault(row.agency_id, []).append(row)
    for agency in shown:
        agency.covers = by_agency.get(agency.pk, [])


def covers_of(agency):
    """Return an agency's work in areas, ended or not."""
    rows = AgencyArea.objects.filter(agency=agency).select_related("area", "representative")
    return rows.order_by("ended_on", "area__name__letters")


def teams(asked, on):
    """Return the teams asked for, with the number of people in them."""
    rows = dated(Team.objects.select_related("agency", "area"), asked.get("state"), on)
    if asked.get("name"):
        rows = rows.filter(Q(name__icontains=asked["name"]) | Q(agency__name__icontains=asked["name"]))
    if asked.get("area"):
        rows = rows.filter(area=asked["area"])
    return counted_members(rows, on).order_by("name__letters", "pk")


def counted_members(rows, on):
    """Return teams with the number of people in them on a day."""
    member = Q(memberships__started_on__lte=on) & (Q(memberships__ended_on=None) | Q(memberships__ended_on__gte=on))
    return rows.annotate(people=Count("memberships", filter=member))


def teams_of(agency, on):
    """Return an agency's teams, ended or not."""
    return counted_members(Team.objects.filter(agency=agency).select_related("area"), on).order_by(
        "ended_on", "name__letters"
    )


def professionals(asked, on):
    """Return the professionals asked for."""
    rows = dated(Professional.objects.select_related("agency"), asked.get("state"), on)
    if asked.get("name"):
        text = asked["name"]
        rows = rows.filter(Q(name__icontains=text) | Q(email__icontains=text) | Q(job_title__icontains=text))
    if asked.get("agency"):
        rows = rows.filter(agency=asked["agency"])
    if asked.get("role"):
        rows = rows.filter(pk__in=RoleHolding.objects.current(on).filter(role=asked["role"]).values("professional"))
    return rows.order_by("name__letters", "pk")


def roles_shown(shown, on):
    """Put on each professional the words of the roles held on a day."""
    held = {}
    for holding in RoleHolding.objects.current(on).filter(professional__in=list(shown)).order_by("role"):
        held.setdefault(holding.professional_id, []).append(holding.get_role_display())
    for professional in shown:
        professional.roles_shown = list(dict.fromkeys(held.get(professional.pk, [])))


def people_of(agency, on):
    """Return the people of an agency whose accounts have not ended."""
    return dated(Professional.objects.filter(agency=agency), "", on).order_by("name__letters")


def members_of(team):
    """Return the places in a team, ended or not."""
    rows = TeamMembership.objects.filter(team=team).select_related("professional__agency")
    return rows.order_by("ended_on", "professional__name__letters")


def roles_of(professional):
    """Return the roles somebody holds or held."""
    return RoleHolding.objects.filter(professional=professional).select_related("area").order_by("-started_on", "role")


def places_of(professional):
    """Return somebody's places in teams, ended or not."""
    rows = TeamMembership.objects.filter(professional=professional).select_related("team__area")
    return rows.order_by("-started_on", "team__name__letters")


def own_area(professional, area_id, on):
    """Return an area in which somebody's agency works, or 404."""
    works = AgencyArea.objects.current(on).filter(agency=professional.agency_id, area=area_id)
    return found(Area.objects.filter(pk__in=works.values("area")), area_id)


def numbers_set(rule, area):
    """Return all that an area ever set for a rule, so that of those that hold on a day the last one counts."""
    return list(LocalNumber.objects.of_holder(rule.id, area.pk).in_order().select_related("set_by"))


def open_areas(on):
    """Return the areas that have not ended."""
    return dated(Area.objects.all(), "", on)


def all_areas():
    """Return all areas, with the number of agencies that ever worked there."""
    return Area.objects.annotate(agency_count=Count("agencyarea__agency", distinct=True)).order_by("name__letters")


def open_agencies(on):
    """Return the agencies that have not ended."""
    return dated(Agency.objects.all(), "", on)


def open_teams(on):
    """Return the teams that have not ended."""
    return dated(Team.objects.select_related("agency"), "", on).order_by("name__letters")


def page_of(rows, number):
    """Return one page of rows."""
    return Paginator(rows, ON_A_PAGE).get_page(number)
