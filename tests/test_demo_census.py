"""The demonstration's own return passes the check that it shows to others."""

import io

import pytest

from harbourlight.demo import load
from harbourlight.exchange.census.sending import write_return
from harbourlight.exchange.cincensus.checking import check
from harbourlight.exchange.cincensus.years import of_day
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Area
from tests.test_demo import NOW

pytestmark = pytest.mark.django_db


def test_the_return_of_the_demonstration_has_no_error(tmp_path):
    """Of every area, for the last year that is over."""
    with as_system("the demonstration"):
        load.load(now=NOW, children=300, years=1.5, seed=3)
    year = of_day(NOW.date().replace(year=NOW.year - 1))
    counted = 0
    for area in Area.objects.order_by("name"):
        stream = io.StringIO()
        counted += write_return(stream=stream, area=area, year=year, at=NOW)
        path = tmp_path / "return.xml"
        path.write_text(stream.getvalue(), "utf-8")
        errors = [each for each in check(path).findings if each.severity == "error"]
        assert [(each.rule, each.element, each.found) for each in errors] == []
    assert counted > 10
