"""The addresses of signing in: allauth's, without those that would let people change who they are here."""

from django.http import Http404
from django.urls import include, path

from . import identity

CLOSED = (
    "signup/",
    "email/",
    "confirm-email/",
    "3rdparty/",
    "3rdparty/signup/",
    "social/connections/",
    "social/signup/",
)


def closed(request):
    """Answer as if there were nothing: addresses and identities are the administrator's to change."""
    raise Http404("Nothing here")


urlpatterns = [
    *(path(address, closed, name="account_closed") for address in CLOSED),
    path("oidc/<str:provider_id>/login/", identity.sign_in, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", identity.come_back, name="openid_connect_callback"),
    path("", include("allauth.urls")),
]
