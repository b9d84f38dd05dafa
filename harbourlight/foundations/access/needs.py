"""Which address needs which permission: declared on the view, refused by default."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from harbourlight.foundations.agencies.choices import Role

PERMISSIONS = {
    "everyone": None,
    "signed in": frozenset(Role),
}
WORDS: dict[str, str] = {}  # what one may do who holds a permission, for the help


def declare(permission, roles, words=""):
    """Declare a permission of a room: its name (``frontdoor.decide``), the roles that hold it, and what they may do."""
    WORDS[permission] = words
    known = PERMISSIONS.setdefault(permission, frozenset(roles))
    if known != frozenset(roles):
        raise ValueError(f"{permission} is declared twice with different roles")


def may(user, permission, on):
    """Say whether a signed-in professional holds a permission on a date."""
    if permission not in PERMISSIONS:
        raise LookupError(f"No permission is called {permission}")
    if PERMISSIONS[permission] is None:
        return True
    if not user.is_authenticated:
        return False
    if permission == "signed in":
        return True
    return bool(roles_of(user, on) & PERMISSIONS[permission])


def roles_of(user, on):
    """Return the roles a person holds on a date, read once for each request."""
    held = getattr(user, "_roles_held", None)
    if held is None or held[0] != on:
        return remember_roles(user, on, user.roles_on(on))
    return held[1]


def remember_roles(user, on, roles):
    """Keep the roles that somebody holds on a date with the person, and return them."""
    user._roles_held = (on, set(roles))
    return user._roles_held[1]


def needs(permission):
    """Mark a view with the permission it needs; ``everyone`` is open to people who are not signed in."""

    def mark(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not may(request.user, permission, request.today):
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return mark
