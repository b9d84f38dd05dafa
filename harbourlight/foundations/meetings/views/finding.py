"""Finding a meeting that somebody may open, and asking one small form about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import Meeting
from ..planning import may_arrange


def find(request, meeting_id):
    """Return the meeting if this person may open it; hidden and absent look the same."""
    rows = Meeting.objects.visible_to(request.user).readable_by(request.user, request.today)
    return get_or_404(request, rows.select_related("chair", "area", "team"), pk=meeting_id)


def find_to_arrange(request, meeting_id):
    """Return the meeting if this person arranges or chairs such meetings."""
    meeting = find(request, meeting_id)
    if not may_arrange(meeting, request.user, request.moment):
        raise PermissionDenied(meeting.kind.may_chair)
    return meeting


def find_of(request, model, **lookup):
    """Return something that belongs to a meeting, if this person may see it and open the meeting."""
    found = get_or_404(request, model.objects.visible_to(request.user).select_related("meeting"), **lookup)
    found.meeting = find(request, found.meeting_id)
    return found


def find_of_to_arrange(request, model, **lookup):
    """Return something that belongs to a meeting which this person arranges."""
    found = find_of(request, model, **lookup)
    if not may_arrange(found.meeting, request.user, request.moment):
        raise PermissionDenied(found.meeting.kind.may_chair)
    return found


def ask(request, meeting, form, act, *, title, button, done, template="meetings/form.html", **context):
    """Show a form about a meeting; a good answer is acted on and leads back to the meeting."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("meetings:meeting", meeting.pk)
    context |= {"meeting": meeting, "form": form, "title": title, "button": button}
    return render(request, template, context)


def do(request, meeting, act, *, done):
    """Act on a button about a meeting, and lead back to the meeting."""
    try:
        act()
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("meetings:meeting", meeting.pk)
