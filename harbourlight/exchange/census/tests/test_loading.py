"""A council's file is loaded: the children's journeys stand in the rooms as if they had been recorded there."""

import pytest

from harbourlight.exchange.cincensus import making
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.models import Identifier, Person
from harbourlight.practice.childinneed.models import Assessment, Episode, Plan
from harbourlight.practice.childprotection.models import ConferenceChild, Enquiry, LegalStage, ProtectionPlan

from ..models import CensusChild, Contradiction, ImportRun
from .conftest import YEAR

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was written"


def counts():
    """Return how many rows there are of everything that a file becomes."""
    models = (Person, Identifier, Episode, Assessment, Plan, Enquiry, ConferenceChild, ProtectionPlan, Deadline)
    with as_system(WHY):
        return [model.objects.count() for model in (*models, CensusChild, Contradiction)]


def test_every_journey_of_a_file_becomes_a_record(made, loaded):
    run = loaded(made(making.children(40, YEAR)))
    assert (run.children, run.added, run.contradictions, run.unread, run.pairs) == (40, 40, 0, 0, 0)
    with as_system(WHY):
        assert Episode.objects.count() == 45
        assert ProtectionPlan.objects.count() == 10
        assert Enquiry.objects.filter(icpc_held_on__isnull=False).count() == 10
        assert Episode.objects.filter(imported_line__startswith="Census 2025-26, line ").count() == 45


def test_the_same_file_twice_changes_nothing(made, loaded):
    path = made(making.children(40, YEAR))
    loaded(path)
    before = counts()
    run = loaded(path)
    assert (run.added, run.changed, run.unchanged) == (0, 0, 40)
    assert counts() == before


def test_a_file_that_is_only_tried_leaves_nothing(made, loaded):
    before = counts()
    assert loaded(made(making.children(8, YEAR)), is_dry=True).added == 8
    assert counts() == before
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(("applied", "outcome"), [(True, "issue"), (False, "stepped_down")])
def test_how_pre_proceedings_ended_is_told_by_the_application_to_court(made, loaded, applied, outcome):
    child = next(making.children(1, YEAR, every_module=True))
    block = child["CINdetails"][0]["PreProceedingsandFGDM"][0]
    if not applied:
        del block["CourtAppDate"]
    loaded(made([child]))
    with as_system(WHY):
        stages = dict(LegalStage.objects.values_list("kind", "outcome"))
    assert stages["pre_proceedings"] == outcome
    assert ("proceedings" in stages) == applied
