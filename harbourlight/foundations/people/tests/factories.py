"""People for tests, with sight of them where a story needs it."""

from datetime import date

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.people.actions import birth_fields, record_person


def known(cast, moment, first="Catherine", last="O'Neill", born=date(2015, 3, 4), *, seen_by=(), basis="allocated",
          **details):  # fmt: skip
    """Record a child whom each of ``seen_by`` may see."""
    person = record_person(
        by=None, at=moment, first_name=first, last_name=last, area=cast.area,
        **(birth_fields(born) | details),
    )  # fmt: skip
    for professional in seen_by:
        give(
            person_ids=[person.id],
            basis=basis,
            reason="In the story",
            by=None,
            at=moment,
            professional=professional,
        )
    return person
