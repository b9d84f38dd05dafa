"""Panels: their meetings, what waits, their list and their reports."""

from django.shortcuts import render

from harbourlight.foundations.access.needs import needs
from harbourlight.partnership.boards.models import Sitting

from ..actions import finding as minutes
from ..actions import hearing, publishing
from ..models import Published, Report
from ..pathway import READ
from .finding import keeps, panel_or_404, panels_of

MOST_MEETINGS = 12


@needs(READ)
def panels(request):
    """List the panels that somebody may look into."""
    return render(request, "scrutiny/panels.html", {"panels": panels_of(request)})


@needs(READ)
def panel(request, key):
    """Show a panel: its meetings with what is published and what waits, its list, its reports."""
    record = panel_or_404(request, key)
    sittings = Sitting.objects.visible_to(request.user).filter(group=record).select_related("meeting")
    copies = list(Published.objects.visible_to(request.user).filter(panel=record, withdrawn_at=None))
    rows = [line(each, copies) for each in sittings.order_by("-meeting__starts_at")[:MOST_MEETINGS]]
    context = {
        "panel": record,
        "rows": rows,
        "standing": len(hearing.monitored(record)),
        "reports": Report.objects.visible_to(request.user).filter(panel=record).select_related("sitting__meeting"),
        "keeps": keeps(request, record),
    }
    return render(request, "scrutiny/panel.html", context)


def line(sitting, copies):
    """Return what the page of a panel says of one meeting."""
    is_held = sitting.meeting.state in ("held", "closed")
    return {
        "sitting": sitting,
        "open_by": None if is_held else publishing.open_by(sitting),
        "waiting": len(minutes.waiting_at(sitting)) if is_held else 0,
        "published": [each.get_kind_display() for each in copies if each.sitting_id == sitting.pk],
    }


@needs(READ)
def monitoring(request, key):
    """Show a panel's list by its rule: what stands on it, and what has left it."""
    record = panel_or_404(request, key)
    context = {
        "panel": record,
        "rule": hearing.rule_words(record),
        "rows": [(row, words, row.is_late(request.today)) for row, words in hearing.monitored(record)],
        "left": hearing.left_list(record),
    }
    return render(request, "scrutiny/monitoring.html", context)
