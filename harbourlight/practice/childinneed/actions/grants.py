"""Who sees a child because of an episode of need."""

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.people.models import Person

SIGHT_MOVES = "the sight that an episode gave moves and ends with it, whoever gave it"


def give_sight(episode, *, by, at):
    """Open the child's record to the team and the worker, and name them as leading."""
    give_to(episode, team=episode.team, by=by, at=at)
    if episode.worker:
        give_to(episode, professional=episode.worker, by=by, at=at)
    lead(episode)


def give_to(episode, *, by, at, **holder):
    """Open the child's record to one holder because of an episode."""
    access.give(
        person_ids=[episode.person_id], basis=Basis.ALLOCATED, reason="Child in need", source=source_of(episode),
        by=by, at=at, **holder,
    )  # fmt: skip


def source_of(episode):
    """Return the source of the grants that an episode gives."""
    return f"need:{episode.pk}"


def lead(episode):
    """Write on the child's record who leads the work: nobody once the episode is closed."""
    leading = {"lead_team": episode.team, "lead_professional": episode.worker}
    if not episode.is_open:
        leading = dict.fromkeys(leading)
    Person.objects.filter(pk=episode.person_id).update(**leading)


def end_sight(episode, *, at, by, holder_ids=None, until=None):
    """Let the sight that came with an episode, or with the decision behind it, end for some holders, or for all.

    It ends now, or at a later moment.
    """
    sources = [source_of(episode), *([f"decision:{episode.contact_id}"] if episode.contact_id else [])]
    with as_system(SIGHT_MOVES):
        given = Grant.objects.current(at).filter(
            person_id=episode.person_id, source__in=sources, valid_until=None
        )  # fmt: skip
        if holder_ids is not None:
            given = given.filter(holder_id__in=holder_ids)
        given.update(valid_until=until or at, ended_by=by)
