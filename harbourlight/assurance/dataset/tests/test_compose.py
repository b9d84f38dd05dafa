"""A scorecard for a group is made of the same indicators and the same figures."""

from datetime import date

import pytest
from django.urls import reverse

from harbourlight.assurance.dataset.choices import BEGINNINGS
from harbourlight.assurance.dataset.models import Scorecard
from harbourlight.foundations.measures import registry

from .factories import value
from .test_pages import page, row_of

pytestmark = pytest.mark.django_db


def test_every_beginning_names_indicators_that_are_there():
    for _, refs in BEGINNINGS.values():
        assert set(refs) <= set(registry.INDICATORS)


def test_the_business_unit_composes_a_scorecard_and_the_group_reads_it(area, cast, moment, client_for):
    value(area, "EH5-QL", date(2018, 10, 1), number="31", at=moment)
    client = client_for(cast.business)
    html = page(client, "dataset:scorecard_new", **{"from": "missing"})
    assert "Missing, exploited and trafficked children" in html
    assert html.count("checked") == 6
    sent = {"title": "Missing children", "refs": ["EH5-QL", "M4"]}
    assert client.post(reverse("dataset:scorecard_new"), sent).status_code == 302
    assert "there already" in client.post(reverse("dataset:scorecard_new"), sent).content.decode()
    card = Scorecard.objects.get()
    assert (card.slug, card.refs) == ("missing-children", ["M4", "EH5-QL"])
    reader = client_for(cast.councillor)
    assert "card=missing-children" in page(reader, "dataset:scorecards")
    sheet = page(reader, month="2018-10", card="missing-children")
    assert sheet.count('<th scope="row">') == 2
    assert " 31 " in row_of(sheet, "EH5-QL")
    client = client_for(cast.business)
    place = reverse("dataset:scorecard_change", args=[card.pk])
    assert client.post(place, {"title": "Missing", "refs": ["M4"]}).status_code == 302
    assert Scorecard.objects.get().refs == ["M4"]


def test_who_may_compose(cast, client_for):
    for somebody in (cast.board, cast.councillor, cast.auditor, cast.charlie):
        assert client_for(somebody).get(reverse("dataset:scorecard_new")).status_code == 403
