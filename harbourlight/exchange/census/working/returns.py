"""The return as a file: made by the background with its check, fetched by those who answer for the whole area."""

from harbourlight.foundations.access.choices import BarrierKind
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Barrier
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import CheckState, FindingState
from ..models import Fetched, HeldFile

WHY = "whoever fetches the return must not be kept from any child in it"
KEPT_FROM = "The return holds a child whose record is closed to you. Ask somebody else to fetch it."


def held_return(run):
    """Return the file of a return that is ready to be fetched, or None."""
    if not run.is_own or run.state != CheckState.DONE:
        return None
    return HeldFile.objects.filter(run=run).exclude(content=b"").defer("content").first()


def fetch(*, run, by, at):
    """Return (file, ids of the children in it) and keep who fetched it; refused to whom a child's record excludes."""
    held = HeldFile.objects.filter(run=run).exclude(content=b"").first()
    if held is None:
        raise StepNotAllowed("The file is no longer held. Make the return again.")
    with as_system(WHY):
        named = Barrier.objects.filter(kind=BarrierKind.EXCLUDED, ended_at=None, professional_ids__contains=[by.pk])
        closed = set(named.values_list("person_id", flat=True))
    if closed & set(held.about_ids):
        raise StepNotAllowed(KEPT_FROM)
    Fetched(run=run, team=run.team, children=len(held.about_ids), at=at, by=by).save(force_insert=True)
    return bytes(held.content), held.about_ids


def left_to_do(findings):
    """Return how many errors and queries of a return are still open, and how many queries have a reason."""
    still = findings.filter(state=FindingState.OPEN)
    return {
        "errors": still.filter(severity="error").count(),
        "queries": still.filter(severity="query").count(),
        "answered": findings.filter(severity="query").exclude(state=FindingState.OPEN).count(),
    }


def fetched_of(run):
    """Return who fetched a return, the last first."""
    return Fetched.objects.filter(run=run).select_related("by").order_by("-at")


def reasons_of(findings):
    """Return the reasons given for queries, by rule: what the Department asks for when the file is sent."""
    rows = findings.filter(severity="query").exclude(reason="").exclude(state=FindingState.OPEN)
    return rows.values_list("rule", "reason").distinct().order_by("rule", "reason")
