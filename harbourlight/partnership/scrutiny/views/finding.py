"""What the pages of scrutiny have in common: finding panels and meetings that are somebody's, and doing an action."""

from django.contrib import messages
from django.http import Http404

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.partnership.boards.models import Group, Sitting

from ..actions import rights
from ..models.sight import panels_open_to


def panels_of(request):
    """Return the panels that somebody may look into."""
    mine = panels_open_to(request.user).values("pk")
    return Group.objects.visible_to(request.user).filter(pk__in=mine).select_related("area").order_by("name__letters")


def panel_or_404(request, key):
    """Return a panel that somebody may look into."""
    return get_or_404(request, panels_of(request), key=key)


def sitting_or_404(request, sitting_id):
    """Return a meeting of a panel that somebody may look into."""
    rows = Sitting.objects.visible_to(request.user).filter(group__in=panels_open_to(request.user).values("pk"))
    return get_or_404(request, rows.select_related("group__area", "meeting__chair"), pk=sitting_id)


def keeps(request, panel):
    """Say whether somebody keeps a panel's records."""
    return rights.may_keep(panel, request.user, request.today)


def kept_or_404(request, panel):
    """Refuse, as if nothing were there, whoever does not keep a panel's records."""
    if not keeps(request, panel):
        raise Http404("Nothing here, or not for you")
    return panel


def done(request, form, action, words, /, **given):
    """Do an action from a form's answers; return what it made, or None with the refusal on the form."""
    try:
        made = action(by=request.user, at=request.moment, **given)
    except ChangedMeanwhile as moved:
        form.add_error(None, f"{moved} Open the page again to see what it says now.")
        return None
    except StepNotAllowed as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, words)
    return made or True


def pressed(request, action, words, /, **given):
    """Do what a button asks for, and keep for the next page how that went."""
    try:
        action(by=request.user, at=request.moment, **given)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
