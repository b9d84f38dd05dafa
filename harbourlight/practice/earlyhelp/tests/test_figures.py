"""The figures of early help, and what stands on the first page of whoever leads."""

import pytest
from django.urls import reverse

from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.declarations import Figure, Month
from harbourlight.foundations.pathways.works import day_of
from harbourlight.foundations.rules.tests.factories import keeps

from .. import actions, indicators
from ..pathway import ALLOCATION
from .stories import accepted, family, planned

pytestmark = pytest.mark.django_db


def figures(area, moment):
    """Return {reference: figure of this month}."""
    month = Month.of(day_of(moment))
    return {measure.ref: found[-1] for measure, found in indicators.table(area, [month], moment)}


def test_each_figure_counts_what_it_says(cast, moment, as_user):
    keeps(cast.area, {ALLOCATION: 5})
    case = accepted(cast, moment, as_user, family(cast, moment, "Isla Breakwater", "Rory Breakwater"))
    with as_user(cast.helper):
        case = actions.allocate(case=case, lead=cast.bob, by=cast.helper, at=moment)
    with as_user(cast.bob):
        case = planned(case, cast.bob, moment)
    found = figures(cast.area, moment)
    assert [found[ref] for ref in ("EHA-01", "EHA-02", "EHA-03", "EHA-04")] == [
        Figure(1),
        Figure(1),
        Figure(1),
        Figure(0),
    ]
    assert found["EHA-05"] == Figure(1, 1)
    with as_user(cast.bob):
        actions.step_up(case=case, team=cast.assessment, reason="An injury.", by=cast.bob, at=moment)
    assert figures(cast.area, moment)["EHA-04"] == Figure(2)


@pytest.mark.parametrize(
    ("row", "measure"), [("EH1a", "EHA-01"), ("EH1c", "EHA-02"), ("EH1b", "EHA-03"), ("M5", "EHA-04")]
)
def test_the_sheet_is_counted_by_these(row, measure):
    assert registry.measure_of(registry.INDICATORS[row]).ref == measure


def test_whoever_leads_finds_the_case_on_the_first_page_and_others_do_not(cast, moment, as_user, client_for):
    case = accepted(cast, moment, as_user)
    with as_user(cast.helper):
        case = actions.allocate(case=case, lead=cast.bob, by=cast.helper, at=moment)
    assert case.get_absolute_url() in client_for(cast.bob).get(reverse("today:today")).content.decode()
    assert case.get_absolute_url() not in client_for(cast.nurse).get(reverse("today:today")).content.decode()
