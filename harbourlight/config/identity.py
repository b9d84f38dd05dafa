"""Signing in through an agency's identity provider by the whole profile of OpenID Connect, within limits.

No transaction and no connection of the database waits for a provider: what it is asked is asked before.
The token must be signed by a key of the provider's list with an algorithm of that key, be meant for us, still hold,
carry the number made for this sign-in, and name the same subject as the provider's user page. Nothing in the address
of our own link changes what the provider is asked.
"""

import secrets
import time
from contextlib import ExitStack

import jwt
import requests
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.db import connection, transaction
from django.http import Http404

from harbourlight.foundations.access.guard import ask_as

# Signatures that a public key checks; never "none", and never one that is made with our own secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
NEEDED = ("iss", "sub", "aud", "exp", "iat", "nonce")
SKEW = 60  # seconds by which the provider's clock may differ
LONGEST = 10  # seconds for one answer, from question to last byte
SILENCE = 5  # seconds without a byte
MOST = 1_000_000  # bytes of one answer
MOST_LED_ON = 3


class BoundedSession(requests.Session):
    """Asks a provider, and takes neither longer nor more than the limits."""

    max_redirects = MOST_LED_ON

    def send(self, request, **options):
        """Return the answer with its whole body; raise a RequestException where it drips or is too large."""
        if not connection.in_atomic_block:
            connection.close()  # back into the pool: nobody's page waits for a provider that is slow
        ends = time.monotonic() + LONGEST
        answer = super().send(request, **options | {"stream": True, "timeout": SILENCE})
        if not answer._content_consumed:
            answer._content = body_of(answer, ends)
            answer._content_consumed = True
        return answer


def body_of(answer, ends):
    """Return the body of an answer, within its time and size."""
    with answer:
        found = b""
        while some := answer.raw.read1(65536, decode_content=True):
            found += some
            if len(found) > MOST or time.monotonic() > ends:
                raise requests.exceptions.RetryError("The identity provider's answer was too long or took too long")
        return found


class AgencyAdapter(OpenIDConnectOAuth2Adapter):
    """Believes an answer only where everything in it fits."""

    nonce: str | None = None
    then: ExitStack

    def complete_login(self, request, app, token, **kwargs):
        """Return the sign-in of an answer whose token holds and whose subjects are one."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The provider gave no identity token")
        said = {"id_token": self._decode_id_token(app, kwargs["response"]["id_token"])}
        if app.settings.get("fetch_userinfo", True):
            said["userinfo"] = self._fetch_user_info(token.token)
            if said["userinfo"].get("sub") != said["id_token"]["sub"]:
                raise OAuth2Error("The provider's two answers are about two subjects")
        self.begin()
        return self.get_provider().sociallogin_from_response(request, said)

    def begin(self):
        """Open the transaction in which somebody is let in: everything has been asked by now."""
        self.then.enter_context(transaction.atomic())
        ask_as(None)

    def _decode_id_token(self, app, id_token):
        """Return what a token says, after every check the library has."""
        try:
            said = jwt.decode(
                id_token, key=self.key_of(id_token), algorithms=list(ALGORITHMS), audience=app.client_id,
                issuer=self.openid_config["issuer"], leeway=SKEW, options={"require": list(NEEDED)},
            )  # fmt: skip
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as refusal:
            raise OAuth2Error("The identity token does not hold") from refusal
        if not said["sub"] or not self.nonce or not secrets.compare_digest(str(said["nonce"]), self.nonce):
            raise OAuth2Error("The identity token was not made for this sign-in")
        if said.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("The identity token is meant for somebody else")
        jwtkit.verify_jti(said)
        return said

    def key_of(self, id_token):
        """Return the provider's own key that a token names; it knows for which algorithm it is."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        return jwt.PyJWKSet.from_dict(answer.json())[jwt.get_unverified_header(id_token)["kid"]]


class SignInView(OAuth2LoginView):
    """Leads to the provider with a number of this sign-in, and with nothing that the address of the link adds."""

    def dispatch(self, request, *args, **kwargs):
        """Lead there."""
        provider, nonce = self.get_provider(), secrets.token_urlsafe(32)
        asked = provider.get_redirect_from_request_kwargs(request)
        asked |= {"scope": provider.get_scope(), "auth_params": provider.get_auth_params() | {"nonce": nonce}}
        return provider.redirect(request, nonce=nonce, **asked)


class ComeBackView(OAuth2CallbackView):
    """Takes what the provider says about the sign-in that was begun here."""

    adapter: AgencyAdapter

    def _get_state(self, request, provider):
        state, answer = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce")
        return state, answer


def through(view):
    """Return the page of a view for the provider with an id; there is none where no such provider is."""

    @login_not_required
    def page(request, provider_id):
        adapter = AgencyAdapter(request, provider_id)
        try:
            with ExitStack() as adapter.then:
                return view.adapter_view(adapter)(request)
        except SocialApp.DoesNotExist as unknown:
            raise Http404("No such provider") from unknown
        except (requests.RequestException, KeyError, TypeError, ValueError) as fault:
            return render_authentication_error(request, adapter.get_provider(), exception=fault)

    return page


sign_in, come_back = through(SignInView), through(ComeBackView)
