"""A real record for the engine's own tests: a private fostering arrangement that a school told of."""

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import TeamMembership
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.practice.privatefostering import actions
from harbourlight.practice.privatefostering.tests.factories import at

CIRCUMSTANCES = dict.fromkeys(actions.TEXTS, "Known")
ALONE = "I like the dog, and I want to stay here until the summer is over"


def describe(arrangement, by, day="2025-01-21", **more):
    """Take a step that changes words and no state."""
    return actions.describe(arrangement=arrangement, by=by, at=at(day), **CIRCUMSTANCES, **more)


def opened_to(professional, arrangement, basis, until=None):
    """Open the child of an arrangement to somebody on some basis."""
    with as_system("a test opens a record"):
        access.give(
            person_ids=arrangement.child_ids, professional=professional, basis=basis, reason="In the story", by=None,
            at=at("2025-01-20"), until=until,
        )  # fmt: skip


def seated(professional, team, **more):
    """Give somebody a place in a team."""
    with as_system("a test gives a place in a team"):
        return TeamMembership.objects.create(
            professional=professional, team=team, **{"started_on": at("2010-01-01").date(), **more}
        )


def rows_of(arrangement, clock, **told):
    """Return the deadlines of one clock of an arrangement, by their start."""
    with as_system("a test reads"):
        return list(Deadline.objects.filter(subject_id=arrangement.pk, clock=clock, **told).order_by("started_at"))


def steps_of(arrangement, step):
    """Return the rows of one step of an arrangement."""
    with as_system("a test reads"):
        return list(StepTaken.objects.filter(subject_id=arrangement.pk, step=step))
