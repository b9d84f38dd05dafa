"""What becomes of the actions of an ended plan: each is done, goes on in the child in need plan, or is dropped."""

from typing import NamedTuple

from harbourlight.foundations.actions import actions as tracked
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.pathways.chains import fact
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.practice.childinneed.actions import settled_before_closing
from harbourlight.practice.childinneed.models import Plan

from ..choices import Becomes
from ..models import ProtectionPlan
from ..pathway import PLAN


class Answer(NamedTuple):
    """What becomes of one action, with the words that each answer asks for."""

    becomes: str
    done: str = ""
    changed: str = ""
    reason: str = ""
    due_on: object = None


def left_of(plan):
    """Return the actions of an ended plan that are still to be done, the soonest due first."""
    rows = Action.objects.of(plan).filter(state="open") if plan.state == "ended" else Action.objects.none()
    return rows.select_related("owner", "owner_agency").order_by("due_on", "given_at")


def goes_on_under(plan):
    """Return the child in need plan that runs for the child of an ended plan, or None."""
    return Plan.objects.filter(episode_id=plan.episode_id, ended_on=None).first()


@settled_before_closing
def actions_are_left(episode):
    """Say that an episode cannot be closed while nobody has said what becomes of the actions of an ended plan."""
    ended = ProtectionPlan.objects.filter(episode=episode, state="ended").values("pk")
    if not Action.objects.filter(source_id__in=ended, state="open").exists():
        return ""
    return "Actions of the child protection plan that ended are still open. Say on its page what becomes of each."


@does(PLAN, "settle_actions")
def settle_left(plan, *, answers, by, at):
    """Say of actions of an ended plan what becomes of them.

    ``answers`` is {action's id: ``Answer``, or its words by their names}.
    """
    after = goes_on_under(plan)
    for action in left_of(plan):
        told = answers.get(action.pk)
        if told is None:
            continue
        answer = told if isinstance(told, Answer) else Answer(**told)
        if answer.becomes == Becomes.DONE:
            tracked.report_done(action=action, what_was_done=answer.done, what_changed=answer.changed, by=by, at=at)
        elif answer.becomes == Becomes.DROPPED:
            tracked.drop(action=action, reason=answer.reason, by=by, at=at)
        elif after is None:
            raise StepNotAllowed("No child in need plan runs. Start it first, then say which actions go on in it.")
        else:
            tracked.carry(action=action, to=after, due_on=answer.due_on, by=by, at=at)


@fact(PLAN, "nothing_left")
def nothing_left(plan):
    """Tell that no action of an ended plan is open any more."""
    return "" if left_of(plan).exists() else "No action of the plan is still open."
