"""The return is made from the records: what was loaded comes out again, and passes the check."""

import io

import pytest

from harbourlight.exchange.cincensus import making
from harbourlight.exchange.cincensus.checking import check
from harbourlight.exchange.cincensus.records import census_in

from ..loading.kept import plain
from ..sending import write_return
from .conftest import YEAR

pytestmark = pytest.mark.django_db


def facts(children):
    """Return children by their numbers, whatever the order of the file, without its lines."""
    return {each["ChildIdentifiers"]["LAchildID"]: plain(each) for each in children}


@pytest.fixture
def returned(cast, moment, tmp_path):
    """Return a function that writes the return of the area and gives its path."""

    def write(year=YEAR):
        path = tmp_path / "return.xml"
        stream = io.StringIO()
        write_return(stream=stream, area=cast.area, year=year, at=moment)
        path.write_text(stream.getvalue(), "utf-8")
        return path

    return write


@pytest.mark.parametrize("every_module", [False, True])
def test_what_was_loaded_comes_out_again(made, loaded, returned, every_module):
    children = list(making.children(48, YEAR, every_module=every_module))
    loaded(made(children))
    with census_in(returned()) as census:
        assert facts(census.children) == facts(children)


def test_the_return_passes_its_own_check(made, loaded, returned):
    loaded(made(making.children(48, YEAR)))
    report = check(returned())
    assert (report.children, report.findings, report.not_run) == (48, (), ())
