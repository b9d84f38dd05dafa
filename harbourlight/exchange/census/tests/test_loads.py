"""A checked file is tried and loaded in the browser; the return is made there and fetched."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from harbourlight.exchange.cincensus import making
from harbourlight.exchange.cincensus.checking import check
from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Barrier, Reading
from harbourlight.foundations.agencies.models import TeamMembership
from harbourlight.foundations.people.actions import bulk_tokens
from harbourlight.foundations.people.models import Person

from ..models import CheckRun, Contradiction, Fetched, HeldFile, ImportRun, LoadNote, LoadRun, Pair
from ..working.checks import run_check
from ..working.loads import forget, run_load
from .conftest import YEAR
from .test_updating import on_file, protected

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was written"


@pytest.fixture
def gwen(cast, client_for):
    """Return the client of the business unit, who belongs to a team of the area."""
    TeamMembership.objects.create(professional=cast.business, team=cast.conferencing, started_on="2020-01-01")
    return client_for(cast.business)


def latest(model):
    """Return the row that was asked for last."""
    with as_system(WHY):
        return model.objects.order_by("-asked_at").first()


@pytest.fixture
def checked(gwen, moment):
    """Return a function that uploads a file and lets the background check it."""

    def upload(path):
        sent = SimpleUploadedFile("census.xml", path.read_bytes(), content_type="text/xml")
        assert gwen.post("/census/check/", {"file": sent, "year": ""}).status_code == 302
        run_check(run_id=latest(CheckRun).pk, at=moment)
        return latest(CheckRun)

    return upload


@pytest.fixture
def tried(checked, gwen, cast, moment):
    """Return a function that checks a file and lets the background try it."""

    def attempt(path):
        run = checked(path)
        assert b"Load this file" in gwen.get(f"/census/checks/{run.pk}/").content
        assert gwen.post(f"/census/checks/{run.pk}/load/", {"into": cast.social_work.pk}).status_code == 302
        waiting = latest(LoadRun)
        assert gwen.get(f"/census/loads/{waiting.pk}/")["Refresh"]
        run_load(load_id=waiting.pk, at=moment)
        return latest(LoadRun)

    return attempt


def test_a_trial_counts_and_changes_nothing_and_the_loading_does_what_it_said(made, tried, gwen, moment):
    trial = tried(made(making.children(16, YEAR)))
    assert (trial.counts["children"], trial.counts["added"]) == (16, 16)
    with as_system(WHY):
        assert not Person.objects.exists()
        assert not ImportRun.objects.exists()
    assert b"Nothing was changed" in gwen.get(f"/census/loads/{trial.pk}/").content
    answer = gwen.post(f"/census/loads/{trial.pk}/")
    load = latest(LoadRun)
    assert (answer.url, load.is_trial) == (f"/census/loads/{load.pk}/", False)
    run_load(load_id=load.pk, at=moment)
    assert b"The file is deleted" in gwen.get(answer.url).content
    with as_system(WHY):
        assert (Person.objects.count(), ImportRun.objects.get().added) == (16, 16)
        assert not HeldFile.objects.exists()
        assert not LoadNote.objects.exists()


def test_a_trial_shows_a_child_on_file_only_to_those_who_may_see_the_child(
    made, tried, gwen, cast, moment, as_user, client_for
):
    child = protected()
    person = on_file(cast, moment, as_user, child)
    bulk_tokens([person])
    trial = tried(made([child]))
    assert trial.counts["pairs"] == 1
    with as_system(WHY):
        assert LoadNote.objects.get().child_ids == [person.pk]
        assert not Pair.objects.exists()
    assert child["ChildIdentifiers"]["LAchildID"] not in gwen.get(f"/census/loads/{trial.pk}/").content.decode()


def test_what_of_a_new_child_cannot_be_read_is_shown_to_the_team_that_holds_the_file(made, tried, gwen):
    child = protected()
    child["CINdetails"][0]["CINclosureDate"] = child["CINdetails"][0]["CINreferralDate"].replace(year=2010)
    child["CINdetails"][0]["ReasonForClosure"] = "RC7"
    trial = tried(made([child]))
    assert "cannot be read or stand together" in gwen.get(f"/census/loads/{trial.pk}/").content.decode()
    with as_system(WHY):
        assert not Contradiction.objects.exists()


def test_one_file_at_a_time_is_loaded_in_an_area(made, checked, gwen, cast):
    run = checked(made(making.children(8, YEAR)))
    address = f"/census/checks/{run.pk}/load/"
    assert gwen.post(address, {"into": cast.social_work.pk}).status_code == 302
    assert b"Another file is being loaded" in gwen.post(address, {"into": cast.social_work.pk}).content


def test_after_a_day_a_trial_is_forgotten_and_a_loading_that_stuck_gives_way(made, tried, checked, gwen, cast, moment):
    child = protected()
    child["CINdetails"][0]["CINclosureDate"] = child["CINdetails"][0]["CINreferralDate"].replace(year=2010)
    trial = tried(made([child]))
    again = {"into": cast.social_work.pk}
    assert gwen.post(f"/census/checks/{trial.check_run_id}/load/", again).status_code == 302
    forget(moment + timedelta(hours=23))
    with as_system(WHY):
        assert LoadNote.objects.exists()
    forget(moment + timedelta(hours=25))
    with as_system(WHY):
        assert not LoadNote.objects.exists()
    assert gwen.post(f"/census/checks/{trial.check_run_id}/load/", again).status_code == 302


def test_a_team_that_holds_no_file_loads_none(made, tried, cast, client_for):
    trial = tried(made(making.children(8, YEAR)))
    client = client_for(cast.senior)
    assert client.get(f"/census/loads/{trial.pk}/").status_code == 404
    assert client.post(f"/census/loads/{trial.pk}/").status_code == 404
    assert client.get(f"/census/checks/{trial.check_run_id}/load/").status_code == 404
    assert client_for(cast.team_manager).get(f"/census/loads/{trial.pk}/").status_code == 403


@pytest.fixture
def returned(gwen, made, loaded, moment):
    """Return the return of an area of 16 children, made in the browser."""
    loaded(made(making.children(16, YEAR)))
    assert gwen.post("/census/return/", {"year": YEAR.label, "authority": "201"}).status_code == 302
    run_check(run_id=latest(CheckRun).pk, at=moment)
    return latest(CheckRun)


def test_the_return_that_is_fetched_passes_its_check_and_is_a_read_of_every_child(returned, gwen, tmp_path, cast):
    page = gwen.get(f"/census/checks/{returned.pk}/").content.decode()
    assert "Why episodes are in it" in page
    answer = gwen.get(f"/census/checks/{returned.pk}/file/")
    assert "attachment" in answer["Content-Disposition"]
    path = tmp_path / "fetched.xml"
    path.write_bytes(answer.content)
    report = check(path)
    assert (report.children, {found.severity for found in report.findings}) == (16, {"query"})
    with as_system(WHY):
        assert Reading.objects.filter(verb=Verb.EXPORTED, professional_id=cast.business.pk).count() == 16
        assert (Fetched.objects.get().by, Fetched.objects.get().children) == (cast.business, 16)
    assert "by Gwen Capstan" in gwen.get(f"/census/checks/{returned.pk}/").content.decode()


def test_nobody_fetches_a_return_with_a_child_whose_record_excludes_them(returned, gwen, cast, moment):
    with as_system(WHY):
        child = Person.objects.order_by("pk").first()
        Barrier(
            person_id=child.pk, kind="excluded", professional_ids=[cast.business.pk], placed_by=cast.guardian,
            placed_at=moment,
        ).save(force_insert=True)  # fmt: skip
    address = f"/census/checks/{returned.pk}/"
    assert gwen.get(f"{address}file/").url == address
    assert "closed to you" in gwen.get(address).content.decode()
    with as_system(WHY):
        assert not Fetched.objects.exists()


def test_a_manager_of_one_team_checks_the_return_and_fetches_no_file(returned, cast, client_for):
    client = client_for(cast.team_manager)
    assert client.get("/census/return/").status_code == 403
    assert client.get(f"/census/checks/{returned.pk}/file/").status_code == 403


@pytest.mark.parametrize("number", ["20", "ABC", "²³¹"])
def test_the_number_of_an_authority_has_three_figures(number, gwen):
    assert b"three figures" in gwen.post("/census/return/", {"year": YEAR.label, "authority": number}).content
