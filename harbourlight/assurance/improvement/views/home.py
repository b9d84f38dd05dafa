"""What the first page shows: recommendations that wait for one's agency, and those brought before the chair."""

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.rooms.listed import Item
from harbourlight.foundations.ui.addresses import address_of

from .. import pathway
from ..actions.tracker import MOST_AT_HOME, waiting
from ..models import Addressee, short


def panel(request):
    """Give the first page what waits for this person's agency, to those who may answer for it."""
    if not may(request.user, pathway.ANSWER, request.today):
        return []
    rows = yield waiting.bind(agency=request.user.agency_id)
    return [
        Item(
            what="Your agency’s next word on the recommendation", href=address_of("improvement:addressee", row.pk),
            by=row.waits_until, about=short(row.words),
        )
        for row in rows
    ]  # fmt: skip


def chairs_panel(request):
    """Give the chair what is late and was brought before the chair."""
    if not may(request.user, pathway.JUDGE, request.today):
        return []
    rows = Addressee.objects.visible_to(request.user).escalated().whole()[:MOST_AT_HOME]
    return [
        Item(
            what=f"{row.who} is late", href=address_of("improvement:addressee", row.pk), by=row.waits_until,
            about=short(row.words),
        )
        for row in rows
    ]  # fmt: skip
