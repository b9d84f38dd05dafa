"""What the pages of plans have in common: whom to choose from, and doing an action from a form."""

from django.contrib import messages

from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.partnership.boards.models import Sitting

from ..actions import reading


def choices_for(request, area):
    """Return the bodies, agencies and people that a form of a plan of an area offers."""
    return {
        "bodies": reading.bodies_for(request.user, request.today),
        "agencies": area.agencies.current(request.today).order_by("name__letters"),
        "people": reading.people_in(area, request.today),
    }


def some(choices, *names):
    """Return only some of what a form offers."""
    return {name: choices[name] for name in names}


def sittings_of(request, group, *states):
    """Return the meetings of a body in some states, the latest first."""
    rows = Sitting.objects.visible_to(request.user).filter(group=group, meeting__state__in=states)
    return rows.select_related("meeting").order_by("-meeting__starts_at")


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
