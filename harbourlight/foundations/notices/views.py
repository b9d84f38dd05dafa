"""My notices, one notice with who was told, and opening it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import areas_of
from harbourlight.foundations.documents.outbox import undelivered

from . import actions, reading
from .models import Notice


@needs("notices.read")
def mine(request):
    """List the notices of the person, of their teams and of their agency."""
    waiting, earlier = reading.mine(request)
    shown = {"waiting": waiting, "earlier": earlier, "areas": areas_of(request.user, request.today)}
    return render(request, "notices/mine.html", shown)


def notice_or_404(request, notice_id):
    """Return the notice that this person may see."""
    rows = Notice.objects.visible_to(request.user).select_related("area", "raised_by")
    return get_or_404(request, rows, pk=notice_id)


@needs("notices.read")
def notice(request, notice_id):
    """Show a notice, who was told when and by which way, and who opened it."""
    found = notice_or_404(request, notice_id)
    shown = {
        "notice": found,
        "line": reading.lines_of(request, [found])[0],
        "told": reading.told_of(request.user, found),
        "undelivered": undelivered([found.pk]),
        "is_mine": actions.is_for(found, request.user),
    }
    return render(request, "notices/notice.html", shown)


@needs("notices.read")
@require_POST
def open_it(request, notice_id):
    """Keep that the person opened a notice, and lead to what it is about."""
    found = notice_or_404(request, notice_id)
    try:
        actions.open_notice(notice=found, by=request.user, at=request.moment)
    except actions.NotToldError as refusal:
        messages.error(request, str(refusal))
    line = reading.lines_of(request, [found])[0]
    return redirect(line.link or found)
