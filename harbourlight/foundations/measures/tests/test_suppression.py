"""Readers who reckon with everything that is shown cannot work a small number back."""

from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from harbourlight.foundations.measures.arithmetic import printed, share
from harbourlight.foundations.measures.declarations import Indicator, Measure
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.rows import Is, Rows
from harbourlight.foundations.measures.sheet import Reading
from harbourlight.foundations.measures.suppression import SECONDARY, SMALL, USUAL, Rule, suppress

OCTOBER = Month(date(2018, 10, 1))
SEPTEMBER = OCTOBER.back(1)
CHILDREN = 1000


def indicator(ref, unit="count", **parts):
    return Indicator(ref, ref, "", "", unit, **parts)


ASSESSMENTS = Rows("childinneed.assessment", "completed_at")
KINDS = {"A": "single", "B": "initial", "C": "core"}  # all that an assessment can be
MEASURES = {
    ref: Measure(ref, ref, "", "", "", "", numerator=ASSESSMENTS.where(Is("kind", (kind,))), denominator=ASSESSMENTS)
    for ref, kind in KINDS.items()
}
DECLARED = {
    each.ref: each
    for each in (
        indicator("ALL"),
        indicator("PART"),
        indicator("SHARE", "percent", numerator_ref="PART", denominator_ref="ALL"),
        indicator("REST", "percent", complement_of="SHARE"),
        indicator("RATE", "rate_per_10000", numerator_ref="PART"),
        *(indicator(f"{one}%", "percent", denominator_ref="ALL", measure=one) for one in KINDS),
        indicator("STOCK", came="CAME", went="WENT"),
        indicator("CAME"),
        indicator("WENT"),
        indicator("ALONE", "percent"),
    )
}


def counted(number):
    return Reading(OCTOBER, Decimal(number))


def percent(top, bottom, *, with_parts=True):
    number = share(Decimal(top), Decimal(bottom), "percent")
    if number is None:
        return Reading(OCTOBER, missing="nothing_to_count")
    parts = (Decimal(top), Decimal(bottom)) if with_parts else ()
    return Reading(OCTOBER, number if with_parts else number.quantize(Decimal("0.1")), *parts)


def of_whole(part, whole, *, with_parts=True):
    """Return everything a sheet says of a part of a whole."""
    return {
        "ALL": counted(whole), "PART": counted(part),
        "SHARE": percent(part, whole, with_parts=with_parts),
        "REST": percent(whole - part, whole, with_parts=with_parts),
        "RATE": Reading(OCTOBER, share(Decimal(part), Decimal(CHILDREN), "rate_per_10000")),
    }  # fmt: skip


def prints(found, hidden):
    """Return what readers see."""
    return {
        ref: printed(reading.exact(DECLARED[ref].unit), DECLARED[ref].unit)
        for ref, reading in found.items()
        if reading.number is not None and (ref, OCTOBER) not in hidden
    }


def left_out(found, **options):
    return suppress({(ref, OCTOBER): reading for ref, reading in found.items()}, DECLARED, measures=MEASURES, **options)


@cache
def world_of_whole(part, whole, with_parts):
    return prints(of_whole(part, whole, with_parts=with_parts), {})


@cache
def world_of_bands(numbers):
    return prints(bands(numbers), {})


def fits(seen, world):
    """Say whether a possible world prints what readers see."""
    return all(world.get(ref) == text for ref, text in seen.items())


def assert_safe(candidates, actual):
    """A small number may be any from one to five, or fewer and more, by all that is shown."""
    if actual < USUAL:
        assert min(candidates) <= 1, f"readers know that {actual} is one of {sorted(candidates)}"
        assert max(candidates) >= USUAL - 1, f"readers know that {actual} is one of {sorted(candidates)}"


@given(
    some.integers(0, 24),
    some.integers(0, 24),
    some.booleans(),
    some.sets(some.sampled_from(["ALL", "PART", "SHARE", "REST", "RATE"])),
)
@settings(max_examples=200, deadline=None)
def test_no_part_of_a_whole_can_be_worked_back(one, other, with_parts, absent):
    """Total, part, percentage, complement and rate, any of them missing from the sheet."""
    whole, part = one + other, one
    found = {ref: each for ref, each in of_whole(part, whole, with_parts=with_parts).items() if ref not in absent}
    hidden = left_out(found)
    seen = prints(found, hidden)
    worlds = [(n, d) for d in range(56) for n in range(d + 1) if fits(seen, world_of_whole(n, d, with_parts))]
    assert (part, whole) in worlds
    if hidden.keys() & {(ref, OCTOBER) for ref in ("PART", "SHARE", "REST", "RATE")} or "PART" in found:
        assert_safe({n for n, _ in worlds}, part)
    if "ALL" in found:
        assert_safe({d for _, d in worlds}, whole)
    if seen.keys() >= {"ALL"} and found.keys() & {"PART", "SHARE", "REST", "RATE"}:
        assert_safe({d - n for n, d in worlds}, whole - part)


