"""A role in one area writes nothing for a body of another, though an agency works in both and bodies share a name."""

from datetime import date

import pytest
from django.urls import reverse

from conftest import professional
from harbourlight.foundations.agencies.models import AgencyArea, Area, RoleHolding
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions
from ..models import Addressee, Hearing, Recommendation
from .factories import addressed, london, met

pytestmark = pytest.mark.django_db
LONG_AGO = date(2010, 1, 1)


@pytest.fixture
def unit(cast):
    """Return somebody of the police, which works in two areas, who is the business unit of the other one."""
    other = Area.objects.create(name="Farshore", code="farshore", started_on=LONG_AGO)
    AgencyArea.objects.create(agency=cast.police, area=other, started_on=LONG_AGO)
    flo = professional("Flo Mainsail", cast.police, "business_unit", "partnership_chair")
    RoleHolding.objects.filter(professional=flo).update(area=other)
    flo.other = other
    return flo


def test_they_neither_judge_publish_nor_withdraw_what_is_addressed_to_their_agency(cast, unit, moment, client_for):
    row = addressed(cast, moment)
    where = {"addressee": row, "meeting": met(cast, london(moment)), "by": unit, "at": moment}
    with pytest.raises(StepNotAllowed, match="Only those"):
        actions.withdraw(reason="Not ours.", **where)
    with pytest.raises(StepNotAllowed, match="permission"):
        actions.publish(recommendation=row.recommendation, is_public=True, by=unit, at=moment)
    with pytest.raises(StepNotAllowed, match="Only those"):  # whoever is paid by the police and serves elsewhere
        actions.respond(addressee=row, answer="accepted", by=unit, at=moment)
    page = client_for(unit).get(reverse("improvement:addressee", args=[row.pk]))
    assert reverse("improvement:withdraw", args=[row.pk]) not in page.content.decode()
    publish = reverse("improvement:publish", args=[row.recommendation_id])
    assert client_for(unit).post(publish).status_code == 403
    assert not Recommendation.objects.get().is_public
    assert actions.withdraw(reason="Done.", **where | {"addressee": Addressee.objects.get(), "by": cast.business})


def test_they_do_not_answer_for_another_agency(cast, unit, moment):
    made = addressed(cast, moment, agencies=[cast.council])
    with pytest.raises(StepNotAllowed, match="addressed"):
        actions.respond(addressee=made, answer="accepted", by=unit, at=moment)


def test_a_list_reported_in_one_area_leaves_that_of_a_body_of_the_same_name_alone(cast, unit, moment):
    ours = addressed(cast, moment)
    theirs = addressed(cast, moment, area=unit.other, by=unit)
    for row in (ours, theirs):
        actions.respond(addressee=row, answer="rejected", reason="No.", by=None, at=moment)
    actions.report_to_panel(meeting=met(cast, london(moment), area=unit.other), by=unit, at=moment)
    assert Addressee.objects.get(pk=theirs.pk).state == "reported"
    assert Addressee.objects.get(pk=ours.pk).state == "rejected"
    assert Hearing.objects.get().addressee_id == theirs.pk
