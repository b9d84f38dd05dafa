"""What the first page shows of scrutiny."""

from django.urls import reverse

from harbourlight.foundations.access.needs import may

from ..actions import finding
from ..pathway import KEEP


def resolutions_to_take_up(request):
    """Return the meetings of panels whose resolutions wait, for those who keep the records."""
    if not may(request.user, KEEP, request.today):
        return []
    return [
        (
            f"{sitting.group}: {number} to take up",
            reverse("scrutiny:meeting", args=[sitting.pk]),
            sitting.meeting.held_at,
        )
        for sitting, number in finding.meetings_that_wait(request.user)
    ]
