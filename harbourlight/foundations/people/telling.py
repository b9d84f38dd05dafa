"""Every answer about children is told without the protected places that are withheld from whoever asks.

What somebody wrote in a plan, a visit or a request may tell a place. The read log says whom an answer is about, so no
page has to remember it. Free text that is still in a form (what a person types) is left to those who may write there.
Whoever writes a place down is asked first whether it must stand there.
"""

import uuid

from django.db import transaction
from django.shortcuts import render
from django.template.loader import render_to_string

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import about, read_in, write_readings
from harbourlight.foundations.ui.sending import DRAFTS, FORMS, NOT_COMPARED, had_effect

from . import spellings
from .locations import WITHHELD, protected_texts, redacted, withheld_texts

WORDS = ("text/html", "text/csv", "text/plain", "text/calendar", "application/json")
MAIN = "<main"
KEEP = "keep_place"
OF_PLACES = ("address", "lines", "postcode", "phone", "place", "service", "contact_details")
SAYS_MORE = 2  # words beside the place: a field that holds only a place is meant to


def telling_middleware(get_response):
    """Tell each answer without withheld places, and ask before a protected one is written into free text."""

    def middleware(request):
        typed = typed_in(request)
        if not typed or is_meant(request):
            return told(request, get_response(request))
        with transaction.atomic():
            response = get_response(request)
            found = places_in(request, typed) if had_effect(request, response) else []
            transaction.set_rollback(bool(found) or transaction.get_rollback())
        return warned(request, found) if found else told(request, response)

    return middleware


def is_meant(request):
    """Say whether a form is to be taken as it is: its writer said so, or sends it again with its file chosen anew."""
    return KEEP in request.POST or request.POST.get("submission", "") in request.session.get(KEEP, ())


def typed_in(request):
    """Return {name: text} of the free text that a form brings; fields that are meant for a place are left out."""
    is_form = request.method == "POST" and request.content_type in FORMS and not request.path.startswith(DRAFTS)
    if not is_form or not request.user.is_authenticated:
        return {}
    return {
        name: "\n".join(request.POST.getlist(name)) for name in request.POST
        if name not in NOT_COMPARED and not any(part in name for part in OF_PLACES)
    }  # fmt: skip


def places_in(request, typed):
    """Return what in a text tells a protected place of a child whom it is about, if its writer may know the place."""
    people = list(read_in(request))
    texts = protected_texts(people, request.user, request.moment) if people else []
    return [
        place for text in typed.values() for place in spellings.found_in(text, texts)
        if len(redacted(text, texts).replace(WITHHELD, "").split()) >= SAYS_MORE
    ]  # fmt: skip


def warned(request, places):
    """Answer a form that was not taken: it tells a protected place. It can be sent as it is, or changed."""
    request._messages._queued_messages.clear()  # what the view said was undone with it
    people = read_in(request)
    request.told_of = {}
    write_readings(request, people, Verb.READ)
    if request.FILES and request.POST.get("submission"):
        request.session[KEEP] = [*request.session.get(KEEP, ())[-9:], request.POST["submission"]]
    sent = [
        (name, text) for name in request.POST if name not in {"csrfmiddlewaretoken", "submission"}
        for text in request.POST.getlist(name)
    ]  # fmt: skip
    shown = {"places": list(dict.fromkeys(places)), "sent": sent, "has_files": bool(request.FILES), "keep": KEEP}
    return render(request, "ui/tells_place.html", shown | {"submission": uuid.uuid4()}, status=409)


def told(request, response):
    """Return an answer without the places that are withheld from whoever asks, and say that text may tell more."""
    people = list(read_in(request))
    kind = response.headers.get("Content-Type", "").split(";")[0]
    if not people or response.streaming or kind not in WORDS or not response.content:
        return response
    withheld = withheld_texts(people, request.user, request.moment)
    if withheld:
        text = response.content.decode(response.charset)
        text = page_told(text, withheld) if kind == "text/html" else redacted(text, withheld)
        response.content = text.encode(response.charset)
    return response


def page_told(html, withheld):
    """Return a page (or a part of one) without withheld places; its main part begins with a line that says so."""
    head, main, rest = html.partition(MAIN)
    if not main:
        return words_without(html, withheld)
    opened, end, content = rest.partition(">")
    return (
        head + main + opened + end + render_to_string("people/places_withheld.html") + words_without(content, withheld)
    )


def render_told(request, template, context, *, person_ids):
    """Return a page about people, told without withheld places whether or not it reads their records."""
    about(request, person_ids)
    return render(request, template, context)


def words_without(html, withheld):
    """Return HTML whose words tell none of some texts; its tags, and the addresses in them, stay."""
    return spellings.page_without(html, withheld, WITHHELD)


def told_without(told, withheld):
    """Return what a printed sheet tells (texts in lists and dicts) without some texts."""
    if isinstance(told, str):
        return redacted(told, withheld)
    if isinstance(told, dict):
        return {name: told_without(part, withheld) for name, part in told.items()}
    if isinstance(told, (list, tuple)):
        return [told_without(part, withheld) for part in told]
    return told
