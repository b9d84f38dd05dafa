"""The requests that wait for the answer of a person's agency, on the first page."""

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from .models import Request

MOST_SHOWN = 20


@Prepared
def waiting():
    """The requests that wait for an agency, the soonest due first."""
    rows = Request.objects.visible_to(ASKER).unanswered().filter(agency=Parameter("agency"))
    return rows.order_by("due_at").only("asked_at", "due_at", "answered_at", "state")[:MOST_SHOWN]


def reports_due(request):
    """Return the requests to the person's agency, the soonest due first."""
    if not may(request.user, "requests.answer", request.today):
        return []
    rows = yield waiting.bind(asker=request.user.pk, agency=request.user.agency_id)
    return ("requests/home.html", {"rows": [(row, row.is_late(request.moment)) for row in rows]}) if rows else []
