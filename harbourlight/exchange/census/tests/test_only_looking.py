"""Who opened a child's record in an emergency reads what the census says of the child, and decides none of it."""

import pytest

from harbourlight.exchange.cincensus import making
from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.people.actions import bulk_tokens
from harbourlight.practice.childinneed.models import Episode
from harbourlight.practice.childprotection.models import ProtectionPlan

from ..loading import load_file
from ..models import CheckRun, Contradiction, Finding, Pair
from .conftest import YEAR
from .test_updating import on_file, protected

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was written"


@pytest.fixture
def looks(cast, moment, as_user):
    """Return a function that opens a child's record in an emergency to a manager who does not work with the child."""

    def look(person_id):
        with as_user(cast.senior):
            access.break_glass(person_id=person_id, reason="Found alone at night", by=cast.senior, at=moment)

    return look


def test_a_pair_waits_for_somebody_who_works_with_the_child(made, cast, moment, as_user, looks, client_for):
    child = protected()
    person = on_file(cast, moment, as_user, child)
    bulk_tokens([person])
    load_file(path=made([child]), area=cast.area, team=cast.social_work, at=moment)
    looks(person.pk)
    with as_system(WHY):
        pair = Pair.objects.get()
    client = client_for(cast.senior)
    for answer in (str(person.pk), "other"):
        said = client.post(f"/census/pairs/{pair.pk}/", {"person": answer, "note": "I think so."})
        assert "because of an emergency" in said.content.decode()
    with as_system(WHY):
        assert Pair.objects.get().state == "waiting"
        assert not ProtectionPlan.objects.exists()


def test_a_contradiction_and_a_finding_wait_too(made, cast, moment, looks, client_for):
    child = next(making.children(1, YEAR))
    load_file(path=made([child]), area=cast.area, team=cast.assessment, at=moment)
    with as_system(WHY):
        Episode.objects.update(primary_need="N9")
    child["CINdetails"][0]["PrimaryNeedCode"] = "N3"
    load_file(path=made([child]), area=cast.area, team=cast.assessment, at=moment)
    with as_system(WHY):
        row = Contradiction.objects.get()
        run = CheckRun.objects.create(area=cast.area, team=cast.assessment, asked_at=moment, state="done")
        finding = Finding.objects.create(
            run=run, holder=cast.assessment, person_id=row.person_id, rule="8500", severity="error", message="Wrong."
        )
    looks(row.person_id)
    client = client_for(cast.senior)
    said = client.post(f"/census/contradictions/{row.pk}/", {"note": "N9 is right."})
    assert "because of an emergency" in said.content.decode()
    page = f"/census/findings/{finding.pk}/"
    assert "works with the child" in client.post(page, {"state": "fixed", "reason": ""}).content.decode()
    assert client_for(cast.team_manager).post(page, {"state": "fixed", "reason": ""}).status_code == 302
    with as_system(WHY):
        assert Contradiction.objects.get().settled_at is None
        assert Finding.objects.get().answered_by == cast.team_manager
