"""What every page needs to know."""

from django.conf import settings

from harbourlight.foundations.access.needs import may


class Permissions:
    """Lets a template ask ``may.frontdoor_decide``: permission names with the dot written as an underscore."""

    def __init__(self, request):
        self.request = request

    def __getitem__(self, name):
        return may(self.request.user, name.replace("_", ".", 1), self.request.today)


def page(request):
    """Give templates the permissions of the person, the moment, and whether this is a demonstration."""
    return {
        "may": Permissions(request),
        "moment": getattr(request, "moment", None),
        "today": getattr(request, "today", None),
        "is_demonstration": settings.HARBOURLIGHT_DEMO,
    }
