"""Who sees a child because of an episode of need."""

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.agencies.models import TeamMembership
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Person

SIGHT_MOVES = "the sight that an episode gave moves and ends with it, whoever gave it"


def works_with(episode, by, at):
    """Say whether an episode is somebody's own work: its worker's, or that of the people of the team that leads.

    To see the child, as a guest, in an emergency or because of another grant, is not to work with it.
    """
    if by is None or by.pk == episode.worker_id:
        return True
    there = TeamMembership.objects.current(at.astimezone(LONDON).date())
    return there.filter(team=episode.team_id, professional=by).exists()


def check_works(episode, by, at, *, also=None):
    """Refuse whoever may look at the child and does not work with it; ``also`` is the id of one who does."""
    if works_with(episode, by, at) or by.pk == also:
        return
    raise StepNotAllowed(
        "Only somebody who works with the child does this: the social worker, or the team that leads. "
        "You can read the record."
    )


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
