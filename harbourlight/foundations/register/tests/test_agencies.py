"""Gwen of the business unit keeps the agencies: where they work, and who represents them."""

from datetime import timedelta

import pytest

from conftest import LONG_AGO
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area, Team

from .test_accounts import in_parts

pytestmark = pytest.mark.django_db


def test_gwen_records_an_agency_and_who_represents_it(cast, gwen, client_for, moment):
    gwens = client_for(gwen)
    today = in_parts("started_on", moment.date())
    answer = gwens.post(
        "/register/agencies/new/",
        {"name": "Saltmarsh Academy", "sector": "education", "kind": "relevant_agency", **today},
    )
    assert answer.status_code == 302
    saltmarsh = Agency.objects.get(name="Saltmarsh Academy")
    cast.bob.agency = saltmarsh
    cast.bob.save()
    gwens.post(
        f"/register/agencies/{saltmarsh.pk}/areas/new/",
        {"area": cast.area.pk, "representative": cast.bob.pk, **today},
    )
    assert AgencyArea.objects.get(agency=saltmarsh).representative == cast.bob
    assert "Harbourhaven: Bob Lanyard" in gwens.get("/register/?name=saltmarsh").content.decode()
    history = gwens.get(f"/register/agencies/{saltmarsh.pk}/history/").content.decode()
    assert "Gwen Capstan" in history
    assert "Bob Lanyard" in history


def test_two_agencies_never_share_a_name(cast, gwen, client_for, moment):
    answers = {"name": cast.school.name.upper(), "sector": "education", "kind": "other"}
    answer = client_for(gwen).post("/register/agencies/new/", answers | in_parts("started_on", moment.date()))
    assert "one with this name already" in answer.content.decode()


def test_only_people_of_the_agency_represent_it(cast, gwen, client_for, moment):
    row = AgencyArea.objects.get(agency=cast.school)
    path = f"/register/covers/{row.pk}/"
    gwens = client_for(gwen)
    version = gwens.get(path).context["form"]["version"].value()
    refused = gwens.post(path, {"representative": cast.alice.pk, "version": version})
    assert refused.status_code == 200
    assert gwens.post(path, {"representative": cast.bob.pk, "version": version}).status_code == 302


def test_an_agency_with_people_in_it_does_not_end(cast, gwen, client_for):
    gwens = client_for(gwen)
    path = f"/register/agencies/{cast.school.pk}/end/"
    assert "1 person and 0 teams of Lantern Street Primary School" in gwens.post(path, {"when": "now"}).content.decode()
    cast.school.refresh_from_db()
    assert cast.school.ended_on is None


def test_an_agency_ends_with_its_work_in_each_area(cast, gwen, client_for, moment):
    empty = Agency.objects.create(name="Old Mill Nursery", sector="early_years", kind="other", started_on=LONG_AGO)
    AgencyArea.objects.create(agency=empty, area=cast.area, started_on=LONG_AGO)
    assert client_for(gwen).post(f"/register/agencies/{empty.pk}/end/", {"when": "now"}).status_code == 302
    empty.refresh_from_db()
    assert empty.ended_on == moment.date() - timedelta(days=1)
    assert AgencyArea.objects.get(agency=empty).ended_on == empty.ended_on
    page = client_for(gwen).get("/register/").content.decode()
    assert "Old Mill Nursery" not in page
    assert "Old Mill Nursery" in client_for(gwen).get("/register/?state=ended").content.decode()


def test_a_team_with_people_in_it_does_not_end(cast, andrew, client_for):
    said = client_for(andrew).post(f"/register/teams/{cast.mash.pk}/end/", {"when": "now"}).content.decode()
    assert "2 people are in Harbourhaven MASH beyond this day" in said


def test_andrew_records_an_area_and_a_team(cast, andrew, client_for, moment):
    andrews = client_for(andrew)
    today = in_parts("started_on", moment.date())
    andrews.post("/register/areas/new/", {"name": "Wickmoor", "code": "wickmoor", **today})
    wickmoor = Area.objects.get(code="wickmoor")
    answers = {"name": "Wickmoor MASH", "kind": "mash", "area": wickmoor.pk, **today}
    assert andrews.post(f"/register/agencies/{cast.council.pk}/teams/new/", answers).status_code == 302
    team = Team.objects.get(name="Wickmoor MASH")
    assert "Wickmoor MASH" in andrews.get("/register/teams/").content.decode()
    assert andrews.get(f"/register/teams/{team.pk}/").status_code == 200
    assert andrews.get("/register/areas/").status_code == 200


def test_two_hundred_agencies_are_read_in_pages(cast, gwen, client_for, django_assert_max_num_queries):
    Agency.objects.bulk_create(
        Agency(name=f"School {n:03}", sector="education", kind="relevant_agency", started_on=LONG_AGO)
        for n in range(200)
    )
    gwens = client_for(gwen)
    gwens.get("/register/")
    with django_assert_max_num_queries(20):
        page = gwens.get("/register/?page=2&sector=education").content.decode()
    assert "202 agencies" in page
    assert page.count("School 0") + page.count("School 1") == 20


def test_everybody_else_is_refused(cast, client_for):
    for person in (cast.manager, cast.board, cast.guardian, cast.bob):
        assert client_for(person).get("/register/").status_code == 403
