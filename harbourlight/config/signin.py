"""How people sign in: accounts made by an administrator, not ended, with a second step; and when sessions end."""

import base64
import hashlib

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from cryptography.fernet import Fernet
from django.conf import settings
from django.shortcuts import redirect, render

from harbourlight.foundations.access.middleware import LONDON, read_clock
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.documents.outbox import queue_mail

from .identity import BoundedSession
from .throttling import by_place

HAS_SECOND_FACTOR = "has_second_factor"
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SECOND_STEP_PAGES = "/sign-in/2fa/"
ALWAYS_OPEN = ("/sign-in/", "/static/", "/help/", "/tell-us/")
SIGNED_IN_AT, SEEN_AT = "signed_in_at", "seen_at"
STEP = 300  # seconds: two machines of one installation may differ by as much
SEEN_EVERY = 60  # seconds: a session is not written anew for every page
CHANGED = """Hello {name}

The way you sign in to Harbourlight was changed.

If you did this, there is nothing to do. If you did not, tell your administrator at once.
"""


def is_open(professional, on):
    """Say whether an account has begun and has not ended."""
    return professional.started_on <= on and not (professional.ended_on and professional.ended_on < on)


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers themselves, a leaver cannot sign in, and mail goes through the outbox."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right",
        "incorrect_password": "The password is not right",
        "enter_current_password": "This is not your password now",
        "too_many_login_attempts": "Too many wrong tries. Wait five minutes and try again",
        "rate_limited": "Too many wrong tries. Wait five minutes and try again",
    }

    def is_open_for_signup(self, request):
        """Accounts are made by administrators, never by a form anybody can reach."""
        return False

    def pre_login(self, request, user, **options):
        """Refuse a person whose account has not begun or has ended."""
        if not is_open(user, read_clock().astimezone(LONDON).date()):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **options)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Count wrong passwords of an account apart for each place they come from."""
        return by_place(request, super()._get_login_attempts_cache_key(request, **credentials))

    def is_reauthentication_required(self, *, app, **options):
        """Ask again who somebody is before they change how they sign in, unless they signed in a moment ago."""
        records = get_authentication_records(self.request, self.request.user)
        since = self.request.moment.timestamp() - app_settings.REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > since for record in records)

    def send_password_reset_mail(self, user, email, context):
        """Send the link to choose a password, to people whose account is open."""
        if is_open(user, self.request.today):
            self.send_mail("account/email/password_reset_key", user.email, context)

    def send_mail(self, template_prefix, email, context):
        """Put a mail into the outbox; it waits there while the mail server is down."""
        mail = self.render_mail(template_prefix, email, context)
        queue_mail(email, mail.subject, mail.body)

    def format_email_subject(self, subject):
        """Leave the subject as it is written."""
        return subject

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell somebody that the way they sign in was changed."""
        queue_mail(user.email, "The way you sign in was changed", CHANGED.format(name=user.name))


class SecondStepAdapter(DefaultMFAAdapter):
    """Second steps; the secrets of authenticator apps lie encrypted in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. Enter the code that your app shows now",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first",
    }

    def encrypt(self, text):
        """Encrypt a secret with this installation's key."""
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Return the secret as it was."""
        return box().decrypt(encrypted_text.encode()).decode()


def box():
    """Return what encrypts secrets, with a key made from the secret key."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second steps" + settings.SECRET_KEY.encode()).digest()))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An agency's identity provider signs in people of that agency who already have an account, and makes none."""

    def is_open_for_signup(self, request, sociallogin):
        """Refuse people whom no administrator has given an account."""
        return False

    def pre_social_login(self, request, sociallogin):
        """Let an identity in only as an open account of the agency whose provider vouches for it."""
        professional = professional_of(sociallogin, request.today)
        if professional is None or sociallogin.state.get("process") == "connect":
            raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", status=403))
        if sociallogin.account.pk is None:
            sociallogin.connect(request, professional)

    def get_requests_session(self):
        """Ask providers within limits of time and size."""
        return BoundedSession()

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """Leave the page of the error to the template."""


