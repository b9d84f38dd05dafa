"""Rules propose, people decide."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from harbourlight.assurance.dataset.actions import import_sheet, read_sheet
from harbourlight.assurance.dataset.actions.propose import propose
from harbourlight.assurance.dataset.models import Proposal, Target
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .factories import value
from .test_pages import page, text_of

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).resolve().parents[4] / "examples" / "scorecard"
JULY = Month(date(2018, 7, 1))


@pytest.fixture
def missed(area, moment):
    """Put a quarter on file whose target was missed each month."""
    for month in (JULY, JULY.back(-1), JULY.back(-2)):
        value(area, "LAC7-QL", month.first, number="80", numerator=80, denominator=100, at=moment)
    Target.objects.create(area=area, ref="LAC7-QL", year=2018, number=Decimal(95))
    propose(area=area, quarter=JULY, at=moment)
    return Proposal.objects.get()


def test_the_example_sheet_gives_proposals_of_both_kinds(area, moment):
    import_sheet(area=area, sheet=read_sheet(EXAMPLE / "indicators.csv", EXAMPLE / "values.csv"), at=moment)
    assert propose(area=area, quarter=JULY, at=moment) == Proposal.objects.count() >= 8
    assert set(Proposal.objects.values_list("kind", flat=True)) == {"positive", "concern"}
    assert all(Proposal.objects.values_list("reason", flat=True))
    before = set(Proposal.objects.values_list("pk", flat=True))
    propose(area=area, quarter=JULY, at=moment)
    assert set(Proposal.objects.values_list("pk", flat=True)) == before


def test_a_quarter_that_runs_is_not_judged(area, moment):
    with pytest.raises(StepNotAllowed, match="not ended"):
        propose(area=area, quarter=Month.of(moment.date()).quarter, at=moment)


def test_a_person_accepts_rewords_or_rejects_with_a_reason(missed, cast, client_for):
    client = client_for(cast.board)
    place = reverse("dataset:judge", args=[missed.pk])
    assert "The target of 95.0% was missed" in client.get(place).content.decode()
    assert "Say why it is rejected" in client.post(place, {"state": "rejected", "version": "1"}).content.decode()
    assert "in other words" in client.post(place, {"state": "reworded", "version": "1"}).content.decode()
    sent = {"state": "reworded", "wording": "Too few visits were in time.", "version": "1"}
    assert client.post(place, sent).status_code == 302
    words = text_of(page(client, "dataset:quarter", month="2018-07"))
    assert "Too few visits were in time. Bea Mainsail" in words
    assert "Somebody else changed" in client.post(place, {"state": "accepted", "version": "1"}).content.decode()
    assert client.post(place, {"state": "rejected", "why": "A strike.", "version": "2"}).status_code == 302
    assert "Rejected by Bea Mainsail: A strike." in text_of(page(client, "dataset:quarter", month="2018-07"))


def test_what_was_decided_stays_and_what_no_longer_holds_goes(missed, area, cast, moment, client_for):
    Target.objects.update(number=Decimal(70))
    assert propose(area=area, quarter=JULY, at=moment) == 1
    found = Proposal.objects.get()
    assert found.kind == "positive"
    client = client_for(cast.business)
    client.post(reverse("dataset:judge", args=[found.pk]), {"state": "accepted", "version": str(found.version)})
    Target.objects.update(number=Decimal(95))
    client.post(reverse("dataset:look") + "?month=2018-07")
    assert Proposal.objects.get().state == "accepted"
    Proposal.objects.all().delete()
    client.post(reverse("dataset:look") + "?month=2018-07")
    Target.objects.update(number=None, is_to_be_confirmed=True)
    client.post(reverse("dataset:look") + "?month=2018-07")
    assert not Proposal.objects.exists()


def test_who_reads_and_who_decides(missed, cast, client_for):
    assert "target of 95.0%" in page(client_for(cast.councillor), "dataset:quarter", month="2018-07")
    for somebody in (cast.councillor, cast.auditor, cast.manager, cast.charlie):
        client = client_for(somebody)
        assert client.post(reverse("dataset:judge", args=[missed.pk]), {"state": "accepted"}).status_code == 403
        assert client.post(reverse("dataset:look")).status_code == 403
