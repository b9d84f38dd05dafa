"""Who sees a child because of an episode of need."""

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.locations import reader_for
from harbourlight.foundations.people.models import Person

SIGHT_MOVES = "the sight that an episode gave moves and ends with it, whoever gave it"


def check_manages(episode, by, at):
    """Refuse whoever may look at the child, as a guest or in an emergency, and does not work with or oversee it."""
    if by is not None and episode.person_id not in reader_for(by, [episode.person_id], at).close_to:
        raise StepNotAllowed("Only a manager who works with the child, or oversees the work, does this.")


def give_sight(episode, *, by, at):
    """Open the child's record to the team and the worker, and name them as leading."""
    give_to(episode, team=episode.team, by=by, at=at)
    if episode.worker:
        give_to(episode, professional=episode.worker, by=by, at=at)
    lead(episode)


def give_to(episode, *, by, at, **holder):
    """Open the child's record to one holder because of an episode."""
    access.give(
        person_ids=[episode.person_id],
        basis=Basis.ALLOCATED,
        reason="Child in need",
        source=source_of(episode),
        by=by,
        at=at,
        **holder,
    )


def source_of(episode):
    """Return the source of the grants that an episode gives."""
    return f"need:{episode.pk}"


def lead(episode):
    """Write on the child's record who leads the work: nobody once the episode is closed."""
    leading = {"lead_team": episode.team, "lead_professional": episode.worker}
    if not episode.is_open:
        leading = dict.fromkeys(leading)
    Person.objects.filter(pk=episode.person_id).update(**leading)


def sources_of(episode):
    """Return the sources of the grants that came with an episode: its own and the front door's decision."""
    return [source_of(episode), *([f"decision:{episode.contact_id}"] if episode.contact_id else [])]


def end_sight(episode, *, at, by, holder_ids=None, until=None):
    """Let the sight that came with an episode end for some holders, or for all: now, or at a later moment."""
    with as_system(SIGHT_MOVES):
        given = Grant.objects.current(at).filter(
            person_id=episode.person_id, source__in=sources_of(episode), valid_until=None
        )
        if holder_ids is not None:
            given = given.filter(holder_id__in=holder_ids)
        given.update(valid_until=until or at, ended_by=by)
