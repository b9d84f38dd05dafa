"""What the stories of children in need begin with."""

from datetime import date, datetime, time, timedelta

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.people.models import Person

from .. import actions
from ..models import Assessment, Episode, Visit

LONG_AGO = date(2010, 1, 1)
WHOLE = {
    "wishes": "Juniper wants mum to sleep at night.",
    "what_changed": "A night nurse comes twice a week.",
    "factors": ["4B"],
    "analysis": "Mum is unwell and tries hard; with help at night the children are safe.",
    "outcome": "no_action",
    "primary_need": "N3",
}


def noon(day):
    """Return midday in London of a date written 2026-11-20, or of a date."""
    return datetime.combine(date.fromisoformat(day) if isinstance(day, str) else day, time(12), LONDON)


def child(area, moment, first_name="Juniper", last_name="Halewood", **more):
    """Put a child on file whom nobody may see yet."""
    made = Person(first_name=first_name, last_name=last_name, area=area, recorded_at=moment, **more)
    made.save(force_insert=True)
    return made


def referred(cast, as_user, moment, *children, days_ago=3, on=None, **more):
    """Refer children to the assessment team as the front door does, and return their episodes."""
    answers = {
        "area": cast.area,
        "team": cast.assessment,
        "referred_at": noon(on) if on else moment - timedelta(days=days_ago),
        "source": "2A",
        "worker": cast.worker,
        **more,
    }
    with as_user(cast.manager):
        return actions.refer(people=children, by=cast.manager, at=moment, **answers)


def visited(assessment, cast, moment, **more):
    """Put a visit on file at which the child was seen alone."""
    answers = {
        "happened_at": moment, "place": "At home", "visitor": cast.worker, "was_seen": True, "seen_alone": "yes",
        "recorded_at": moment, "recorded_by": cast.worker,
    }  # fmt: skip
    made = Visit.of(assessment.episode, assessment=assessment, **(answers | more))
    made.save(force_insert=True)
    return made


def assessed(cast, as_user, moment, episode, *, finished=None, started_on=None, **answers):
    """Let the worker write the whole assessment and the manager authorise it."""
    with as_user(cast.worker):
        episode = Episode.objects.get(pk=episode.pk)
        record = actions.start_assessment(
            episode=episode, by=cast.worker, at=moment, started_on=started_on or episode.referred_on
        )
        visited(record, cast, moment)
        record = actions.write_assessment(assessment=record, answers=WHOLE | answers, by=cast.worker, at=moment)
        actions.send_assessment(assessment=record, by=cast.worker, at=moment)
    with as_user(cast.team_manager):
        record = Assessment.objects.get(pk=record.pk)
        return actions.complete_assessment(
            assessment=record, by=cast.team_manager, at=moment, completed_at=noon(finished) if finished else None
        )
