"""What the first page shows of scrutiny."""

from django.urls import reverse

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.rooms.listed import Item
from harbourlight.foundations.ui.words import day

from ..actions import finding
from ..pathway import KEEP


def resolutions_to_take_up(request):
    """Return the meetings of panels whose resolutions wait, for those who keep the records."""
    if not may(request.user, KEEP, request.today):
        return []
    return [
        Item(
            what=f"Resolutions: {number} to take up", href=reverse("scrutiny:meeting", args=[sitting.pk]),
            about=str(sitting.group), note=f"met on {day(sitting.meeting.held_at)}",
        )
        for sitting, number in finding.meetings_that_wait(request.user)
    ]  # fmt: skip
