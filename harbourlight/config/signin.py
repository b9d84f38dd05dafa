"""How people sign in: accounts made by an administrator, not ended, with a second factor."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.shortcuts import redirect

from harbourlight.foundations.access.middleware import LONDON, read_clock

HAS_SECOND_FACTOR = "has_second_factor"
ALWAYS_OPEN = ("/sign-in/", "/static/", "/help/", "/tell-us/")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers themselves; a leaver cannot sign in."""

    def is_open_for_signup(self, request):
        """Accounts are made by administrators, never by a form anybody can reach."""
        return False

    def pre_login(self, request, user, **options):
        """Refuse a person whose account has ended."""
        if user.ended_on and user.ended_on < read_clock().astimezone(LONDON).date():
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **options)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An agency's identity provider signs in people who already have an account here, and makes none."""

    def is_open_for_signup(self, request, sociallogin):
        """Refuse people whom no administrator has given an account."""
        return False


def second_factor_middleware(get_response):
    """Lead people who have no second factor to set one up; the demonstration does without."""

    def middleware(request):
        if needs_second_factor(request):
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def needs_second_factor(request):
    """Say whether this signed-in person must first set up a second factor."""
    if settings.HARBOURLIGHT_DEMO or request.path.startswith(ALWAYS_OPEN) or not request.user.is_authenticated:
        return False
    if not request.session.get(HAS_SECOND_FACTOR):
        request.session[HAS_SECOND_FACTOR] = is_mfa_enabled(request.user)
    return not request.session[HAS_SECOND_FACTOR]
