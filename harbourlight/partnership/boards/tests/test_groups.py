"""Bodies of the partnership: who sits in them, and who may know of them."""

from datetime import date

import pytest

from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.meetings import types
from harbourlight.partnership.boards.models import Group, Membership, Seat

pytestmark = pytest.mark.django_db


def test_a_seat_has_the_say_that_its_body_gives_it(area):
    board = Group.objects.create(
        key="haven-board",
        name="Haven Board",
        kind="board",
        area=area,
        meeting_type="board",
        started_on=date(2019, 6, 27),
    )
    said = {
        ("partner", True): "partner",
        ("observer", False): "observer",
        ("chair", False): "chair",
        ("chair", True): "chair_with_vote",
        ("lay", False): "lay_without_vote",
    }
    for (kind, votes), key in said.items():
        seat = Seat(group=board, title="A seat", kind=kind, votes=votes)
        assert seat.key == key
        assert types.get("board").seat(key).votes is votes


def test_a_body_of_another_area_is_not_shown_unless_it_spans_the_area_or_has_a_seat_for_us(cast, moment):
    on = moment.date()
    far = Area.objects.create(name="Farshore", code="farshore", started_on=date(2010, 1, 1))
    made = {
        key: Group.objects.create(
            key=key, name=key, kind="board", area=where, meeting_type="board", started_on=date(2019, 6, 27)
        )
        for key, where in (("ours", cast.area), ("theirs", far), ("spanning", far), ("seated", far))
    }
    made["spanning"].areas.add(cast.area)
    seat = Seat.objects.create(group=made["seated"], title="Health", kind="member", started_on=date(2019, 6, 27))
    Membership.objects.create(seat=seat, professional=cast.nurse, deputy=cast.board, started_on=date(2020, 1, 1))
    assert {group.key for group in Group.objects.open_to(cast.board, on)} == {"ours", "spanning", "seated"}
    assert {group.key for group in Group.objects.open_to(cast.sergeant, on)} == {"ours", "spanning"}
