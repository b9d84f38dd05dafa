"""Computed figures are what counting the records by hand gives, month by month."""

from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from harbourlight.assurance.dataset.actions import compute
from harbourlight.assurance.dataset.models import Population, Value
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.declarations import Measure
from harbourlight.foundations.people.merging import merge
from harbourlight.foundations.people.models import Person
from harbourlight.practice.frontdoor.actions.decide import decide
from harbourlight.practice.frontdoor.models import Contact
from harbourlight.practice.frontdoor.tests.stories import told

from .factories import value
from .recount import month_of, recount

pytestmark = pytest.mark.django_db


def rows_computed():
    """Return how many rows of the sheet are had from records."""
    return sum(registry.is_computed(indicator) for indicator in registry.INDICATORS.values())


def computed(area, month):
    rows = Value.objects.filter(area=area, first=month.first)
    return {row.ref: row for row in rows}


@pytest.fixture
def worked(cast, moment, as_user):
    """Return contacts of four months, some decided late, some not at all, told late, dated anew, of merged children."""
    made = []
    for number in range(16):
        happened = moment - timedelta(days=40 + 8 * number, hours=number)
        with as_user(cast.bob):
            made.append(told(cast, moment, f"Child{number} Halewood", happened_at=happened))
    for number, contact in enumerate(made[:12]):
        with as_user(cast.manager):
            decide(
                contact=contact, by=cast.manager, at=contact.happened_at + timedelta(hours=2 + 30 * (number % 3)),
                outcome=("referral", "no_action", "strategy", "referral")[number % 4], rationale="So.",
                team=cast.assessment,
            )  # fmt: skip
    return made


def test_a_computed_series_is_what_a_recount_gives(worked, cast, area, moment):
    Population.objects.create(area=area, from_on="2020-01-01", children=50300)
    months = month_of(moment).back(1).last_of(13)
    with as_system("a test changes records"):
        Contact.objects.filter(pk=worked[3].pk).update(happened_at=worked[3].happened_at - timedelta(days=31))
        kept, dropped = (Person.objects.get(pk=worked[number].child_ids[0]) for number in (4, 5))
        merge(kept=kept, dropped=dropped, reason="The same child", by=cast.manager, at=moment)
    compute(area=area, months=months, at=moment)
    counted = 0
    for month in months:
        rows, by_hand = computed(area, month), recount(area, month, moment)
        for ref, (top, whole) in by_hand.items():
            row = rows[ref]
            if row.missing == "not_asked":
                assert (top, whole or 0) == (0, 0)
                continue
            if row.missing == "half_recorded":
                continue
            counted += top
            if whole is None:
                assert row.number == top, (ref, month)
            elif not whole:
                assert row.missing == "nothing_to_count"
            else:
                assert (row.numerator, row.denominator) == (top, whole), (ref, month)
                assert row.number == (Decimal(100) * top / whole).quantize(Decimal("0.00000001"), ROUND_HALF_UP)
        if not rows["M2"].missing:
            assert rows["M2-NI"].denominator == 50300
            assert abs(rows["M2-NI"].number - rows["M2"].number * 10000 / 50300) < Decimal("0.0000001")
    assert counted > 16


def test_a_month_recorded_in_part_is_marked_and_has_no_figure(cast, area, moment, as_user):
    """It would be a low month of every average, change and limit."""
    last = month_of(moment).back(1)
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood", happened_at=last.back(1).span[0] + timedelta(days=14))
        told(cast, moment, "Rowan Halewood", happened_at=last.span[0] + timedelta(days=14))
    compute(area=area, months=last.last_of(3), at=moment)
    assert [computed(area, each)["M1"].missing for each in last.last_of(3)] == ["not_asked", "half_recorded", ""]
    assert computed(area, last.back(1))["M1"].number is None


def test_a_contact_recorded_late_counts_in_the_month_it_was_received(cast, area, moment, as_user):
    last = month_of(moment).back(1)
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood", happened_at=last.span[0] + timedelta(hours=1))
    assert compute(area=area, months=[last], at=moment) == (rows_computed(), 0, 0, 0)
    assert computed(area, last)["M1"].number == 1
    with as_user(cast.bob):
        told(cast, moment, "Rowan Halewood", happened_at=last.span[1] - timedelta(minutes=1))
        told(cast, moment, "Hazel Halewood", happened_at=last.span[1])
    assert compute(area=area, months=[last], at=moment + timedelta(seconds=10)) == (0, 2, rows_computed() - 2, 0)
    row = computed(area, last)["M1"]
    assert row.number == 2
    assert [int(event.number) for event in row.events.order_by("pgh_id")] == [1, 2]


def test_computing_again_changes_nothing(worked, area, moment):
    months = month_of(moment).last_of(13)
    new, *_ = compute(area=area, months=months, at=moment)
    assert new == 13 * rows_computed()
    assert compute(area=area, months=months, at=moment + timedelta(seconds=10)) == (0, 0, 13 * rows_computed(), 0)


def test_no_figure_says_why(worked, area, moment):
    now = month_of(moment)
    compute(area=area, months=now.last_of(13), at=moment)
    assert {row.missing for row in computed(area, now).values()} == {"not_yet_due"}
    assert {row.missing for row in computed(area, now.back(12)).values()} == {"not_asked"}
    assert computed(area, now.back(2))["M2-NI"].missing == "no_population"


def test_what_was_brought_in_stays(worked, area, moment):
    last = month_of(moment).back(1)
    value(area, "M1", last.first, "1620", at=moment)
    assert compute(area=area, months=[last], at=moment)[3] == 1
    assert computed(area, last)["M1"].number == 1620


def test_a_figure_counts_what_its_reader_may_not_see(worked, cast, area, moment, as_user):
    last = month_of(moment).back(2)
    with as_user(cast.board):
        compute(area=area, months=[last], at=moment)
        assert computed(area, last)["M1"].number == recount(area, last, moment)["M1"][0]


def test_every_night_the_figures_of_every_area_are_filled(worked, area, moment):
    from harbourlight.assurance.dataset.tasks import compute_figures

    compute_figures(int(moment.timestamp()))
    last = month_of(moment).back(2)
    assert computed(area, last)["M1"].number == recount(area, last, moment)["M1"][0]


def test_a_stock_counts_what_stood_at_the_end_of_each_month(cast, area, moment, as_user):
    now = month_of(moment)
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood", happened_at=now.back(2).span[0] + timedelta(days=3))
        told(cast, moment, "Rowan Halewood", happened_at=now.back(1).span[0] + timedelta(days=3))
    waiting = Measure(
        "T-1", "Contacts received so far", "", "contacts", "", "Everything received until the end of the month.",
        numerator=lambda area, span: Contact.objects.filter(area=area, happened_at__lt=span.bounds[1]), kind="stock",
    )  # fmt: skip
    with as_system("a test counts"):
        found = waiting.by_month(area, now.back(1).last_of(3), moment)
    assert [figure.top for figure in found] == [0, 1, 2]


def test_a_measure_stands_for_one_reference():
    with pytest.raises(ValueError, match="declared twice"):
        registry.register([replace(registry.MEASURES["FD-01"], title="Something else")])
