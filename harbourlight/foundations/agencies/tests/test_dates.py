"""Roles, places in teams and areas hold from a day to a day, the last one included."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area, Professional, RoleHolding

pytestmark = pytest.mark.django_db


def test_charlie_holds_a_role_until_the_evening_of_its_last_day(cast, moment):
    today = moment.date()
    held = RoleHolding.objects.create(professional=cast.charlie, role="auditor", started_on=today, ended_on=today)
    assert "auditor" in cast.charlie.roles_on(held.started_on)
    assert "auditor" not in cast.charlie.roles_on(today - timedelta(days=1))
    assert "auditor" not in cast.charlie.roles_on(today + timedelta(days=1))


def test_nothing_ends_before_it_starts(cast, moment):
    today = moment.date()
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHolding.objects.create(
            professional=cast.charlie, role="auditor", started_on=today, ended_on=today - timedelta(days=1)
        )


def test_an_account_without_a_password_signs_in_by_no_password(cast):
    somebody = Professional.objects.create_user("New.Comer@Harbourlight.example", agency=cast.school,
                                                name="Nina Comer", started_on=cast.area.started_on)  # fmt: skip
    assert somebody.email == "new.comer@harbourlight.example"
    assert not somebody.has_usable_password()


def test_a_page_is_about_an_area_of_the_readers_own_agency(cast, moment):
    other = Area.objects.create(name="Anchor Bay", code="anchor-bay", started_on=cast.area.started_on)
    AgencyArea.objects.create(agency=cast.school, area=other, started_on=other.started_on)
    foreign = Area.objects.create(name="Farshore", code="farshore", started_on=cast.area.started_on)

    def asked(code, user=cast.bob):
        return area_of(SimpleNamespace(user=user, GET={"area": code}, today=moment.date()))

    assert asked("harbourhaven") == cast.area
    assert asked("") == other == asked(foreign.code)
    nowhere = Agency.objects.create(name="Adrift", sector="voluntary", kind="relevant_agency", started_on=moment.date())
    cast.charlie.agency = nowhere
    with pytest.raises(Http404):
        asked("harbourhaven", cast.charlie)
