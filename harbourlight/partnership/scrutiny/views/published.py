"""Publishing agendas, minutes and the list of a panel, and withdrawing a copy."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.meetings.models import Minutes

from .. import actions
from ..forms import MinutesForm, WithdrawForm
from ..models import Published
from ..pathway import KEEP
from .finding import done, kept_or_404, panel_or_404, pressed, sitting_or_404


@require_POST
@needs(KEEP)
def open_to_everybody(request, key):
    """Let a panel publish, or no longer."""
    record = panel_or_404(request, key)
    is_public = request.POST.get("is_public") == "yes"
    words = "The panel can publish now." if is_public else "Nothing of this panel is shown to the public any more."
    pressed(request, actions.open_to_everybody, words, panel=record, is_public=is_public)
    return redirect("scrutiny:panel", record.key)


@require_POST
@needs(KEEP)
def agenda(request, sitting_id):
    """Publish the agenda of a meeting, with the reports given for it."""
    record = sitting_or_404(request, sitting_id)
    pressed(request, actions.publish_agenda, "The agenda is published.", sitting=record)
    return redirect("scrutiny:meeting", record.pk)


@require_POST
@needs(KEEP)
def monitoring(request, sitting_id):
    """Publish the panel's list as it stands after a meeting."""
    record = sitting_or_404(request, sitting_id)
    pressed(request, actions.publish_monitoring, "The list is published.", sitting=record)
    return redirect("scrutiny:meeting", record.pk)


@needs(KEEP)
def minutes(request, sitting_id):
    """Publish agreed minutes, without what is exempt."""
    record = sitting_or_404(request, sitting_id)
    panel = kept_or_404(request, record.group)
    rows = Minutes.objects.visible_to(request.user).filter(meeting=record.meeting_id, state="agreed")
    agreed = rows.first()
    form = MinutesForm(request.POST or None, initial={"text": agreed.text if agreed else ""})
    if form.is_valid() and done(
        request, form, actions.publish_minutes, "The minutes are published.", sitting=record, **form.cleaned_data
    ):
        return redirect("scrutiny:meeting", record.pk)
    context = {
        "form": form if agreed else None, "title": "Publish the minutes", "button": "Publish", "sitting": record,
        "panel": panel, "instead": "The minutes are not agreed yet. Only agreed minutes are published.",
    }  # fmt: skip
    return render(request, "scrutiny/form.html", context)


@needs(KEEP)
def withdraw(request, published_id):
    """Withdraw a copy from the public pages."""
    rows = Published.objects.visible_to(request.user).select_related("panel", "sitting__meeting")
    record = get_or_404(request, rows, pk=published_id)
    panel = kept_or_404(request, record.panel)
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and done(
        request, form, actions.withdraw_published, "It is withdrawn.", published=record, **form.cleaned_data
    ):
        return redirect("scrutiny:meeting", record.sitting_id)
    context = {
        "form": form, "title": "Withdraw from the public pages", "button": "Withdraw", "sitting": record.sitting,
        "panel": panel, "quote": record.title,
    }  # fmt: skip
    return render(request, "scrutiny/form.html", context)
