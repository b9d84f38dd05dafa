"""Every address of the product and the roles that may pass it, kept as tests/addresses.csv.

`python -m tests.addresses` writes the file anew from what the views declare; the difference is for a
person to read before it is kept.
"""

import csv
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("addresses.csv")

# Addresses that declare nothing, and why.
WITHOUT_PERMISSION = {
    "account_": "allauth: signing in, signing out and one's own account",
    "mfa_": "allauth: one's own second factor",
    "socialaccount_": "allauth: signing in through an agency's own service",
    "openid_connect_": "allauth: signing in through an agency's own service",
    "usersessions_": "allauth: one's own sessions",
    "static": "style sheets and scripts hold nothing of anybody",
    "healthz": "says only whether database, writes, migrations, worker and jobs stand",
}
NOT_REACHED = "sign-in/"

KINDS = {
    "practitioner": "charlie",
    "school": "bob",
    "police": "sergeant",
    "health": "nurse",
    "mash_worker": "alice",
    "mash_manager": "manager",
    "social_worker": "worker",
    "team_manager": "team_manager",
    "conference_chair": "conference_chair",
    "partnership_chair": "chair",
    "senior_manager": "senior",
    "designated_officer": "officer",
    "board_member": "board",
    "councillor": "councillor",
    "auditor": "auditor",
    "information_guardian": "guardian",
    "administrator": "administrator",
    "business_unit": "business",
}


class Address(NamedTuple):
    """One address: its name, its pattern, its arguments (name and converter) and the view behind it."""

    name: str
    pattern: str
    arguments: tuple
    view: object

    @property
    def permission(self):
        """Return the permission the view declares, or None."""
        return getattr(self.view, "permission", None)

    @property
    def is_excepted(self):
        """Say whether the address may go without a permission of its own."""
        return self.pattern.startswith(NOT_REACHED) or self.name.startswith(tuple(WITHOUT_PERMISSION))


def walk(patterns, before="", names=""):
    """Yield every address under these patterns, the ones included as well."""
    from django.urls import URLResolver

    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from walk(pattern.url_patterns, here, space)
        else:
            arguments = tuple(pattern.pattern.converters.items())
            view = getattr(pattern.callback, "view_class", pattern.callback)
            declared = pattern.callback if hasattr(pattern.callback, "permission") else view
            yield Address(f"{names}{pattern.name or ''}", here.lstrip("^"), arguments, declared)


def addresses():
    """Return every address of the product."""
    from django.urls import get_resolver

    return list(walk(get_resolver().url_patterns))


def roles_of(permission):
    """Return the roles a permission names, as the file writes them."""
    from harbourlight.foundations.access.needs import PERMISSIONS

    if permission in ("everyone", "signed in"):
        return permission
    return " ".join(sorted(str(role.value) for role in PERMISSIONS[permission]))


def table():
    """Return the rows of the file: address, name, permission, roles."""
    return sorted(
        {
            (address.pattern, address.name, address.permission, roles_of(address.permission))
            for address in addresses()
            if address.permission
        }
    )


def kept():
    """Return the rows of the file as it is kept."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [tuple(row) for row in csv.reader(lines)][1:]


def write():
    """Write the file anew."""
    with FILE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("address", "name", "permission", "roles"))
        writer.writerows(table())


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbourlight.config.settings")
    django.setup()
    write()
    print(f"{len(kept())} addresses in {FILE.name}")
