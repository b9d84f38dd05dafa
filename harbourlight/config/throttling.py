"""Wrong passwords and codes are counted for each account and place, so that nobody locks somebody else out.

Whoever tries from one place waits longer and longer there; the owner of the account, who comes from another place, gets
in with the right password and the right code. allauth counts an account from everywhere together.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from django.core.cache import cache

ACTION: dict[str, Any] = {"app": "allauth.account", "action": "login_failed"}


def by_place(request, key):
    """Return the key under which tries at an account from the place of a request are counted."""
    return f"{key} from {ratelimit.get_ip(request)}"


def forget(request, key):
    """Forget the tries at an account under a key; those of the place stay."""
    for rate in ratelimit.get_rates(**ACTION):
        if rate.per == "key":
            cache.delete(ratelimit.get_cache_key(request, **ACTION, rate=rate, key=key))


class CountedByPlace(BaseAuthenticateForm):
    """A form for a code, whose tries are counted by place before the code is looked at."""

    def clean_code(self):
        """Return the code if it is right; a right one makes the earlier tries from this place forgotten."""
        request, everywhere = context.request, f"mfa-auth-user-{self.user.pk}"
        here = by_place(request, everywhere)
        if not ratelimit.consume(request, **ACTION, key=here):
            raise get_adapter().validation_error("too_many_login_attempts")
        forget(request, everywhere)
        code = super().clean_code()
        forget(request, here)
        return code


class SecondStepForm(CountedByPlace, AuthenticateForm):
    """The code that ends signing in."""


class SecondStepAgainForm(CountedByPlace, ReauthenticateForm):
    """The code that says again who somebody is."""
