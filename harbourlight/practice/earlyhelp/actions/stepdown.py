"""A family steps down from social care to early help, with what social care hands on."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.locations import reader_for

from ..choices import Origin
from ..pathway import CASE
from .begin import begin, join_case, open_case_of, team_of
from .rights import moment_of


@transaction.atomic
def take_step_down(*, episodes, summary, by, at, stepped_down_on, team=None, submission=None):
    """Take a family on from social care, and return its case; the summary stands at its head.

    ``episodes`` are the open episodes of need of the children who step down. The team of early help sees their
    whole records from now on. The social worker closes the episodes in the room of children in need. Whoever is
    referred again within 12 months of ``stepped_down_on`` is counted against this step (see ``indicators``).
    """
    episodes = list(episodes)
    check_step_down(episodes, summary, team)
    ids = [episode.person_id for episode in episodes]
    if set(ids) - reader_for(by, ids, at).close_to:
        raise StepNotAllowed("Only whoever works with all these children in social care steps them down.")
    area = episodes[0].area
    happened = moment_of(stepped_down_on, at)
    handed_on = {"summary": summary.strip(), "stepped_down_on": stepped_down_on}
    found = open_case_of(ids, area)
    if found is None:
        return begin(
            ids, area=area, team=team or team_of(area, at), origin=Origin.STEP_DOWN,
            reason="Stepped down from social care", happened_at=happened, by=by, at=at, submission=submission,
            episode_ids=[episode.pk for episode in episodes], **handed_on,
        )  # fmt: skip
    return put_on_case(join_case(found, ids, contact_id=None, reason="", by=by, at=at), episodes, handed_on, by, at)


def put_on_case(case, episodes, handed_on, by, at):
    """Write what social care hands on at the head of the case the family has already."""

    def put(fresh):
        fresh.episode_ids = list({*fresh.episode_ids, *(episode.pk for episode in episodes)})
        for name, value in handed_on.items():
            setattr(fresh, name, value)

    with as_system("the case of the family belongs to its lead professional, not to social care"):
        return take(pathway=CASE, step="take_step_down", record=case, by=by, at=at, change=put)


def check_step_down(episodes, summary, team):
    """Refuse a step down that is not whole."""
    if not episodes:
        raise StepNotAllowed("Select at least one child who steps down.")
    if any(not episode.is_open for episode in episodes):
        raise StepNotAllowed("Only a child with an open episode of need can step down.")
    if len({episode.area_id for episode in episodes}) > 1:
        raise StepNotAllowed("Children of two areas step down apart.")
    if not summary.strip():
        raise StepNotAllowed("Enter what early help must know: what was done, what goes well, what still worries you.")
    if team is not None and team.area_id != episodes[0].area_id:
        raise StepNotAllowed("Select a team of this area.")
