"""What every page needs to know."""

from functools import cache, cached_property
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.urls import reverse
from django.utils.cache import patch_cache_control

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.notices.reading import heading_of
from harbourlight.foundations.people.identity import Identity
from harbourlight.foundations.rooms.room import AREAS, declared, rooms


class Permissions:
    """Lets a template ask ``may.frontdoor_decide``: a permission's name with its dot as an underscore."""

    def __init__(self, request):
        self.request = request

    def __getitem__(self, name):
        return may(self.request.user, name.replace("_", ".", 1), self.request.today)


class Place(NamedTuple):
    """One line of the menu: the part in which it stands, its address, its words and who may follow it."""

    area: str
    href: str
    words: str
    permission: str


@cache
def places():
    """Return every line of the menu, as rooms declare them, in order."""
    found = sorted(declared("menu"), key=lambda each: each[1].order)
    return [
        Place(line.area or room.area_of_work, reverse(room.address(line.address)), line.words, line.permission)
        for room, line in found
    ]


@cache
def areas_of_rooms():
    """Return {label of a room: the part of the menu in which its pages stand}."""
    return {room.label: room.area_of_work for room in rooms()}


class Menu:
    """The menu of one person on one page: the parts that they may enter, and the lines of the part they are in."""

    def __init__(self, request):
        self.request = request
        seen: set = set()
        self.places = []
        for place in places():
            if place.words not in seen and may(request.user, place.permission, request.today):
                seen.add(place.words)
                self.places.append(place)

    @property
    def items(self):
        """The parts of the menu that hold anything for this person: (address of its first line, words)."""
        first: dict = {}
        for place in self.places:
            first.setdefault(place.area, place.href)
        return tuple((first[area], words) for area, words in AREAS.items() if area in first)

    @cached_property
    def line(self):
        """The address of the line under which the page stands, or an empty string."""
        path = self.request.path
        hrefs = {place.href for place in places()}
        fitting = [href for href in hrefs if path == href or (href != "/" and path.startswith(href))]
        return max(fitting, key=len, default="")

    @cached_property
    def area(self):
        """The part of the menu in which the page stands: that of its line, else that of its room."""
        found = next((place.area for place in places() if place.href == self.line), "")
        match = self.request.resolver_match
        return found or areas_of_rooms().get(match.app_name if match else "", "")

    @property
    def current(self):
        """The address of the part in which the page stands."""
        return next((place.href for place in self.places if place.area == self.area), "")

    @property
    def title(self):
        """The words of the part in which the page stands."""
        return AREAS.get(self.area, "")

    @cached_property
    def side(self):
        """The lines of the part in which the page stands: (address, words)."""
        return tuple((place.href, place.words) for place in self.places if place.area == self.area)


def page(request):
    """Give templates the permissions and notices of the person, the moment, and whether this is a demonstration."""
    known = hasattr(request, "today") and hasattr(request, "user")
    return {
        "may": Permissions(request),
        "menu": Menu(request) if known and request.user.is_authenticated else None,
        "notices": heading_of(request),
        "identity": Identity(request) if known and request.user.is_authenticated else None,
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