def professional_of(sociallogin, on):
    """Return the professional an identity may sign in as, or None.

    A known identity is known by its subject; a new one is matched once, by an address that the
    provider says it has verified, to an account no other identity of that provider belongs to.
    """
    app = sociallogin.account.get_provider().app
    found = sociallogin.account.user if sociallogin.account.pk else first_match(sociallogin, app)
    if found is None or str(found.agency_id) != str(app.settings.get("agency", "")) or not is_open(found, on):
        return None
    return found


def first_match(sociallogin, app):
    """Return the professional with the verified address of an identity seen for the first time."""
    email = verified_address(sociallogin.account.extra_data, app)
    found = Professional.objects.filter(email=email).first() if email else None
    linked = SocialAccount.objects.filter(user=found, provider=sociallogin.account.provider)
    return None if found is None or linked.exists() else found


def verified_address(said, app):
    """Return the address of an identity in lower case if the provider has verified it, or an empty string.

    Some providers never say whether they have; ``vouches_for_email`` in their settings answers for them.
    """
    said = said.get("userinfo") or said.get("id_token") or said
    verified = said.get("email_verified", app.settings.get("vouches_for_email", False))
    address = str(said.get("email") or "")
    # Signs such as the Kelvin sign become another letter in lower case: somebody else's address.
    return address.lower() if verified in (True, "true") and address.isascii() else ""


def session_middleware(get_response):
    """End sessions that were not used for a while, and all sessions after a working day."""

    def middleware(request):
        now = int(request.moment.timestamp())
        if "_auth_user_id" in request.session:
            if has_run_out(request.session, now):
                request.session.flush()
            elif now - request.session.get(SEEN_AT, 0) >= SEEN_EVERY:
                request.session.setdefault(SIGNED_IN_AT, now)
                request.session[SEEN_AT] = now
        return get_response(request)

    return middleware


def signing_out_middleware(get_response):
    """Have the browser forget all it kept of this product when somebody signs out: nobody goes Back to a record."""

    def middleware(request):
        was_somebody = "_auth_user_id" in request.session
        response = get_response(request)
        if was_somebody and request.method == "POST" and "_auth_user_id" not in request.session:
            response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response

    return middleware


def has_run_out(session, now):
    """Say whether a session is too old, or was left alone too long."""
    idle, age = now - session.get(SEEN_AT, now), now - session.get(SIGNED_IN_AT, now)
    if min(idle, age) < -STEP:
        return True  # the clock was set back: the session would outlive its limits by as much
    return idle > settings.HARBOURLIGHT_IDLE_MINUTES * 60 or age > settings.SESSION_COOKIE_AGE


def second_factor_middleware(get_response):
    """Lead people who have no second step to set one up; the demonstration does without."""

    def middleware(request):
        if needs_second_factor(request):
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def needs_second_factor(request):
    """Say whether this signed-in person must first set up a second step."""
    if settings.HARBOURLIGHT_DEMO or not request.user.is_authenticated:
        return False
    if request.path.startswith(SECOND_STEP_PAGES):
        request.session.pop(HAS_SECOND_FACTOR, None)
    if request.path.startswith(ALWAYS_OPEN):
        return False
    if not request.session.get(HAS_SECOND_FACTOR):
        request.session[HAS_SECOND_FACTOR] = has_second_step(request)
    return not request.session[HAS_SECOND_FACTOR]


def has_second_step(request):
    """Say whether somebody has a second step here, or came through a provider that asks for its own."""
    if Authenticator.objects.filter(user=request.user, type__in=SECOND_STEPS).exists():
        return True
    used = {record.get("provider") for record in get_authentication_records(request, request.user)}
    return any(app["provider_id"] in used and app["settings"].get("second_step") for app in settings.IDENTITY_PROVIDERS)
