"""Whoever acts on a record about no child holds an office in its area, or answers for the agency that it is put to."""

from types import SimpleNamespace

import pytest

from conftest import professional
from harbourlight.foundations.access.needs import PERMISSIONS
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import AgencyArea, Area, RoleHolding
from harbourlight.foundations.pathways import verbs, works
from harbourlight.foundations.pathways.steps import Pathway, Step, StepNotAllowed, Works

pytestmark = pytest.mark.django_db
KEEPS, ANSWERS = "tests.keeps", "tests.answers"
MATTER = Pathway(
    name="matter", states={"put": "Put"},
    works=Works(ways=("keeper", "addressee"), offices={"keeper": KEEPS}, agencies={"addressee": ("agency", ANSWERS)}),
    steps=(Step("begin", (), "put", may=KEEPS, says="Begun", works=("keeper",), creates=True),),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _permissions(monkeypatch):
    """Let the business unit keep, and whoever may answer in the partnership answer."""
    monkeypatch.setitem(PERMISSIONS, KEEPS, frozenset({Role.BUSINESS_UNIT}))
    monkeypatch.setitem(
        PERMISSIONS, ANSWERS, frozenset({Role.BUSINESS_UNIT, Role.PARTNERSHIP_CHAIR, Role.SENIOR_MANAGER})
    )


@pytest.fixture
def farshore(cast):
    """Return another area, in which the council works too."""
    made = Area.objects.create(name="Farshore", code="farshore", started_on=cast.area.started_on)
    AgencyArea.objects.create(agency=cast.council, area=made, started_on=cast.area.started_on)
    return made


def ways_of(by, record, moment):
    """Return in which ways somebody stands to a record."""
    return [way for way in MATTER.works.ways if works.stands_as(MATTER, way, record, by, moment)]


def matter(cast, agency, **more):
    """Return something put to an agency in the area."""
    return SimpleNamespace(child_ids=(), area_id=cast.area.pk, agency_id=agency and agency.pk, **more)


def test_an_agency_is_answered_for_by_its_own_people_and_by_nobody_whom_it_only_pays(cast, moment):
    put = matter(cast, cast.council)
    assert ways_of(cast.senior, put, moment) == ["addressee"]
    assert ways_of(cast.business, put, moment) == ["keeper"]
    assert ways_of(cast.chair, put, moment) == []
    assert ways_of(cast.alice, put, moment) == []
    assert ways_of(cast.senior, matter(cast, cast.police), moment) == []
    assert ways_of(cast.senior, matter(cast, None), moment) == []


def test_an_office_in_one_area_is_none_in_another_unless_the_record_concerns_both(cast, moment, farshore):
    flo = professional("Flo Mainsail", cast.council, "business_unit")
    RoleHolding.objects.filter(professional=flo).update(area=farshore)
    assert ways_of(flo, matter(cast, cast.police), moment) == []
    assert ways_of(flo, matter(cast, cast.police, area_ids=[cast.area.pk, farshore.pk]), moment) == ["keeper"]
    verbs.check_begins(MATTER, MATTER.steps[0], None, flo, moment, area=farshore)
    with pytest.raises(StepNotAllowed, match="permission"):
        verbs.check_begins(MATTER, MATTER.steps[0], None, flo, moment, area=cast.area)


def test_whoever_acts_in_an_office_answers_for_no_agency(cast):
    assert works.answers_for(MATTER, "keeper", cast.business) is None
    assert works.answers_for(MATTER, "addressee", cast.senior) == cast.council.pk
