"""A figure is a number or a reason, and belongs to its area."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from harbourlight.assurance.dataset.models import Value

from .factories import value

pytestmark = pytest.mark.django_db


def test_a_figure_is_a_number_or_says_why_there_is_none(area, moment):
    value(area, "M1", at=moment)
    value(area, "M2", number=None, missing="nothing_to_count", at=moment)
    for faulty in ({"number": None}, {"missing": "not_asked"}, {"number": "-1"}, {"first": date(2018, 10, 2)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            value(area, "M3", **{"at": moment, **faulty})


def test_a_month_has_one_figure_and_the_database_keeps_the_earlier_ones(area, moment):
    made = value(area, "M1", at=moment)
    with pytest.raises(IntegrityError), transaction.atomic():
        value(area, "M1", at=moment)
    made.number = 11
    made.save()
    assert [int(row.number) for row in made.events.order_by("pgh_id")] == [10, 11]


def test_figures_are_for_those_who_work_in_the_area(area, cast, moment):
    value(area, "M1", at=moment)
    assert Value.objects.visible_to(cast.board).count() == 1
    assert Value.objects.visible_to(cast.charlie).count() == 1
    from harbourlight.foundations.agencies.models import AgencyArea

    AgencyArea.objects.filter(agency=cast.elsewhere).update(ended_on="2011-01-01")
    assert Value.objects.visible_to(cast.charlie).count() == 0
