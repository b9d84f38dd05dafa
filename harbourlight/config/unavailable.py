"""The answer while the database does not answer: 503, and what was typed is shown again to be sent once more."""

import sys

import psycopg
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from django.views.defaults import bad_request, server_error

AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
UNREADABLE = (SuspiciousOperation, UnreadablePostError, MultiPartParserError)
SECRET = {"password", "code"}  # names of answers that are never shown again
SIGN_IN = "/sign-in/"
LONG = 60  # characters from which an answer is worth showing, so that it can be copied


def failed(request):
    """Answer a request that broke: 503 where the database is away, 500 otherwise."""
    return unavailable(request) if is_away(sys.exception()) else server_error(request)


def refused(request, exception):
    """Answer a request that cannot be understood; a session that cannot be saved counts as one in Django."""
    return unavailable(request) if is_away(exception) else bad_request(request, exception)


def unavailable(request):
    """Return the answer 503 in the words that fit the address."""
    answer: HttpResponse
    if request.path.startswith("/api/"):
        answer = JsonResponse({"detail": "Harbourlight does not answer just now. Send the same again."}, status=503)
    else:
        answer = HttpResponse(render_to_string("503.html", typed(request)), status=503)
    answer["Retry-After"] = "5"
    answer["Cache-Control"] = "no-store"
    return answer


def is_away(failure):
    """Say whether the database's absence lies behind a failure, however wrapped."""
    while failure is not None:
        if isinstance(failure, AWAY):
            return True
        failure = failure.__cause__ or failure.__context__
    return False


def typed(request):
    """Return what a form sent, for the page to show: all of it to send again, and the long texts to read.

    A file or a password has to be given anew, so then only the texts are shown.
    """
    words = {"path": request.get_full_path(), "sent": [], "shown": [], "has_file": False}
    if request.method != "POST" or request.path.startswith(SIGN_IN):
        return words
    try:
        words["has_file"] = bool(request.FILES)
        sent = [(name, text) for name, texts in request.POST.lists() for text in texts if name not in SECRET]
    except UNREADABLE:
        return words
    whole = not words["has_file"] and SECRET.isdisjoint(request.POST)
    return words | {
        "sent": sent if whole else [],
        "shown": [text for name, text in sent if len(text) > LONG and name != "csrfmiddlewaretoken"],
    }
