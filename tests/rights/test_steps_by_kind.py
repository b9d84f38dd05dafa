"""Who may take which step, and from which state: the tables in words say what people can really do."""

import importlib
import logging
import pkgutil

import pytest

import harbourlight
from harbourlight.foundations.pathways.steps import Pathway

from . import actions, childinneed, contacts, earlyhelp, enquiries, privatefostering, protectionplans, recommendations
from .states import allowing
from .table import differences, row_of, rows_of, write_down
from .tries import seen, told_of

pytestmark = pytest.mark.django_db
ROOMS = (contacts, actions, earlyhelp, childinneed, enquiries, privatefostering, protectionplans, recommendations)
EVERY = [rights for room in ROOMS for rights in room.ALL]
# Processes about no child, and the meeting itself, whose tries are still to be written; the list only gets shorter.
NOT_YET = {
    "challenge in the partnership", "plan", "progress of a plan", "report", "urgent decision",
    "report to a panel", "meeting",
}  # fmt: skip
IDS = [rights.title for rights in EVERY]


@pytest.fixture
def _quiet():
    """Keep the log of refusals out of the way: most tries are refused."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("_quiet")
@pytest.mark.parametrize("rights", EVERY, ids=IDS)
def test_people_take_the_steps_that_the_table_says_and_no_others(rights, cast, moment, as_user):
    told = told_of(rights, cast, moment, as_user)
    answers = seen(rights, told)
    rows = [row_of(rights, each, answers[each.step, each.way]) for each in rights.tries]
    faults = differences(rows, rows_of(rights))
    assert not faults, f"What was seen lies in {write_down(rights, rows)}"


@pytest.mark.parametrize("rights", EVERY, ids=IDS)
def test_a_step_is_taken_from_its_states_and_from_no_other(rights, cast, moment, as_user):
    told = told_of(rights, cast, moment, as_user)
    states = {step: {rights.pathway.states[state] for state in some} for step, some in allowing(rights, told).items()}
    table = {row["Name of the step"]: set(row["May be taken while"].split("; ")) for row in rows_of(rights)}
    assert {step: some or {"(begins it)"} for step, some in states.items()} == table


def test_every_step_of_every_pathway_stands_in_the_table():
    tried = {(id(rights.pathway), each.step) for rights in EVERY for each in rights.tries}
    declared = [each for each in pathways() if each.name not in NOT_YET]
    assert not [
        f"{each.name}: {step.name}" for each in declared for step in each.steps if (id(each), step.name) not in tried
    ]  # fmt: skip


def pathways():
    """Return every pathway that the product declares."""
    modules = [name for _, name, _ in pkgutil.walk_packages(harbourlight.__path__, "harbourlight.")
               if ".pathway" in name and ".tests" not in name and ".migrations" not in name]  # fmt: skip
    values = [value for name in modules for value in vars(importlib.import_module(name)).values()]
    return {id(value): value for value in values if isinstance(value, Pathway)}.values()
