"""Files with every kind of damage are loaded as far as they can be read; nothing of them stops the loading."""

import random

import pytest

from harbourlight.exchange.cincensus import making
from harbourlight.exchange.cincensus.made_faults import faulty_children
from harbourlight.exchange.cincensus.years import every
from harbourlight.foundations.access.guard import as_system
from harbourlight.practice.childinneed.models import Episode

from ..models import CensusChild

pytestmark = pytest.mark.django_db
YEARS = [year for year in every() if year.ends in (2019, 2024, 2026, 2027)]


@pytest.mark.parametrize("year", YEARS, ids=lambda year: year.label)
def test_every_planted_fault_is_loaded_or_listed(year, made, loaded):
    children = [child for _, children in faulty_children(year) for child in children]
    run = loaded(made([*making.children(16, year), *children], year=year))
    assert run.children == len(children) + 16
    assert run.added >= 16
    with as_system("a test counts what was loaded"):
        assert CensusChild.objects.count() == run.added + run.changed
        assert Episode.objects.count() >= 16
    again = loaded(made([*making.children(16, year), *children], year=year))
    assert (again.added, again.changed) == (0, 0)


def test_parts_that_are_cut_out_at_random_stop_nothing(made, loaded):
    chance = random.Random(7)  # the same damage each time

    def cut(value):
        if isinstance(value, dict):
            return {name: cut(one) for name, one in value.items() if chance.random() > 0.12 or "ident" in name.lower()}
        if isinstance(value, list):
            return [cut(one) for one in value]
        return value

    children = [cut(child) for child in making.children(120, YEARS[2], every_module=True)]
    for number, child in enumerate(children):
        child.setdefault("ChildIdentifiers", {})["LAchildID"] = f"D{number}"
        child.setdefault("ChildCharacteristics", {})
        child.setdefault("CINdetails", [])
    run = loaded(made(children, year=YEARS[2]))
    assert (run.children, run.added + run.pairs) == (120, 120)
