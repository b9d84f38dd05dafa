"""The census in the browser: a manager checks a file, teams put findings right, reasons are there next time."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from harbourlight.exchange.cincensus import making
from harbourlight.exchange.cincensus.made_faults import faulty_children
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.people.actions import bulk_tokens
from harbourlight.practice.childinneed.models import Episode
from harbourlight.practice.childprotection.models import ProtectionPlan

from ..loading import load_file
from ..models import CheckRun, Contradiction, Finding, HeldFile, Pair
from ..working.checks import run_check
from .conftest import YEAR
from .test_updating import on_file, protected

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was written"


def uploaded(path):
    """Return a file as a browser sends it."""
    return SimpleUploadedFile("census.xml", path.read_bytes(), content_type="text/xml")


@pytest.fixture
def faulty(made):
    """Return a file of sound children and of some with faults."""
    wrong = [child for _, children in list(faulty_children(YEAR))[:12] for child in children]
    return made([*making.children(8, YEAR), *wrong])


@pytest.fixture
def checked(cast, moment, client_for):
    """Return a function that uploads a file as the team manager, lets the background check it, and gives the run."""

    def check(path):
        answer = client_for(cast.team_manager).post("/census/check/", {"file": uploaded(path), "year": ""})
        assert answer.status_code == 302, answer.content
        with as_system(WHY):
            run = CheckRun.objects.order_by("-asked_at").first()
        run_check(run_id=run.pk, at=moment)
        return run

    return check


def test_a_manager_follows_a_check_to_its_findings(faulty, cast, client_for, moment):
    client = client_for(cast.team_manager)
    answer = client.post("/census/check/", {"file": uploaded(faulty), "year": ""})
    page = client.get(answer.url)
    assert page["Refresh"]
    assert b"children so far" in page.content
    with as_system(WHY):
        run = CheckRun.objects.get()
    run_check(run_id=run.pk, at=moment)
    page = client.get(answer.url)
    assert b"This is the first check of the year" in page.content
    assert b"By rule" in page.content
    with as_system(WHY):
        assert not HeldFile.objects.exists()
        assert Finding.objects.count() == CheckRun.objects.get().findings_count > 0


def test_a_team_that_holds_nothing_sees_nothing(faulty, checked, cast, client_for):
    run = checked(faulty)
    with as_system(WHY):
        finding = Finding.objects.filter(run=run).first()
    client = client_for(cast.senior)
    assert client.get(f"/census/checks/{run.pk}/").status_code == 404
    assert client.get(f"/census/findings/{finding.pk}/").status_code == 404
    assert client_for(cast.charlie).get("/census/").status_code == 403


def test_a_team_explains_what_it_was_given_and_the_reason_is_there_next_time(faulty, checked, cast, client_for):
    run = checked(faulty)
    client = client_for(cast.team_manager)
    with as_system(WHY):
        finding = Finding.objects.filter(run=run).exclude(number="").order_by("rule").first()
    client.post(f"/census/checks/{run.pk}/assign/", {"team": cast.social_work.pk, "rule": finding.rule})
    connie = client_for(cast.colleague)
    assert finding.number.encode() in connie.get("/census/findings/").content
    refused = connie.post(f"/census/findings/{finding.pk}/", {"state": "explained", "reason": ""})
    assert b"Enter the reason" in refused.content
    told = {"state": "explained", "reason": "The court was closed."}
    assert connie.post(f"/census/findings/{finding.pk}/", told).status_code == 302
    again = checked(faulty)
    with as_system(WHY):
        same = Finding.objects.get(run=again, rule=finding.rule, number=finding.number, element=finding.element)
        assert (same.since, same.state, same.reason) == ("still", "explained", "The court was closed.")


def test_what_was_put_right_is_gone_and_what_was_not_comes_back(faulty, checked, made, cast, moment):
    first = checked(faulty)
    with as_system(WHY):
        Finding.objects.filter(run=first).update(state="fixed")
    again = checked(faulty)
    with as_system(WHY):
        assert set(Finding.objects.filter(run=again).values_list("state", flat=True)) == {"open"}
    last = checked(made(making.children(48, YEAR), name="sound.xml"))
    with as_system(WHY):
        run = CheckRun.objects.get(pk=last.pk)
        told = Finding.objects.filter(run=again).values_list("rule", "number", "element", "found")
        assert (run.findings_count, run.gone) == (0, len(set(told)))


def test_a_file_that_is_no_census_is_refused_in_words(tmp_path, checked, cast, client_for):
    path = tmp_path / "census.xml"
    path.write_text("<Letter>Dear all</Letter>")
    run = checked(path)
    assert b"cannot be checked" in client_for(cast.team_manager).get(f"/census/checks/{run.pk}/").content


def test_our_own_return_is_checked_from_the_records(made, loaded, cast, client_for, moment):
    loaded(made(making.children(48, YEAR)))
    client = client_for(cast.team_manager)
    answer = client.post("/census/own/", {"year": "2025-26"})
    with as_system(WHY):
        run = CheckRun.objects.get()
    run_check(run_id=run.pk, at=moment)
    assert b"48 children, 0 findings" in client.get(answer.url).content


def test_those_who_work_with_a_child_see_who_is_in_and_why(made, loaded, cast, client_for):
    loaded(made(making.children(16, YEAR)))
    page = client_for(cast.colleague).get("/census/children/?year=2025-26").content.decode()
    assert "Open at the end of the year" in page
    assert "Referred, no further action" in page
    assert "No child whom you may see" in client_for(cast.worker).get("/census/children/?year=2025-26").content.decode()


def test_a_contradiction_is_settled_by_somebody_who_sees_the_child(made, cast, moment, client_for):
    child = next(making.children(1, YEAR))
    load_file(path=made([child]), area=cast.area, team=cast.assessment, at=moment)
    with as_system(WHY):
        Episode.objects.update(primary_need="N9")
    child["CINdetails"][0]["PrimaryNeedCode"] = "N3"
    load_file(path=made([child]), area=cast.area, team=cast.assessment, at=moment)
    with as_system(WHY):
        row = Contradiction.objects.get()
    client = client_for(cast.team_manager)
    assert b"PrimaryNeedCode" in client.get("/census/contradictions/").content
    client.post(f"/census/contradictions/{row.pk}/", {"note": "N9 is right; the file was corrected."})
    with as_system(WHY):
        assert Contradiction.objects.get().settled_by == cast.team_manager


@pytest.mark.parametrize(
    "address", ["", "check/", "own/", "children/", "rules/", "findings/", "pairs/", "contradictions/"]
)
def test_every_page_opens_for_a_manager(address, cast, client_for):
    assert client_for(cast.team_manager).get(f"/census/{address}").status_code == 200


def test_a_pair_is_decided_by_somebody_who_sees_the_child_on_file(made, cast, moment, as_user, client_for):
    child = protected()
    person = on_file(cast, moment, as_user, child)
    bulk_tokens([person])
    load_file(path=made([child]), area=cast.area, team=cast.social_work, at=moment)
    with as_system(WHY):
        pair = Pair.objects.get()
    assert client_for(cast.senior).get(f"/census/pairs/{pair.pk}/").status_code == 404
    client = client_for(cast.team_manager)
    page = client.get(f"/census/pairs/{pair.pk}/").content.decode()
    assert "Jory Skerry" in page
    assert pair.number in page
    client.post(f"/census/pairs/{pair.pk}/", {"person": str(person.pk), "note": "The school knows both numbers."})
    with as_system(WHY):
        assert Pair.objects.get().state == "same"
        assert ProtectionPlan.objects.get().person_id == person.pk
