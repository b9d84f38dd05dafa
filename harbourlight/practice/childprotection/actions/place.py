"""In which area, and by which team, a child is worked with."""

from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.practice.childinneed.actions import open_episode_of

from .moments import london


def place_of(person_id, by, at):
    """Return (area, team) of the work with a child: of the open episode, else of whoever begins it."""
    episode = open_episode_of(person_id)
    if episode:
        return episode.area, episode.team
    membership = by.memberships.current(london(at)).select_related("team__area").first()
    if membership is None:
        raise StepNotAllowed("Nobody works with this child, and you are in no team.")
    return membership.team.area, membership.team
