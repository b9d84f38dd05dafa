"""A form that is sent twice has one effect: the number it carries is remembered with what was sent and where it led.

The same number again leads to what came of it, also after Back. The same number with other words is refused, and so
are the same words from the same person at the same place within some minutes, unless they say that they mean it: both
are shown what was sent before. Nothing is remembered of a form that had no effect.
"""

import hashlib
import hmac
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url

from . import drafts
from .models import SentForm
from .words import clock_time

NOT_COMPARED = {"csrfmiddlewaretoken", "submission", "sitting", "version", "again"}
WORDS = 3  # an answer of so many words was typed by a person
USUAL_MINUTES = 15
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
DRAFTS = "/drafts/"  # what is typed is saved there before it is sent
ANSWERED: ContextVar[HttpRequest | None] = ContextVar("the request that is answered", default=None)
MINUTES: list[Callable[[HttpRequest], int | None]] = []


def sending_middleware(get_response):
    """Let a form that is sent again lead to what came of it the first time."""

    def middleware(request):
        with answering(request):
            number = number_of(request)
            if number is None:
                return get_response(request)
            return sent_once(request, number, get_response)

    return middleware


@contextmanager
def answering(request) -> Iterator[None]:
    """Let forms know which page they stand on while a request is answered."""
    token = ANSWERED.set(request)
    try:
        yield
    finally:
        ANSWERED.reset(token)


def number_of(request) -> uuid.UUID | None:
    """Return the number that a sent form carries; an empty or unreadable one is none."""
    if request.method != "POST" or request.content_type not in FORMS or request.path.startswith(DRAFTS):
        return None
    try:
        return uuid.UUID(request.POST.get("submission", ""))
    except ValueError:
        return None


def sent_once(request, number, get_response) -> HttpResponse:
    """Answer a form unless it was answered before."""
    one_at_a_time(number)
    digest = digest_of(request)
    before = earlier(request, number, digest)
    if before is not None:
        return answer_again(request, before, is_same=before.submission == number and before.digest == digest)
    response = get_response(request)
    if had_effect(request, response):
        remember(request, number, digest, response)
    return response


def one_at_a_time(number: uuid.UUID) -> None:
    """Let the second of two that come at once wait until the first is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number.int % 2**63])


def earlier(request, number, digest) -> SentForm | None:
    """Return what was sent before: with this number, or the same words at this place some minutes ago."""
    mine = SentForm.objects.owned_by(request.user)
    found = mine.filter(submission=number).first()
    if found or "again" in request.POST or not has_words(request):
        return found
    since = request.moment - timedelta(minutes=minutes_of(request))
    return mine.filter(digest=digest, place=place_of(request), sent_at__gt=since).order_by("-sent_at").first()


def minutes_of(request) -> int:
    """Return for how long the same words are the same thing: the area's own number, else a quarter of an hour."""
    return next((number for ask in MINUTES if (number := ask(request)) is not None), USUAL_MINUTES)


def has_words(request) -> bool:
    """Say whether somebody typed words: a button pressed twice may well be meant twice."""
    return request.user.is_authenticated and any(
        len(text.split()) >= WORDS for name in request.POST if name not in NOT_COMPARED
        for text in request.POST.getlist(name)
    )  # fmt: skip


def digest_of(request) -> str:
    """Return a keyed digest of what was sent, from which nothing can be read."""
    summary = hmac.new(settings.SECRET_KEY.encode(), place_of(request).encode(), hashlib.sha256)
    for name in sorted(set(request.POST) - NOT_COMPARED):
        summary.update(repr((name, request.POST.getlist(name))).encode())
    for name, file in sorted(request.FILES.items()):
        summary.update(repr((name, file.name, file.size)).encode())
        for chunk in file.chunks():
            summary.update(chunk)
        file.seek(0)
    return summary.hexdigest()


def place_of(request) -> str:
    """Return the place a form was sent to."""
    return request.path[:200]


def had_effect(request, response) -> bool:
    """Say whether a form was taken: its answer leads on, not to signing in, and nothing was refused."""
    led_to = response.headers.get("Location", "")
    led_on = response.status_code in (302, 303) or "HX-Redirect" in response.headers
    if led_to.startswith(resolve_url(settings.LOGIN_URL)):
        return False
    queued = getattr(request, "_messages", None)
    refused = any(message.level >= messages.ERROR for message in getattr(queued, "_queued_messages", ()))
    return led_on and not refused and "add_another" not in request.POST


def remember(request, number, digest, response) -> None:
    """Keep that a form was sent and where it led; its drafts have had their time."""
    is_known = request.user.is_authenticated
    led_to = response.headers.get("HX-Redirect") or response.headers.get("Location", "")
    sent = SentForm(
        submission=number, owner=request.user if is_known else None, place=place_of(request), digest=digest,
        sent_at=request.moment, led_to=led_to[:500],
    )  # fmt: skip
    SentForm.objects.bulk_create([sent], ignore_conflicts=True)  # somebody else's number stays theirs
    if is_known and request.POST.get("sitting"):
        drafts.clear_sitting(request.user, request.POST["sitting"])


def answer_again(request, before: SentForm, *, is_same: bool) -> HttpResponse:
    """Lead to what came of the form, or say that it was sent already with these words or with others."""
    at = clock_time(before.sent_at)
    if is_same:
        messages.info(request, f"Sent already at {at}. Nothing was written twice.")
        return redirect(before.led_to)
    number = request.POST.get("submission")
    context = {
        "before": before,
        "at": at,
        "has_other_words": str(before.submission) == str(number),
        "sent": [
            (name, text) for name in request.POST if name not in NOT_COMPARED - {"version", "sitting"}
            for text in request.POST.getlist(name)
        ],
        "has_files": bool(request.FILES),
        "submission": uuid.uuid4(),
    }  # fmt: skip
    return render(request, "ui/sent_already.html", context, status=409)


def purge_sent(before) -> int:
    """Forget what was sent before a moment; return how many."""
    return SentForm.objects.filter(sent_at__lt=before).delete()[0]
