"""What was to be done for a child who died is dropped."""

from functools import partial

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.actions import cancel_deadlines
from harbourlight.foundations.people.deaths import THE_CHILD_DIED, Ends, only_about

from .models import Action
from .tracking import step


def ends(death):
    """Drop each unfinished action about nobody who lives."""
    rows = Action.objects.filter(child_ids__contains=[death.person.pk]).unfinished()
    for action in rows if death.ends_work else ():
        if only_about(death, action.child_ids):
            yield Ends(f"the action “{action.what}”", partial(let_go, action, by=death.by, at=death.at))


def let_go(action, *, by, at):
    """Drop one action because the child died, whoever owns it and its clock."""

    def fill(fresh):
        fresh.dropped_by, fresh.dropped_at, fresh.dropped_reason = by, at, THE_CHILD_DIED

    dropped = step("drop", action, by, at, fill, note=THE_CHILD_DIED, checks_permission=False)
    with as_system("the clock of an action ends with its child, whoever owns it"):
        cancel_deadlines(record=dropped, reason=THE_CHILD_DIED, at=at)
