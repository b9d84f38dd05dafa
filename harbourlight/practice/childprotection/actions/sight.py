"""What a conference chair sees: the children from the planning of the conference until the plan is over."""

from datetime import timedelta

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.people.locations import reader_for

KEEPS_SIGHT = timedelta(days=30)  # after the end: for the minutes, questions and disputes
SOURCE = "conference:"


def let_chair_see(conference, *, by, at):
    """Open the children's records to the chair of a conference.

    Whoever makes themselves the chair goes on overseeing the children whom they work with or oversee, and no others.
    """
    person_ids = conference.child_ids
    if by is not None and conference.chair_id == by.pk:
        close_to = reader_for(by, person_ids, at).close_to
        person_ids = [person_id for person_id in person_ids if person_id in close_to]
    if conference.chair:
        access.give(
            person_ids=person_ids,
            professional=conference.chair,
            basis=Basis.OVERSIGHT,
            reason="Chairs the child protection conference",
            source=f"{SOURCE}{conference.pk}",
            by=by,
            at=at,
        )


def limit_sight_of_chairs(person_ids, *, at):
    """Let the sight of every chair of a child's conferences end: the child is on no plan, or no longer."""
    with as_system("the grant of a chair ends with the work, whoever ends the work"):
        given = Grant.objects.current(at).filter(person_id__in=list(person_ids), source__startswith=SOURCE)
        given.filter(valid_until=None).update(valid_until=at + KEEPS_SIGHT)
