"""What every page needs to know."""

from functools import cache

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.urls import reverse
from django.utils.cache import patch_cache_control

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.notices.reading import Heading
from harbourlight.foundations.rooms.room import declared


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
    """Return the address, text and permission of every link of the header, as rooms declare them."""
    found = sorted(declared("menu"), key=lambda each: each[1].order)
    return [(reverse(room.address(line.address)), line.words, line.permission) for room, line in found]


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
