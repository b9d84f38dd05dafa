"""Two records of one person become one, and come apart again as they were."""

from datetime import date

import pytest

from harbourlight.foundations.access.actions import bar
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.people import actions, merging, search
from harbourlight.foundations.people.models import (
    Address,
    Identifier,
    Involvement,
    Name,
    Person,
    Relationship,
)

from .factories import known

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def two(cast, moment):
    """Return two records of one child, each seen by other people, with details."""
    kept = known(cast, moment, seen_by=[cast.alice, cast.manager])
    dropped = known(cast, moment, "Katie", "Oneil", date(2015, 4, 3), seen_by=[cast.bob, cast.manager],
                    identifiers=[{"kind": "nhs", "value": "9434765919"}],
                    addresses=[{"lines": "1 Beacon Street", "postcode": "ZZ1 1AA"}])  # fmt: skip
    mother = known(cast, moment, "Maeve", "O'Neill", date(1990, 1, 1), is_child=False)
    actions.add_relationship(person=dropped, other=mother, kind="mother", by=None, at=moment)
    actions.add_involvement(person=dropped, kind="school", service="Lantern Street", by=None, at=moment)
    return kept, dropped


def everything():
    """Return every detail of everybody, as it stands."""
    models = (Name, Identifier, Address, Relationship, Involvement)
    with as_system("a test compares everything"):
        rows = {model.__name__: sorted(map(repr, model.objects.values())) for model in models}
        people = Person.objects.order_by("pk").values_list("pk", "first_name", "last_name", "born_on", "merged_into")
        return rows | {"people": list(people)}


def test_a_merge_moves_details_and_keeps_everybodys_sight(two, cast, moment, as_user):
    kept, dropped = two
    with as_user(cast.manager):
        merging.merge(kept=kept, dropped=dropped, reason="Same NHS number", by=cast.manager, at=moment)
        found = search.find(search.Query("Katie Oneil"), cast.manager, moment)
        assert [match.person_id for match in found] == [kept.id]
    with as_user(cast.bob):
        assert Identifier.objects.get().person_id == kept.id
        assert Address.objects.get().person_id == kept.id
        assert Person.objects.filter(pk=kept.pk).exists()
    with as_user(cast.charlie):
        assert not Person.objects.exists()


def test_an_undone_merge_gives_back_the_same(two, cast, moment, as_user):
    kept, dropped = two
    before = everything()
    with as_user(cast.manager):
        record = merging.merge(kept=kept, dropped=dropped, reason="Same child", by=cast.manager, at=moment)
        assert everything() != before
        merging.undo_merge(record=record, by=cast.manager, at=moment)
        found = search.find(search.Query(identifier="9434765919"), cast.manager, moment)
        assert [match.person_id for match in found] == [dropped.id]
    assert everything() == before
    with as_system("a test looks at the grants"):
        shared = Grant.objects.filter(source__startswith="merge:")
        assert shared.exists()
        assert not shared.current(moment).exists()


def test_an_exclusion_from_one_record_holds_for_the_merged_one(two, cast, moment, as_user):
    kept, dropped = two
    bar(
        person_id=dropped.id,
        kind="excluded",
        professionals=[cast.alice],
        reason="Her niece",
        by=cast.senior,
        at=moment,
    )
    with as_user(cast.manager):
        merging.merge(kept=kept, dropped=dropped, reason="Same child", by=cast.manager, at=moment)
    with as_user(cast.alice):
        assert not Person.objects.filter(pk=kept.pk).exists()


def test_a_record_is_not_merged_twice_or_with_itself(two, cast, moment, as_user):
    kept, dropped = two
    with as_user(cast.manager):
        with pytest.raises(merging.CannotMerge):
            merging.merge(kept=kept, dropped=kept, reason="Same", by=cast.manager, at=moment)
        record = merging.merge(kept=kept, dropped=dropped, reason="Same", by=cast.manager, at=moment)
        with pytest.raises(merging.CannotMerge):
            merging.merge(kept=kept, dropped=dropped, reason="Same", by=cast.manager, at=moment)
        merging.undo_merge(record=record, by=cast.manager, at=moment)
        with pytest.raises(merging.CannotMerge):
            merging.undo_merge(record=record, by=cast.manager, at=moment)
