"""What every page needs to know."""

from functools import cache

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.urls import reverse
from django.utils.cache import patch_cache_control

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.notices.reading import Heading

# Of lines with the same words each person has the first that they may follow: a whole room, or their agency's part.
NAVIGATION = (
    ("Home", "frontdoor:home", "signed in"),
    ("Front door", "frontdoor:board", "frontdoor.read"),
    ("Early help", "earlyhelp:mine", "earlyhelp.read"),
    ("Children in need", "childinneed:team", "childinneed.team"),
    ("Requests", "requests:requests", "requests.answer"),
    ("Meetings", "meetings:mine", "signed in"),
    ("Actions", "actions:actions", "actions.work"),
    ("Find a person", "people:search", "people.search"),
    ("Tell us about a child", "frontdoor:contact_new", "frontdoor.contact"),
    ("Dataset", "dataset:sheet", "dataset.read"),
    ("Census", "census:home", "census.read"),
    ("Boards", "boards:groups", "boards.read"),
    ("Plans", "businessplan:plans", "businessplan.read"),
    ("Plans", "businessplan:asked", "businessplan.tell"),
    ("Recommendations", "improvement:tracker", "improvement.read"),
    ("Recommendations", "improvement:ours", "improvement.answer"),
    ("Recommendations", "improvement:published", "improvement.published"),
    ("Challenges", "challenge:register", "challenge.read"),
    ("Challenges", "challenge:ours", "challenge.raise"),
    ("Scrutiny", "scrutiny:panels", "scrutiny.read"),
    ("Register", "register:agencies", "register.read"),
    ("Access", "access:reviews", "access.review"),
)


class Permissions:
    """Lets a template ask ``may.frontdoor_decide``: a permission's name with its dot as an underscore."""

    def __init__(self, request):
        self.request = request

    def __getitem__(self, name):
        return may(self.request.user, name.replace("_", ".", 1), self.request.today)


def navigation(request):
    """Return the links of the header that this person may follow."""
    shown = set()
    for href, text, permission in links():
        if text not in shown and may(request.user, permission, request.today):
            shown.add(text)
            yield href, text


@cache
def links():
    """Return the address, text and permission of every link of the header."""
    return [(reverse(name), text, permission) for text, name, permission in NAVIGATION]


def page(request):
    """Give templates the permissions and notices of the person, the moment, and whether this is a demonstration."""
    known = hasattr(request, "today") and hasattr(request, "user")
    return {
        "may": Permissions(request),
        "navigation": list(navigation(request)) if known and request.user.is_authenticated else [],
        "notices": Heading(request),
        "moment": getattr(request, "moment", None),
        "today": getattr(request, "today", None),
        "is_demonstration": settings.HARBOURLIGHT_DEMO,
    }


def whole_address_middleware(get_response):
    """Refuse an address with a NUL in it: the database keeps none, and no page leads there."""

    def middleware(request):
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("An address with a NUL")
        return get_response(request)

    return middleware


def private_middleware(get_response):
    """Let no browser or proxy keep an answer: the next person at a shared computer must not go back to a child."""

    def middleware(request):
        response = get_response(request)
        patch_cache_control(response, private=True, no_store=True)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return middleware
