"""Making and ending keys."""

import secrets

from harbourlight.foundations.access.middleware import LONDON

from .models import ApiKey, digest


def make_key(*, agency, area, name, by, at, until=None):
    """Make a key for an agency and return (its row, the key itself, which is never shown again)."""
    key = f"hl_{secrets.token_urlsafe(32)}"
    made = ApiKey(
        agency=agency, area=area, name=name, digest=digest(key), started_on=at.astimezone(LONDON).date(),
        ended_on=until, made_at=at, made_by=by,
    )  # fmt: skip
    made.save(force_insert=True)
    return made, key
