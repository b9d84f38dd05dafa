"""Names in any script are read, paired and sorted by their plain letters."""

import pytest

from harbourlight.foundations.agencies.models import Agency
from harbourlight.foundations.ui.letters import in_latin, may_be_one_name, sorts_as

NAMES = ["Zion", "École Saint-Jean", "Ådal", "de Silva", "Eaton", "Жанна", "Zebra", "أحمد", "Ωmega", "Dodd"]


@pytest.mark.parametrize(
    ("name", "read"),
    [("Łódź", "lodz"), ("O’Neill", "oneill"), ("Straße", "strasse"), ("Þóra", "thora"), ("王小明", "wang xiao ming")],
)
def test_a_name_is_read_in_latin_letters(name, read):
    assert in_latin(name) == read


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("Zoë", "ZOE", True), ("O'Neill", "O Neill", True), ("Наталья", "Natalya", True), ("王伟", "Wang Wei", True),
        ("王", "汪", False), ("王", "王", True), ("Anna", "Hannah", False),
    ],
)  # fmt: skip
def test_names_in_two_scripts_pair_and_two_that_only_sound_alike_do_not(one, other, may_be):
    assert may_be_one_name(one, other) is may_be
    assert may_be_one_name(other, one) is may_be


@pytest.mark.django_db
def test_names_are_sorted_alike_by_the_database_and_by_the_product(moment):
    for name in NAMES:
        Agency.objects.create(name=name, sector="health", kind="relevant_agency", started_on=moment.date())
    by_database = list(Agency.objects.filter(name__in=NAMES).order_by("name__letters").values_list("name", flat=True))
    assert by_database == sorted(NAMES, key=sorts_as)
    assert by_database.index("École Saint-Jean") == by_database.index("Eaton") + 1
