"""What seldom happens: police protection, legal stages, children who come on another area's plan."""

from datetime import timedelta

from harbourlight.demo import hours, records
from harbourlight.demo import protection_words as words
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.practice.childprotection.actions.emergency import CLOCK_OF
from harbourlight.practice.childprotection.actions.moments import due_of
from harbourlight.practice.childprotection.choices import LegalKind, MeasureKind
from harbourlight.practice.childprotection.models import EmergencyMeasure, LegalStage
from harbourlight.practice.childprotection.pathway import EMERGENCY, LEGAL
from harbourlight.practice.childprotection.pathway.plan import PROCEEDINGS_CLOCK


def police_protection(world, circle, child, *, team, by, at):
    """Put a child under police protection in the night after the discussion, for some hours."""
    began_at = at + timedelta(hours=8)
    if began_at > world.now or child.born_on is None or child.born_on > began_at.date():
        return
    clock = CLOCK_OF[MeasureKind.POLICE_PROTECTION]
    measure = world.make(
        EmergencyMeasure, child_ids=[child.id], person=child, area_id=circle.area_id, team=team,
        kind=MeasureKind.POLICE_PROTECTION, began_at=began_at, clock=clock, ends_at=due_of(clock, began_at),
        reason=words.POLICE_REASON, other_options_considered=words.OTHER_OPTIONS,
        designated_officer="Inspector on duty", recorded_at=began_at, recorded_by=by,
    )  # fmt: skip
    label = MeasureKind.POLICE_PROTECTION.label
    records.take_step(world, EMERGENCY, measure, "begin", by=by, at=began_at, note=label)
    running = records.run_clock(world, clock, measure, started=began_at)
    ended_at = began_at + timedelta(hours=world.dice.randrange(14, 70))
    if ended_at <= world.now:
        measure.ended_at, measure.ended_note, running.met_at = ended_at, words.POLICE_ENDED, ended_at
        records.take_step(world, EMERGENCY, measure, "end", by=by, at=ended_at, note=words.POLICE_ENDED)


def legal_stage(world, circle, plan, episode):
    """Bring a child whose plan does not work before the legal gateway, and then before or into court."""
    day = hours.next_working_day(plan.started_on + timedelta(days=70))
    gateway = _begin(world, circle, plan, episode, LegalKind.GATEWAY, day)
    goes_to_court = world.chance(0.4)
    _end(world, circle, gateway, hours.next_working_day(day, 2), "issue" if goes_to_court else "start_pre_proceedings")
    kind = LegalKind.PROCEEDINGS if goes_to_court else LegalKind.PRE_PROCEEDINGS
    _begin(world, circle, plan, episode, kind, hours.next_working_day(day, 4))


def _begin(world, circle, plan, episode, kind, day):
    at = hours.at(day, hours.OPENS) + timedelta(hours=2)
    in_court = kind == LegalKind.PROCEEDINGS
    stage = world.make(
        LegalStage, child_ids=plan.child_ids, person=plan.person, episode=episode, area_id=plan.area_id,
        team=plan.team, kind=kind, started_on=day, due_on=due_of(PROCEEDINGS_CLOCK, at) if in_court else None,
        note=words.LEGAL_NOTE, decided_by=circle.manager, recorded_at=at, recorded_by=circle.manager,
    )  # fmt: skip
    records.take_step(world, LEGAL, stage, "begin", by=circle.manager, at=at, note=kind.label)
    if in_court:
        records.run_clock(world, PROCEEDINGS_CLOCK, stage, started=at)
    return stage


def _end(world, circle, stage, day, outcome):
    at = hours.at(day, hours.OPENS) + timedelta(hours=3)
    stage.ended_on, stage.outcome = at.astimezone(LONDON).date(), outcome
    records.take_step(world, LEGAL, stage, "end", by=circle.manager, at=at, note=stage.get_outcome_display())
