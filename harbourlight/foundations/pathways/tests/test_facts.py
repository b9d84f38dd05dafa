"""A room tells facts of a record: stretches that its clocks follow, and what stands in the way of a step."""

from datetime import date, datetime
from types import SimpleNamespace

from harbourlight.foundations.access.middleware import LONDON

from ..chains import Span, fact, hindrance, links_of
from ..steps import Chain, Pathway, Step

BEGUN, NEXT = datetime(2026, 3, 2, 10, tzinfo=LONDON), date(2026, 4, 13)
MOORING = Pathway(
    name="mooring",
    first="moored",
    states={"moored": "Moored", "gone": "Gone"},
    ended=("gone",),
    clocks=(Chain("LOCAL-MOORING", counts_from="looks", title="Somebody looks at the ropes"),),
    steps=(Step("cast_off", ("moored",), "gone", "signed in", "Cast off", unless="storm"),),
)


@fact(MOORING, "looks")
def looks(boat):
    """Tell each stretch between two looks, with the day agreed for the next."""
    return boat.looks


@fact(MOORING, "storm")
def storm(boat):
    """Tell of a storm."""
    return "Wait until the storm is over." if boat.is_stormy else None


def boat(*looks, is_stormy=False):
    """Return a boat at its mooring."""
    return SimpleNamespace(looks=list(looks), is_stormy=is_stormy, state="moored")


def test_a_day_that_was_agreed_is_when_it_is_due():
    (told,) = links_of(MOORING, boat(Span(BEGUN, None, NEXT, "the day agreed")))
    assert (told.started, told.met, told.due, told.version) == (BEGUN, None, NEXT, "the day agreed")


def test_each_stretch_is_met_by_its_own_end_and_by_no_other():
    first, second = links_of(MOORING, boat(Span(BEGUN, BEGUN, NEXT), Span(BEGUN, None, NEXT)))
    assert (first.met, second.met) == (BEGUN, None)


def test_a_day_stands_for_its_noon():
    (told,) = links_of(MOORING, boat(Span(date(2026, 3, 2), date(2026, 3, 3), NEXT)))
    assert (told.started.hour, told.met.hour) == (12, 12)


def test_no_stretch_is_no_clock():
    assert list(links_of(MOORING, boat())) == []


def test_a_step_is_hindered_while_its_fact_says_why():
    step = MOORING.step("cast_off")
    assert hindrance(MOORING, step, boat(is_stormy=True)) == "Wait until the storm is over."
    assert hindrance(MOORING, step, boat()) == ""
