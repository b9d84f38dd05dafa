"""From which states a step can really be taken: every step tried on a record put into every state."""

from django.db import DatabaseError

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .tries import pair, stories, undone


def allowing(rights, told):
    """Return {step: the states from which the engine took it}, tried by the person named on the record."""
    found = {step.name: set() for step in rights.pathway.steps}
    with undone():
        record = a_record(rights, told)
        for state in rights.pathway.states:
            with undone():
                put_into(record, state, rights.states.get(state, {}))
                for step in rights.pathway.steps:
                    if may_be_taken(rights.pathway, step.name, record, told):
                        found[step.name].add(state)
    return found


def a_record(rights, told):
    """Return a record that goes through the states of a pathway."""
    for story in stories(rights.tries):
        with as_system("the story puts a record on file"):
            _, record = pair(story(told))
        if isinstance(record, rights.model):
            return record
    raise AssertionError(f"No story of {rights.title} makes a record")


def put_into(record, state, more):
    """Put a record into a state, with whatever else its table wants to be said in it."""
    with as_system("the test puts a record into a state"):
        type(record)._base_manager.filter(pk=record.pk).update(state=state, **more)


def may_be_taken(pathway, step, record, told):
    """Say whether the engine takes a step now; whatever the table lacks afterwards is beyond that question."""
    try:
        with undone(), as_system("the test asks the engine alone"):
            take(pathway=pathway, step=step, record=record, by=told.who.lead, at=told.moment, checks_permission=False)
    except StepNotAllowed:
        return False
    except DatabaseError:
        return True
    return True
