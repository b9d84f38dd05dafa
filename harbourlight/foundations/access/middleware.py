"""Reads the clock once for each request, refuses leavers, and tells the database who asks."""

from datetime import UTC, datetime

from django.contrib.auth import get_user, logout
from django.db import transaction

from harbourlight.statute.clocks import LONDON

from .guard import ask_as


def read_clock():
    """Return this moment; the one place in the product that reads the machine's clock."""
    return datetime.now(UTC)  # noqa: TID251 - requests and jobs read the clock here, once


def moment_middleware(get_response):
    """Give the request its moment and its date in London."""

    def middleware(request):
        request.moment = read_clock()
        request.today = request.moment.astimezone(LONDON).date()
        return get_response(request)

    return middleware


# Pages that ask another system while somebody waits: they open their own transaction when its answer is there.
ASKS_ELSEWHERE = "/sign-in/oidc/"


def asking_middleware(get_response):
    """Run each request in one transaction that begins by telling the database who asks.

    An answer of 500 or more undoes everything; a refusal (403, 404) keeps its line in the read log.
    """

    def middleware(request):
        if request.path.startswith(ASKS_ELSEWHERE):
            return get_response(request)
        with transaction.atomic():
            user = request.user = get_user(request)  # now, and not anew behind each look at a field
            if user.is_authenticated and user.ended_on and user.ended_on < request.today:
                logout(request)
            ask_as(request.user.id if request.user.is_authenticated else None)
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    return middleware
