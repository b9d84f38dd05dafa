"""A council's census files, made of invented children."""

import pytest

from harbourlight.exchange.cincensus import making
from harbourlight.exchange.cincensus.years import named

from ..loading import load_file

YEAR = named("2025-26")


@pytest.fixture
def made(tmp_path):
    """Return a function that writes children as a file of a year and gives its path."""

    def write(children, *, year=YEAR, name="census.xml"):
        return making.make(tmp_path / name, children, year)

    return write


@pytest.fixture
def loaded(cast, moment):
    """Return a function that loads a file for the social work team."""

    def load(path, **how):
        return load_file(path=path, area=cast.area, team=cast.social_work, at=moment, **how).run

    return load
