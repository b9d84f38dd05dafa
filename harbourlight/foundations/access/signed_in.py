"""Who is signed in: read for every page, so the questions are put into words only once."""

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db.models import F, Max, Min, OuterRef, Subquery

from harbourlight.foundations.agencies.models import Professional, RoleHolding, TeamMembership
from harbourlight.foundations.statements.prepared import Parameter, Prepared

from .middleware import LONDON, read_clock
from .needs import remember_roles


@Prepared
def session_with():
    """The session of a cookie, unless it has run out."""
    return Session.objects.filter(session_key=Parameter("key"), expire_date__gt=Parameter("at"))


@Prepared
def professional_with():
    """The professional with an id, the roles held, and the area of the person's teams where they all work in one."""
    held = RoleHolding.objects.current(Parameter("on")).filter(professional=OuterRef("pk")).values("role")
    sitting = TeamMembership.objects.current(Parameter("on")).filter(professional=OuterRef("pk")).values("professional")
    only_one = sitting.annotate(first=Min("team__area__name"), last=Max("team__area__name")).filter(first=F("last"))
    return Professional.objects.filter(pk=Parameter("id")).annotate(
        area_name=Subquery(only_one.values("first")), held=ArraySubquery(held)
    )


@Prepared
def teams_of():
    """The teams, each with its kind, in which a professional sits on a date."""
    sitting = TeamMembership.objects.current(Parameter("on"))
    return sitting.filter(professional=Parameter("id")).values_list("team", "team__kind")


def teams_today(request):
    """Return the teams in which the person sits today, each with its kind; asked once for a page."""
    if not hasattr(request, "teams_today"):
        request.teams_today = teams_of(id=request.user.pk, on=request.today)
    return request.teams_today


class SessionStore(DatabaseSessions):
    """Sessions kept in the database."""

    def _get_session_from_db(self):
        found = session_with(key=self.session_key, at=read_clock())
        if not found:
            self._session_key = None
        return found[0] if found else None


class AuthenticationBackend(AllauthBackend):
    """Sign-in by e-mail address, through allauth."""

    def get_user(self, user_id):
        """Return the professional of a session, or None."""
        on = read_clock().astimezone(LONDON).date()
        for professional in professional_with(id=user_id, on=on):
            remember_roles(professional, on, professional.held)
            return professional
        return None
