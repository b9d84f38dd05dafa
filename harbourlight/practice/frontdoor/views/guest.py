"""Telling the front door without an account: an e-mail address, a one-time code, the form."""

import uuid

from allauth.account.adapter import get_adapter
from django.shortcuts import redirect, render

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.ui.drafts import Offer

from .. import actions
from ..choices import Source
from ..forms.intake import CodeForm, EmailAddressForm, GuestForm
from .intake import bound, read_answer, received, remembered, shown

ASKED, PROVED, DONE = "guest_asked", "guest_proved", "guest_done"
NO_DRAFT = Offer("", "")


@needs("everyone")
def guest_start(request):
    """Ask for an e-mail address and send a code to it; the answer is the same for every address."""
    form = EmailAddressForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        # Behind a proxy everybody comes from the proxy: the sign-in's own rule says whose address counts.
        place = get_adapter().get_client_ip(request)
        code_id = actions.send_code(email=email, place=place, at=request.moment)
        request.session[ASKED] = {"email": email, "code": str(code_id)}
        return redirect("frontdoor:guest_code")
    return render(request, "frontdoor/guest_start.html", {"form": form})


@needs("everyone")
def guest_code(request):
    """Try the code that was sent."""
    waiting = request.session.get(ASKED)
    if not waiting:
        return redirect("frontdoor:guest_start")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if actions.try_code(code_id=uuid.UUID(waiting["code"]), code=code, at=request.moment):
            request.session.cycle_key()
            request.session.pop(ASKED)
            request.session[PROVED] = {"email": waiting["email"], "until": request.moment.timestamp() + 3 * 3600}
            return redirect("frontdoor:guest_contact")
        form.add_error("code", "This code does not work. Check it, or ask for a new one.")
    return render(request, "frontdoor/guest_code.html", {"form": form})


@needs("everyone")
def guest_contact(request):
    """Tell the front door about a child, as somebody whose e-mail address was proved."""
    proved = request.session.get(PROVED)
    if not proved or proved["until"] < request.moment.timestamp():
        return redirect("frontdoor:guest_received" if DONE in request.session else "frontdoor:guest_start")
    form = bound(request, GuestForm, NO_DRAFT, areas=actions.areas_that_receive(request.today))
    contact = form.is_valid() and received(request, form, source=Source.WEB, referrer_email=proved["email"])
    if contact:
        request.session.pop(PROVED)
        request.session[DONE] = remembered(contact, request.moment)
        return redirect("frontdoor:guest_received")
    return shown(request, "frontdoor/guest_contact.html", form)


@needs("everyone")
def guest_received(request):
    """Say that the contact arrived, and its reference."""
    done = request.session.get(DONE)
    if not done:
        return redirect("frontdoor:guest_start")
    return render(request, "frontdoor/guest_received.html", read_answer(done))
