"""The children that a professional works with or stands in the network of, by the grants in force."""

from django.db.models import Q

from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.access.signed_in import teams_today
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from .models import Person

LOOKED_THROUGH = 400  # grants; a child may be open on several
AROUND_THE_CHILD = (Basis.NETWORK, Basis.ALLOCATED, Basis.ASKED)


def grants_held(own, teams, at):
    """Return the grants in force by which somebody's own work, or their agency's, is around a child.

    ``own`` are the ids of the person and of their agency. What a whole team is allocated is its worklist and stands
    there: of a team only its places in networks count.
    """
    held = Grant.objects.current(at).filter(basis__in=AROUND_THE_CHILD)
    mine, theirs = Q(holder_id__any=own), Q(holder_id__any=teams, basis=Basis.NETWORK)
    return held.filter(mine | theirs)


@Prepared
def newest_children():
    """The ids of the children whose records were opened last to somebody, the newest first."""
    held = grants_held(Parameter("own"), Parameter("teams"), Parameter("at")).order_by("-valid_from")[:LOOKED_THROUGH]
    rows = Person.objects.visible_to(ASKER).filter(pk__in=held.values("person_id"), is_child=True, merged_into=None)
    return rows.order_by("last_name__letters", "first_name__letters", "pk").values_list("pk")


def holders_of(request):
    """Return the ids of the reader and their agency, and those of their teams today."""
    teams = [team for team, _ in teams_today(request)]
    return {"own": [request.user.pk, request.user.agency_id], "teams": teams}
