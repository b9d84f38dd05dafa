"""How a family comes to early help, and who leads the work with it."""

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.rules.tests.factories import keeps

from .. import actions
from ..models import Case
from ..pathway import ALLOCATION
from .stories import accepted, child, family

pytestmark = pytest.mark.django_db


def test_a_decision_of_the_front_door_opens_a_case_that_its_team_sees(cast, moment, as_user):
    case = accepted(cast, moment, as_user, family(cast, moment, "Isla Breakwater", "Rory Breakwater"))
    with as_user(cast.helper):
        assert Case.objects.get().state == "accepted"
        assert len(Case.objects.get().child_ids) == 2
    with as_user(cast.charlie):
        assert not Case.objects.filter(pk=case.pk).exists()


def test_a_family_is_helped_once_and_a_brother_joins_the_case(cast, moment, as_user):
    isla, rory = family(cast, moment, "Isla Breakwater", "Rory Breakwater")
    case = accepted(cast, moment, as_user, [isla])
    with as_user(cast.helper):
        actions.allocate(case=case, lead=cast.bob, by=cast.helper, at=moment)
    again = accepted(cast, moment, as_user, [isla, rory])
    assert again.pk == case.pk
    with as_user(cast.bob):
        assert set(Case.objects.get().child_ids) == {isla.pk, rory.pk}


def test_without_a_number_of_the_area_no_clock_runs(cast, moment, as_user):
    accepted(cast, moment, as_user)
    with as_system("the test reads clocks"):
        assert not Deadline.objects.exists()


def test_with_a_number_the_clock_runs_until_somebody_is_named(cast, moment, as_user):
    keeps(cast.area, {ALLOCATION: 5})
    case = accepted(cast, moment, as_user)
    with as_user(cast.helper):
        running = Deadline.objects.get()
        assert (running.clock, running.met_at, running.team) == ("CLK-EHA-001", None, cast.early_help)
        actions.allocate(case=case, lead=cast.nurse, by=cast.helper, at=moment)
        assert Deadline.objects.get().met_at == moment


def test_another_lead_takes_over_and_the_first_sees_nothing_more(cast, moment, as_user):
    case = accepted(cast, moment, as_user)
    with as_user(cast.helper):
        case = actions.allocate(case=case, lead=cast.bob, by=cast.helper, at=moment)
    with as_user(cast.bob):
        actions.allocate(case=case, lead=cast.nurse, by=cast.bob, at=moment)
    with as_user(cast.bob):
        assert not Case.objects.exists()
    with as_user(cast.nurse):
        assert Case.objects.get().lead == cast.nurse


def test_nobody_outside_the_case_names_its_lead(cast, moment, as_user):
    case = accepted(cast, moment, as_user)
    with as_user(cast.charlie), pytest.raises(Case.DoesNotExist):
        actions.allocate(case=case, lead=cast.charlie, by=cast.charlie, at=moment)


def test_a_school_opens_a_case_for_a_child_it_works_with_and_leads_it(cast, moment, as_user):
    from harbourlight.foundations.access.actions import give

    isla = child(cast.area, moment)
    give(person_ids=[isla.pk], professional=cast.bob, basis="network", reason="Pupil", by=None, at=moment)
    with as_user(cast.bob):
        actions.open_case(people=[isla], area=cast.area, by=cast.bob, at=moment, reason="Often late, tired, hungry.")
        case = Case.objects.get()
        assert (case.lead, case.state, case.team) == (cast.bob, "allocated", None)
        with pytest.raises(StepNotAllowed, match="already"):
            actions.open_case(people=[isla], area=cast.area, by=cast.bob, at=moment, reason="Again.")
