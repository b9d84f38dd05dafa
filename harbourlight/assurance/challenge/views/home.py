"""What the first page shows: challenges that wait for the answer of one's agency."""

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.rooms.listed import Item
from harbourlight.foundations.ui.addresses import address_of

from .. import pathway
from ..actions.register import waiting


def panel(request):
    """Give the first page the challenges that this person's agency has to answer, to those who may."""
    if not may(request.user, pathway.ANSWER, request.today):
        return []
    rows = yield waiting.bind(agency=request.user.agency_id)
    return [
        Item(
            what="Answer the challenge to your agency", href=address_of("challenge:challenge", row.pk), by=row.due_on,
            about=row.about, button="Answer",
        )
        for row in rows
    ]  # fmt: skip
