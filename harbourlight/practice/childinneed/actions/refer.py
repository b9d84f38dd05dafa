"""Opening episodes of need: one for each child referred, or the one that is open already."""

import uuid
from datetime import datetime, time

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.actions import Entry, take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does, one_at_a_time

from ..models import Episode
from ..pathway import EPISODE
from .correcting import date_referral
from .grants import give_sight, give_to
from .rereferrals import records_of, remember_rereferrals


@transaction.atomic
def refer(
    *,
    people,
    area,
    team,
    referred_at,
    source,
    by,
    at,
    contact=None,
    primary_need="N0",
    worker=None,
    imported_line="",
    is_assessed_elsewhere=False,
):
    """Open an episode of need for each child referred together, and return them in order.

    ``people`` are the children, or their ids. A child whose episode is open keeps it, and the referral is noted
    there. The assessment's clock counts from the London date of ``referred_at``; the team sees the children from
    now on. ``contact`` is the record at the front door, or its id. Where another area assesses the children, no
    clock of an assessment begins.
    """
    ids = list(dict.fromkeys(getattr(person, "pk", person) for person in people))
    if not ids:
        raise StepNotAllowed("Name at least one child.")
    if referred_at > at:
        raise StepNotAllowed("A referral cannot have been received in the future.")
    if team.area_id != area.pk:
        raise StepNotAllowed("Select a team of this area.")
    told = {
        "area": area, "team": team, "worker": worker, "family_key": uuid.uuid4(), "referred_at": referred_at,
        "contact_id": getattr(contact, "pk", contact), "source": source, "primary_need": primary_need,
        "imported_line": imported_line, "is_assessed_elsewhere": is_assessed_elsewhere,
    }  # fmt: skip
    with as_system("a referral opens an episode for a child whom whoever refers may not see"):
        one_at_a_time(EPISODE, ids)
        records = dict.fromkeys(tuple(records_of(person_id)) for person_id in ids)
        return [
            refer_again(had, team, referred_at, by, at)
            if (had := Episode.objects.open().filter(person_id__in=(person_id, *joined)).first())
            else open_episode(person_id=person_id, by=by, at=at, checks_permission=False, **told)
            for person_id, *joined in records
        ]


@does(EPISODE, "refer")
def open_episode(*, person_id, by, at, is_assessed_elsewhere=False, **told):
    """Store an episode and give its team sight of the child; its clocks count from the referral."""
    episode = Episode(person_id=person_id, child_ids=[person_id], recorded_at=at, recorded_by=by, **told)
    episode.begins_assessed_elsewhere = is_assessed_elsewhere
    others = Episode.objects.of_people(records_of(person_id)).filter(closed_on__gt=episode.referred_on)
    last = others.order_by("closed_on").last()
    if last:
        # What was received while the child was still in need counts from the day that episode ended.
        episode.referred_at = datetime.combine(last.closed_on, time(0), LONDON)
    episode.save(force_insert=True)

    def open_record(now):
        give_sight(now, by=by, at=at)
        remember_rereferrals(person_id)
        now.refresh_from_db(fields=("is_again_since_referral", "is_again_since_assessment"))

    return episode, Entry(happened_at=episode.referred_at, after=open_record)


def refer_again(episode, team, referred_at, by, at):
    """Note on an open episode that the child was referred once more, and return it; the team named sees the child.

    Where what is referred now was received first, the episode counts from there, in whatever order it was written down.
    """
    if team.pk != episode.team_id:
        give_to(episode, team=team, by=by, at=at)
    noted = take(
        pathway=EPISODE, step="refer_again", record=episode, by=by, at=at, checks_permission=False,
        happened_at=max(referred_at, episode.referred_at),
    )  # fmt: skip
    if referred_at >= episode.referred_at:
        return noted
    date_referral(noted, referred_at, reason="A contact that was received before it was referred too", by=by, at=at)
    return Episode.objects.get(pk=episode.pk)


def open_episode_of(person_id):
    """Return the open episode of a child as the asker sees it, or None."""
    rows = Episode.objects.open().of_people(records_of(person_id))
    return rows.select_related("area", "team", "worker").first()


def episode_on(person_id, on):
    """Return the episode of a child that was open on a day, or None."""
    rows = Episode.objects.of_people(records_of(person_id)).select_related("area", "team", "worker")
    return next((row for row in rows if row.referred_on <= on and (row.closed_on is None or on <= row.closed_on)), None)
