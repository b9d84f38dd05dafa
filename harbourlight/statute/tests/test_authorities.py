"""Which authority a code means, and whether it stood on a day: the day before, the day, and the day after."""

from datetime import date, timedelta

import pytest

from harbourlight.statute import authorities
from harbourlight.statute.errors import UnknownCode

LAST = {"835": date(2019, 3, 31), "837": date(2019, 3, 31), "928": date(2021, 3, 31), "909": date(2023, 3, 31)}


@pytest.mark.parametrize("code", LAST)
def test_an_abolished_authority_is_good_to_its_last_day_and_names_its_heirs_after(code):
    last = LAST[code]
    assert authorities.against(code, last) == ""
    said = authorities.against(code, last + timedelta(days=1))
    assert f"ended on 31 March {last.year}" in said
    for heir in authorities.get(code).successors:
        assert authorities.get(heir).name in said
        assert authorities.against(heir, last + timedelta(days=1)) == ""
        assert "began on 1 April" in authorities.against(heir, last)
        assert authorities.follows(heir, code)
        assert not authorities.follows(code, heir)


@pytest.mark.parametrize("code", ["999", "000", "555", "", "90"])
def test_a_code_that_no_list_knows_is_told(code):
    assert "no authority we know" in authorities.against(code, date(2026, 3, 31)).lower()
    with pytest.raises(UnknownCode):
        authorities.get(code)


def test_there_are_153_authorities_and_every_heir_is_one():
    assert sum(each.stands_on(date(2026, 3, 31)) for each in authorities.every()) == 153
    codes = [each.code for each in authorities.every()]
    assert len(codes) == len(set(codes))
    for each in authorities.every():
        assert set(each.successors) <= set(codes)
        assert bool(each.successors) == bool(each.ends)
