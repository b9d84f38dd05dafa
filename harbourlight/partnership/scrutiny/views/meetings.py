"""A meeting of a panel: its resolutions taken up, its list heard, and what is published of it."""

from django.shortcuts import redirect, render

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs

from .. import actions
from ..actions import finding as minutes
from ..actions import hearing, publishing
from ..forms import HearForm, ResolveForm
from ..models import Published, Resolution
from ..pathway import KEEP, READ
from .finding import done, keeps, kept_or_404, sitting_or_404


@needs(READ)
def meeting(request, sitting_id):
    """Show a meeting of a panel: what was resolved and what became of it, the list, and the copies."""
    record = sitting_or_404(request, sitting_id)
    rows = Resolution.objects.visible_to(request.user).of_sitting(record).select_related("recommendation")
    context = {
        "sitting": record,
        "panel": record.group,
        "is_held": record.meeting.state in ("held", "closed"),
        "resolutions": rows,
        "waiting": minutes.waiting_at(record),
        "heard": hearing.heard_at(record),
        "open_by": publishing.open_by(record),
        "copies": Published.objects.visible_to(request.user).filter(sitting=record, withdrawn_at=None),
        "keeps": keeps(request, record.group),
    }
    return render(request, "scrutiny/meeting.html", context)


@needs(KEEP)
def resolve(request, sitting_id):
    """Take up a resolution: the one of a place in the minutes, or another."""
    record = sitting_or_404(request, sitting_id)
    panel = kept_or_404(request, record.group)
    place = request.GET.get("place", "")
    found = next((each for number, each in minutes.waiting_at(record) if str(number) == place), None)
    agencies = panel.area.agencies.current(request.today).order_by("name__letters")
    first = found._asdict() if found else {}
    form = ResolveForm(request.POST or None, initial=first, agencies=agencies)
    if form.is_valid():
        given = {**form.cleaned_data, "sitting": record, "submission": form.submission}
        if done(request, form, actions.resolve, "The resolution is taken up.", **given):
            return redirect("scrutiny:meeting", record.pk)
    context = {"form": form, "title": "Take up a resolution", "button": "Keep it", "sitting": record, "panel": panel}
    return render(request, "scrutiny/form.html", context)


@needs(READ)
def resolution(request, resolution_id):
    """Show a resolution and what became of it."""
    rows = Resolution.objects.visible_to(request.user).select_related("panel", "sitting__meeting", "recommendation")
    record = get_or_404(request, rows, pk=resolution_id)
    return render(request, "scrutiny/resolution.html", {"resolution": record, "panel": record.panel})


@needs(KEEP)
def hear(request, sitting_id):
    """Write down what a meeting made of the panel's list."""
    record = sitting_or_404(request, sitting_id)
    panel = kept_or_404(request, record.group)
    rows = sorted(hearing.monitored(panel), key=lambda line: line[0].state != "done")  # what is to be judged first
    form = HearForm(
        request.POST if request.method == "POST" else None,
        rows=rows,
        decides=bool(record.meeting.is_quorate),
    )
    if form.is_valid() and done(
        request, form, actions.hear_list, "What the meeting made of the list is written down.", sitting=record,
        **form.cleaned_data,
    ):  # fmt: skip
        return redirect("scrutiny:meeting", record.pk)
    context = {"form": form, "sitting": record, "panel": panel, "rule": hearing.rule_words(panel)}
    return render(request, "scrutiny/hear.html", context)