def bands(numbers):
    whole = sum(numbers)
    return {"ALL": counted(whole)} | {
        ref: percent(number, whole) for ref, number in zip(("A%", "B%", "C%"), numbers, strict=True)
    }


@given(some.tuples(*[some.integers(0, 11)] * 3))
@settings(max_examples=100, deadline=None)
def test_no_band_of_a_divided_whole_can_be_worked_back(numbers):
    """A whole with three percentages that make up a hundred."""
    found = bands(numbers)
    seen = prints(found, left_out(found))
    reach = [sum(numbers)] if "ALL" in seen else range(34)
    worlds = [
        (a, b, d - a - b)
        for d in reach
        for a in range(d + 1)
        for b in range(d - a + 1)
        if fits(seen, world_of_bands((a, b, d - a - b)))
    ]
    assert numbers in worlds
    for place, number in enumerate(numbers):
        if found["A%"].number is not None:
            assert_safe({world[place] for world in worlds}, number)


@given(some.integers(0, 30), some.integers(0, 12), some.integers(0, 12))
@settings(max_examples=100, deadline=None)
def test_neighbouring_months_tell_no_small_number(before, came, went):
    """What stood a month before, what came, what went, and what stands now."""
    after = before + came - went
    if after < 0:
        return
    actual = {("STOCK", SEPTEMBER): before, ("STOCK", OCTOBER): after, ("CAME", OCTOBER): came, ("WENT", OCTOBER): went}
    readings = {key: Reading(key[1], Decimal(number)) for key, number in actual.items()}
    hidden = suppress(readings, DECLARED, measures=MEASURES)
    seen = {key: number for key, number in actual.items() if key not in hidden}
    worlds = []
    stood = [before] if ("STOCK", SEPTEMBER) in seen else range(45)
    for b, c, w in product(stood, range(20), range(20)):
        world = dict(zip(actual, (b, b + c - w, c, w), strict=True))
        if world["STOCK", OCTOBER] >= 0 and all(world[key] == number for key, number in seen.items()):
            worlds.append(world)
    for key, number in actual.items():
        assert_safe({world[key] for world in worlds}, number)


@pytest.mark.parametrize(
    ("part", "whole", "small", "secondary"),
    [
        (6, 12, set(), set()),
        (5, 12, {"PART", "SHARE", "REST", "RATE"}, set()),
        (0, 12, {"PART", "SHARE", "REST", "RATE"}, set()),
        (3, 5, {"ALL", "PART", "SHARE", "REST", "RATE"}, set()),
        (37, 40, {"SHARE", "REST"}, {"ALL"}),
    ],
)  # fmt: skip
def test_what_is_left_out_and_why(part, whole, small, secondary):
    hidden = left_out(of_whole(part, whole))
    assert {ref for (ref, _), why in hidden.items() if why == SMALL} == small
    assert {ref for (ref, _), why in hidden.items() if why == SECONDARY} == secondary


def test_a_percentage_of_nobody_knows_how_many_is_left_out():
    assert left_out({"ALONE": percent(50, 100, with_parts=False)}) == {("ALONE", OCTOBER): SECONDARY}
    assert not left_out({"ALONE": percent(50, 100)})


def test_a_part_beside_its_whole_tells_the_rest_without_a_percentage():
    found = of_whole(6, 6)
    assert left_out({ref: found[ref] for ref in ("ALL", "PART")}) in (
        {("PART", OCTOBER): SECONDARY},
        {("ALL", OCTOBER): SECONDARY},
    )


def test_another_limit_can_be_set():
    assert not left_out(of_whole(5, 12), rule=Rule(small=5, greatest=4))
    assert left_out(of_whole(9, 30), rule=Rule(small=10, greatest=9))


def test_a_figure_readers_have_already_is_not_the_one_left_out():
    found = of_whole(37, 40)
    hidden = left_out(found, public={("PART", OCTOBER), ("RATE", OCTOBER)})
    assert hidden["ALL", OCTOBER] == SECONDARY
    assert ("PART", OCTOBER) not in hidden


def test_what_is_public_already_does_not_stop_the_work():
    hidden = left_out(of_whole(37, 40), public={("PART", OCTOBER), ("RATE", OCTOBER), ("ALL", OCTOBER)})
    assert set(hidden) == {("SHARE", OCTOBER), ("REST", OCTOBER)}
