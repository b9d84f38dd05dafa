"""One-time codes for people without an account: made, sent, tried five times at most, valid for 15 minutes."""

import secrets
from datetime import timedelta

from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from harbourlight.foundations.documents.outbox import queue_mail

from ..models import GuestCode

LASTS = timedelta(minutes=15)
MOST_TRIES = 5
MOST_FOR_AN_ADDRESS = 12
MOST_FOR_AN_ADDRESS_FROM_A_PLACE = 3  # so that nobody elsewhere uses up the codes of an address
MOST_FROM_A_PLACE = 30

CODE_MAIL = """Your code is {code}

Use it within 15 minutes to tell us about a child. If you did not ask for it, do nothing.

If a child is in danger now, ring 999. Do not answer this e-mail.
"""


def digest(purpose, text):
    """Return a keyed hash that cannot be looked up without the product's secret."""
    return salted_hmac(f"frontdoor.guest.{purpose}", text.strip().lower(), algorithm="sha256").hexdigest()


def send_code(*, email, place, at):
    """Send a code to an address and return the id to try it with; too many are not sent, and nobody is told.

    ``place`` is where the request came from. An id is returned in any case, so that all answers look alike.
    """
    address, origin = digest("address", email), digest("place", place)
    code = f"{secrets.randbelow(1_000_000):06}"
    recent = GuestCode.objects.filter(made_at__gt=at - LASTS)
    made = GuestCode(
        address_digest=address,
        place_digest=origin,
        made_at=at,
        expires_at=at + LASTS,
    )
    made.code_digest = digest(str(made.id), code)
    if (
        recent.filter(address_digest=address).count() < MOST_FOR_AN_ADDRESS
        and recent.filter(address_digest=address, place_digest=origin).count() < MOST_FOR_AN_ADDRESS_FROM_A_PLACE
        and recent.filter(place_digest=origin).count() < MOST_FROM_A_PLACE
    ):
        made.save(force_insert=True)
        queue_mail(email, "Your code for Harbourlight", CODE_MAIL.format(code=code))
    return made.id


def try_code(*, code_id, code, at):
    """Say whether the code is right, once; each try counts, whoever makes it."""
    fresh = GuestCode.objects.filter(pk=code_id, used_at=None, expires_at__gt=at, tries__lt=MOST_TRIES)
    if not fresh.update(tries=F("tries") + 1):
        return False
    made = GuestCode.objects.get(pk=code_id)
    if not constant_time_compare(made.code_digest, digest(str(made.id), code)):
        return False
    return bool(GuestCode.objects.filter(pk=code_id, used_at=None).update(used_at=at))


def forget_codes(*, before):
    """Delete the codes made before a moment."""
    return GuestCode.objects.filter(made_at__lt=before).delete()[0]
