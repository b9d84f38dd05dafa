"""Saving and discarding drafts."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from . import drafts
from .words import clock_time

MOST_BYTES = 1_000_000
LONGEST = 100  # characters of what a draft is named by
NOTHING = "-"  # stands for "no subject" in an address


def signed_in(view):
    """Open a view to whoever is signed in; `ui` lies below `access`, whose `needs` does this elsewhere."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login("/")
        return view(request, *args, **kwargs)

    guarded.permission = "signed in"  # type: ignore[attr-defined]
    return guarded


@signed_in
@require_http_methods(["GET", "POST"])
def draft(request, key, subject, sitting):
    """Save what a form holds; a GET gives a fresh token after signing in again."""
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    if len(request.body) > MOST_BYTES:
        return HttpResponse(status=413)
    about = "" if subject == NOTHING else subject
    if max(len(key), len(about)) > LONGEST or "\0" in key + about:
        return HttpResponse(status=404)
    drafts.save(owner=request.user, key=key, subject=about, sitting=sitting, sent=request.POST, at=request.moment)
    return JsonResponse({"saved": clock_time(request.moment)})


@signed_in
@require_POST
def discard(request, sitting):
    """Discard a draft and go back to the form."""
    drafts.discard(owner=request.user, sitting=sitting)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else "/")
