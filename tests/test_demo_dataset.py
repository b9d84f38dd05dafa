"""The dataset of the demonstration: its series equal a recount of its records, month by month."""

from datetime import timedelta

import pytest

from harbourlight.assurance.dataset.actions import compute
from harbourlight.assurance.dataset.models import Comment, Finding, Value
from harbourlight.assurance.dataset.tests.recount import month_of, records, recount
from harbourlight.demo import load
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.measures import registry
from harbourlight.foundations.people.merging import merge
from harbourlight.foundations.people.models import Person
from harbourlight.practice.frontdoor.models import Contact
from tests.test_demo import NOW

pytestmark = pytest.mark.django_db


def differences(area, months, at):
    """Return the figures of an area that a recount does not give."""
    kept, found = records(area), []
    rows = {(row.ref, row.first): row for row in Value.objects.filter(area=area, source="computed")}
    for month in months:
        for ref, (top, whole) in recount(area, month, at, kept).items():
            row = rows[ref, month.first]
            ours = (row.numerator, row.denominator)
            nothing = row.missing == "half_recorded" or (row.missing == "not_asked" and not top and not whole)
            if not nothing and ours != (top, whole):
                found.append((ref, str(month), ours, (top, whole)))
    return found


@pytest.fixture
def demonstration(db):
    """Load a small demonstration."""
    with as_system("the demonstration"):
        load.load(now=NOW, children=300, years=1.5, seed=3)
    return list(Area.objects.order_by("name"))


def test_the_series_equal_a_recount_also_after_late_telling_merging_and_changed_dates(demonstration):
    last = month_of(NOW).back(1)
    months = last.last_of(13)
    for area in demonstration:
        assert differences(area, months, NOW) == []
    area = demonstration[0]
    assert recount(area, last, NOW)["M1"][0] > 0
    with as_system("a test changes records"):
        contacts = list(Contact.objects.filter(area=area, happened_at__lt=last.span[0]).order_by("-happened_at")[:6])
        by = contacts[0].recorded_by or contacts[0].decided_by
        for number, contact in enumerate(contacts[:3]):
            moved = contact.happened_at - timedelta(days=20 + 15 * number)
            Contact.objects.filter(pk=contact.pk).update(happened_at=moved)
        Contact.objects.filter(pk=contacts[3].pk).update(recorded_at=contacts[3].happened_at + timedelta(days=40))
        alone = Person.objects.filter(pk__in=[child for each in contacts for child in each.child_ids], merged_into=None)
        merge(kept=alone[0], dropped=alone[1], reason="The same child", by=by, at=NOW)
    assert differences(area, months, NOW) != []
    compute(area=area, months=months, at=NOW)
    assert differences(area, months, NOW) == []


def test_the_example_sheet_stands_in_its_own_months_and_ends_today_as_well(demonstration):
    area = Area.objects.get(code="harbourhaven")
    assert Value.objects.get(area=area, ref="M1", first="2018-10-01").number == 1620
    last = month_of(NOW).back(1).first
    sources = dict(Value.objects.filter(area=area, first=last).values_list("ref", "source"))
    assert len(sources) == 60
    computed = {ref for ref, source in sources.items() if source == "computed"}
    assert computed == {ref for ref in sources if registry.is_computed(registry.INDICATORS[ref])}
    assert {"M1", "M2", "M3", "M2-NI", "M8-QL", "EH2", "EH3", "M6-QL", "DS-01", "DS-02"} <= computed
    rates = dict(Value.objects.filter(area=area, first=last, ref__startswith="DS").values_list("ref", "number"))
    assert rates == {"DS-01": 50, "DS-02": 50}
    assert Comment.objects.filter(area=area, first="2018-10-01").count() == 21
    assert Finding.objects.filter(kind="another_row").count() == 9
