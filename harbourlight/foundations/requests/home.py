"""Requests on the first page: those that a person's agency has to answer, and those the person waits for."""

from datetime import timedelta

from django.db.models import Q

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.access.signed_in import teams_today
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.rooms.listed import Item
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui import addresses, words

from .models import Request

MOST_SHOWN = 20
NEWS = timedelta(days=7)
OF_ONE = ("subject_kind", "subject_id", "child_ids", "asked_at", "due_at", "answered_at", "state")


@Prepared
def waiting():
    """The requests that wait for an agency, the soonest due first."""
    rows = Request.objects.visible_to(ASKER).unanswered().filter(agency=Parameter("agency"))
    return rows.order_by("due_at").select_related("asked_by").only(*OF_ONE, "asked_by__name")[:MOST_SHOWN]


@Prepared
def asked_for():
    """What the asker, or the asker's teams, asked of agencies that have not answered, the longest waiting first."""
    mine = Q(asked_by=ASKER.id) | Q(team__any=Parameter("teams"))
    rows = Request.objects.visible_to(ASKER).unanswered().filter(mine).order_by("due_at")
    return rows.select_related("agency").only(*OF_ONE, "agency__name", "agency__phone")[:MOST_SHOWN]


@Prepared
def answered_of_late():
    """What agencies answered since a moment to the asker."""
    rows = Request.objects.visible_to(ASKER).filter(asked_by=ASKER.id, answered_at__gte=Parameter("since"))
    return rows.order_by("-answered_at").select_related("agency").only(*OF_ONE, "agency__name")[:MOST_SHOWN]


def reports_due(request):
    """Return the requests to the person's agency, the soonest due first."""
    if not may(request.user, "requests.answer", request.today):
        return []
    rows = yield waiting.bind(asker=request.user.pk, agency=request.user.agency_id)
    names = about(request, rows)
    return [
        Item(
            what="Answer what your agency knows" if row.child_ids else "Answer the request", href=address(row),
            by=row.due_at, children=tuple(row.child_ids), about=names.get(row.pk, ""), button="Answer",
            note=f"asked by {row.asked_by}, {words.day(row.asked_at)}" if row.asked_by else "",
        )
        for row in rows
    ]  # fmt: skip


def waited_for(request):
    """Return what agencies have not answered to the person or the person's teams."""
    if not may(request.user, "requests.ask", request.today):
        return []
    teams = [team for team, _ in teams_today(request)]
    rows = yield asked_for.bind(asker=request.user.pk, teams=teams)
    names = about(request, rows)
    return [
        Item(
            what=f"{row.agency} has not answered", href=address(row), since=row.asked_at, children=tuple(row.child_ids),
            about=names.get(row.pk, ""), note=row.agency.phone, part="waiting",
            late=f"Was due {words.day(row.due_at)}" if row.is_late(request.moment) else "",
        )
        for row in rows
    ]  # fmt: skip


def answered(request):
    """Return what agencies answered to the person in the last days."""
    if not may(request.user, "requests.ask", request.today):
        return []
    rows = yield answered_of_late.bind(asker=request.user.pk, since=request.moment - NEWS)
    names = about(request, rows)
    return [
        Item(
            what=f"{row.agency}: {row.get_state_display().lower()}", href=address(row), by=row.answered_at,
            children=tuple(row.child_ids), about=names.get(row.pk, ""), button="Read", part="outcomes",
        )
        for row in rows
    ]  # fmt: skip


@Prepared
def decided_of_late():
    """What was decided since a moment about which an agency was asked."""
    rows = Request.objects.visible_to(ASKER).filter(agency=Parameter("agency"), outcome_at__gte=Parameter("since"))
    return rows.order_by("-outcome_at").only(*OF_ONE, "outcome_at")[:MOST_SHOWN]


def decided(request):
    """Return what was decided in the last days about which the person's agency was asked."""
    if not may(request.user, "requests.answer", request.today):
        return []
    rows = yield decided_of_late.bind(
        asker=request.user.pk, agency=request.user.agency_id, since=request.moment - NEWS
    )  # fmt: skip
    return [
        Item(
            what="Decided after your agency was asked", href=address(row), by=row.outcome_at,
            children=tuple(row.child_ids), button="Read", part="outcomes",
        )
        for row in rows
    ]  # fmt: skip


def address(row):
    """Return the address of a request."""
    return addresses.address_of("requests:answer", row.pk)


def about(request, rows):
    """Return {id: the name of its record, within what the asker sees} of requests about no child."""
    childless = [row for row in rows if not row.child_ids]
    names = subjects.names_of(childless, asker=request.user.pk) if childless else {}
    return {row.pk: names.get(row.subject_id) or subjects.words_of(row.subject_kind) for row in childless}
