"""Keeping a part of an arrangement, and the moment that stands for a day."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways import chains


def part(model, arrangement, *, by, at, **told):
    """Keep a part of an arrangement."""
    made = model(arrangement=arrangement, person_id=arrangement.person_id, recorded_by=by, recorded_at=at, **told)
    made.save(force_insert=True)
    return made


def noon_of(on, *, at):
    """Return the moment that stands for a day: now for today, else its noon in London."""
    return at if on == at.astimezone(LONDON).date() else chains.as_moment(on)
