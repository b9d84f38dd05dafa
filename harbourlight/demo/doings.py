"""Actions in bulk: given to an agency, a professional or a member of the family, and done, accepted or overdue."""

from datetime import timedelta

from harbourlight.demo import hours, records
from harbourlight.demo import protection_words as words
from harbourlight.foundations.actions.choices import CLOCK_OF_ACTIONS
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.actions.pathway import ACTION
from harbourlight.foundations.actions.tracking import GIVEN
from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.foundations.pathways.models import Deadline


def give(world, circle, plan, invitee, *, at, until):
    """Give one agency something to do for a plan; most is done in time, some late, some not yet."""
    agency = invitee.agency or invitee.professional.agency
    what, measure = words.ACTIONS.get(agency.sector, words.ACTIONS["health"])
    action = act(
        world, plan, circle.say(what), circle.say(measure), agency=agency, owner=invitee.professional,
        by=circle.key_worker, at=at, days=world.dice.randrange(14, 80), team=plan.team,
    )  # fmt: skip
    settle(world, action, by=invitee.professional or circle.key_worker, judge=circle.manager, until=until)
    return action


def act(world, source, what, measure, *, by, at, days, agency=None, owner=None, family_member="", team=None):
    """Give somebody something to do by a date, with its clock."""
    action = world.make(
        Action, child_ids=source.child_ids, area_id=source.area_id, source_kind=source._meta.label_lower,
        source_id=source.id, what=what, measure=measure, owner_agency=agency, owner=owner,
        family_member=family_member, due_on=(at + timedelta(days=days)).date(), given_by=by, given_at=at,
    )  # fmt: skip
    records.keep_step(world, GIVEN, action, "", by=by, at=at)
    action.clock = world.make(
        Deadline, clock=CLOCK_OF_ACTIONS, clock_version="the date that was agreed",
        title="The action is reported done", is_alarm=True, subject_kind=action._meta.label_lower,
        subject_id=action.id, child_ids=action.child_ids, area_id=action.area_id, team=team, owner=owner,
        started_at=at, due_on=action.due_on, due_at=due_moment(action.due_on),
    )  # fmt: skip
    return action


def settle(world, action, *, by, judge, until):
    """Report an action done when its time comes, and accept it some days later; one in five stays overdue.

    ``until`` is the end of what the action belongs to: nothing is left open at an end that has come.
    """
    left, has_ended = due_moment(action.due_on) - action.given_at, until < world.now
    share = world.dice.uniform(0.3, 1) if world.chance(0.8) else world.dice.uniform(1.02, 1.8)
    at = hours.opening(action.given_at + left * share)
    if not has_ended and (at > until or world.chance(0.2)):
        return
    at = min(at, until)
    action.done_by, action.done_at = by, at
    action.evidence_done, action.evidence_changed = words.DONE[0], words.DONE[1].format(child="The child")
    action.clock.met_at = at
    records.take_step(world, ACTION, action, "report_done", by=by, at=at)
    at = hours.after(at + timedelta(days=4), 30)
    if not has_ended and (at > until or world.chance(0.2)):
        return
    at = min(at, until)
    action.accepted_by, action.accepted_at = judge, at
    records.take_step(world, ACTION, action, "accept", by=judge, at=at)
