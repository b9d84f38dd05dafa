"""The business unit enters what figures are compared with; what stood before stays to be seen."""

import pytest
from django.urls import reverse

from harbourlight.assurance.dataset.models import Benchmark, Population, Target

from .test_pages import page, row_of, text_of

pytestmark = pytest.mark.django_db


def day(name, written):
    year, month, number = written.split("-")
    return {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}


def test_children_of_the_area_are_entered_with_their_date_and_corrected(cast, area, client_for):
    client = client_for(cast.business)
    place = reverse("dataset:population_new")
    for children in ("50300", "50400"):
        sent = {"children": children, "told_by": "Mid-year estimate for 2025", **day("from_on", "2026-07-01")}
        assert client.post(place, sent).status_code == 302
    assert client.post(place, sent | {"children": "0"}).status_code == 200
    assert [int(row.children) for row in Population.objects.get(area=area).events.order_by("pgh_id")] == [50300, 50400]
    words = text_of(page(client_for(cast.councillor), "dataset:population"))
    assert "1 July 2026 50400 before: 50300 Mid-year estimate for 2025" in words
    assert str(cast.business) in words


def test_a_target_is_a_number_for_a_year_or_to_be_confirmed(cast, area, client_for):
    client = client_for(cast.business)
    place = reverse("dataset:target", args=["M8-QL"])
    sent = {"year": "2026-27", "number": "", "period": "month"}
    assert client.post(place, sent).status_code == 302
    assert Target.objects.get(ref="M8-QL").is_to_be_confirmed
    assert client.post(place, sent | {"number": "101"}).status_code == 200
    assert client.post(place, sent | {"year": "2026-28"}).status_code == 200
    assert client.post(place, sent | {"number": "95"}).status_code == 302
    words = text_of(page(client_for(cast.board), "dataset:compared", "M8-QL"))
    assert "2026-27 95.0% before: To be confirmed" in words
    assert "95.0%" in row_of(page(client_for(cast.board), month="2026-05"), "M8-QL")


def test_a_benchmark_has_its_year_and_the_newest_stands_on_the_sheet(cast, area, client_for):
    client = client_for(cast.business)
    place = reverse("dataset:benchmark", args=["M2-NI"])
    for number, updated in (("548", "2025-11-01"), ("540", "2026-01-15")):
        sent = {"group": "england", "number": number, "of_year": "2024-25", **day("updated_on", updated)}
        assert client.post(place, sent).status_code == 302
    assert Benchmark.objects.count() == 2
    assert "England 540" in row_of(page(client_for(cast.board), month="2026-05"), "M2-NI")
    words = text_of(page(client_for(cast.board), "dataset:compared", "M2-NI"))
    assert "England 540 2024-25 15 January 2026" in words
    assert "England 548 2024-25 1 November 2025" in words


def test_only_the_business_unit_enters_them(cast, client_for):
    for somebody in (cast.board, cast.senior, cast.sergeant):
        client = client_for(somebody)
        for name, ids in (("population_new", []), ("target", ["M1"]), ("benchmark", ["M1"])):
            assert client.get(reverse(f"dataset:{name}", args=ids)).status_code == 403
    html = page(client_for(cast.board), "dataset:compared", "M1")
    assert "Set a target" not in html
