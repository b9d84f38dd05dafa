"""No small number follows from all that is shown in all releases: proved, and refused where it is not so."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from django.urls import reverse

from harbourlight.assurance.dataset.actions import publish as publishing
from harbourlight.assurance.dataset.actions.proof import key_of, reading_of, refused
from harbourlight.assurance.dataset.models import Population, Publication, PublishedValue
from harbourlight.assurance.dataset.pathway import GREATEST_POSSIBLE
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import share
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.proving import Unproved
from harbourlight.foundations.measures.sheet import Reading
from harbourlight.foundations.measures.suppression import Rule, exposed, suppress
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.rules.actions import set_number

from .factories import value
from .test_publish import sheet  # noqa: F401 - a fixture

OCTOBER = Month(date(2018, 10, 1))
CHILDREN = 5_000
SHARES = ("M3", "EH4-QL", "CP4", "CP3-QL", "LAC6 (%)", "LAC12 (%)", "LAC9")
RATES = ("M2-NI", "CP1-NI", "CP6B-NI", "LAC1-NI")


def count(ref, number, month=OCTOBER):
    return {(ref, month): Reading(month, Decimal(number), Decimal(number))}


def part(ref, top, bottom, month=OCTOBER):
    number = share(Decimal(top), Decimal(bottom), registry.INDICATORS[ref].unit)
    return {} if number is None else {(ref, month): Reading(month, number, Decimal(top), Decimal(bottom))}


def told(readings, hidden):
    """Return which small numbers follow from what is not hidden."""
    return exposed(readings, registry.INDICATORS, shown=readings.keys() - set(hidden))


def small_authority():
    """Return thirteen months of a place with 5,000 children: nearly every number is small or next to one."""
    chance, found = Random(16), {}
    on_plans, looked_after = 24, 31
    for month in OCTOBER.last_of(13):
        held, moved, seen = chance.randint(2, 9), chance.randint(0, 2), chance.randint(10, 18)
        planned, began, ended = chance.randint(0, held), chance.randint(0, 3), chance.randint(0, 3)
        bands = [chance.randint(0, 8) for _ in range(5)]
        came, left = chance.randint(0, 4), chance.randint(0, 4)
        on_plans, looked_after = max(on_plans + planned + moved - ended, 0), max(looked_after + came - left, 0)
        counts = {
            "M1": 60 + seen, "M2": seen, "CP1": held + began, "CP2": held, "CP2b": moved, "CP4 (val)": planned,
            "CP3-QL (val)": chance.randint(0, held), "CP7": ended, "CP6B": on_plans, "EH3": sum(bands),
            "EH4 (val)": sum(bands[:4]), "LAC1": looked_after, "LAC2": came, "LAC3": left,
            "LAC6 (val)": chance.randint(0, left), "LAC12 (val)": 0, "LAC9 (val)": looked_after // 3,
        }  # fmt: skip
        for ref, number in counts.items():
            found |= count(ref, number, month)
        for ref in SHARES:
            one = registry.INDICATORS[ref]
            found |= part(ref, counts[one.numerator_ref], counts[one.denominator_ref], month)
        for ref in RATES:
            found |= part(ref, counts[registry.INDICATORS[ref].numerator_ref], CHILDREN, month)
        for band, number in zip("abcde", bands, strict=True):
            found |= part(f"EH3{band}%", number, counts["EH3"], month)
        found |= part("CP2-NI", held + moved, CHILDREN, month) | part("CP5-QL", 0, planned + moved, month)
    return found


def test_a_rate_and_the_children_of_an_area_tell_nobody_who_moved_here():
    """CP2-NI counts those who moved here as well: its numerator without CP2 is CP2b."""
    readings = count("CP2", 30) | count("CP2b", 3) | part("CP2-NI", 33, CHILDREN)
    assert [each.quantity[0] for each in told(readings, {("CP2b", OCTOBER)})] == ["CP2b"]
    hidden = suppress(readings, registry.INDICATORS)
    assert ("CP2b", OCTOBER) in hidden
    assert told(readings, hidden) == []


def test_a_small_number_that_the_sheet_does_not_give_counts_as_well():
    readings = count("CP2", 30) | part("CP2-NI", 33, CHILDREN)
    assert [str(each) for each in told(readings, ())] == ["CP2b of 2018-10 lies between 3 and 3"]
    assert len(suppress(readings, registry.INDICATORS)) == 1


def test_plans_begun_follow_from_what_is_declared_of_conferences():
    """What came to the stock of plans are the conferences that made one, of either kind."""
    before = OCTOBER.back(1)
    readings = count("CP6B", 80, before) | count("CP6B", 95) | count("CP7", 10) | count("CP4 (val)", 23)
    readings |= count("CP2", 40) | count("CP2b", 2) | part("CP2b %", 2, 2)
    assert "CP2b % top" in {each.quantity[0] for each in told(readings, {("CP2b", OCTOBER), ("CP2b %", OCTOBER)})}
    assert told(readings, suppress(readings, registry.INDICATORS)) == []


@pytest.mark.parametrize(
    ("ref", "top", "bottom", "is_shown"),
    [
        ("M8-QL", 40, 40, True),  # nobody was late, which tells nothing of a child
        ("M8-QL", 0, 40, True),
        ("M8-QL", 37, 40, False),
        ("M8-QL", 5, 5, False),
        ("CP4", 40, 40, False),  # everybody got a plan, which tells of every child
        ("DS-01", 3, 4, True),  # agencies
    ],
)
def test_how_work_was_done_has_its_own_rule(ref, top, bottom, is_shown):
    assert ((ref, OCTOBER) not in suppress(part(ref, top, bottom), registry.INDICATORS)) == is_shown


def test_nothing_to_count_tells_that_a_whole_is_nought():
    """Beside a share of nobody the count of nought is no secret: both are left out."""
    nobody = {("CP2b %", OCTOBER): Reading(OCTOBER, missing="nothing_to_count")}
    assert set(suppress(count("CP2b", 0) | nobody, registry.INDICATORS)) == {("CP2b", OCTOBER), ("CP2b %", OCTOBER)}


@pytest.fixture(scope="module")
def small():
    """Return a small authority with what is left out of it."""
    readings = small_authority()
    return readings, suppress(readings, registry.INDICATORS)


def test_a_release_of_a_small_authority_is_proved(small):
    readings, hidden = small
    assert len(hidden) < len(readings)
    assert told(readings, hidden) == []


def test_no_figure_is_left_out_needlessly(small):
    """Each further figure that is left out would bring a small number into reach."""
    readings, hidden = small
    further = [key for key, why in hidden.items() if why == "secondary"]
    assert further
    for key in further:
        shown = (readings.keys() - hidden.keys()) | {key}
        assert exposed(readings, registry.INDICATORS, shown=shown, about={key}), key


def test_a_proof_that_takes_too_long_is_none():
    with pytest.raises(Unproved):
        suppress(small_authority(), registry.INDICATORS, seconds=0)


def test_an_area_sets_what_must_stay_possible():
    readings = count("CP2", 30) | count("CP2b", 3) | part("CP2-NI", 33, 150_000)
    rates = {("CP2b", OCTOBER)}
    assert len(exposed(readings, registry.INDICATORS, shown=readings.keys() - rates, rule=Rule(greatest=8))) == 1
    assert not exposed(readings, registry.INDICATORS, shown=readings.keys() - rates)


@pytest.fixture
def leaky(area, cast, moment):
    """Freeze a month as the rule of an earlier year would have done it: CP2 and its rate are shown."""
    Population.objects.create(area=area, from_on=date(2017, 1, 1), children=CHILDREN)
    made = Publication.objects.create(
        area=area, first=OCTOBER.first, title="October", state="frozen", is_public=True, definitions={},
        frozen_by=cast.business, frozen_at=moment,
    )  # fmt: skip
    for ref, number, suppression in (("CP2", 30, ""), ("CP2b", 3, "small"), ("CP2-NI", 66, "")):
        PublishedValue.objects.create(
            publication=made, ref=ref, first=OCTOBER.first, number=number, source="imported", suppression=suppression
        )
    return made


@pytest.mark.django_db
def test_a_release_is_refused_and_the_cells_are_named(leaky, cast, moment, client_for):
    publishing.read_words(publication=leaky, by=cast.board, at=moment)
    page = client_for(cast.business).post(reverse("dataset:publish", args=[leaky.pk]), follow=True)
    assert "CP2b of 2018-10 lies between 3 and 3" in page.content.decode()
    leaky.refresh_from_db()
    assert leaky.state == "frozen"


@pytest.mark.django_db
def test_what_another_release_tells_already_stops_no_later_one(leaky, area, cast, moment):
    value(area, "CP2", OCTOBER.back(-1).first, number="40", at=moment)
    later = publishing.freeze(
        area=area, month=OCTOBER.back(-1), title="November", is_public=True, by=cast.business, at=moment
    )
    assert refused(later, moment) == ""


@pytest.mark.django_db
def test_a_release_of_the_demonstration_is_proved(sheet, area, cast, moment):  # noqa: F811
    """The year of figures that the demonstration shows, frozen and published."""
    Population.objects.create(area=area, from_on=date(2017, 1, 1), children=50_000)
    made = publishing.freeze(area=area, month=OCTOBER, title="October", is_public=True, by=cast.business, at=moment)
    publishing.read_words(publication=made, by=cast.board, at=moment)
    publishing.publish(publication=made, by=cast.business, at=moment)
    rows = list(made.values.all())
    readings = {key_of(row): reading_of(row) for row in rows}
    assert exposed(readings, registry.INDICATORS, shown={key_of(row) for row in rows if not row.suppression}) == []


@pytest.mark.django_db
def test_the_rules_of_the_area_hold_for_a_release(area, cast, moment):
    Population.objects.create(area=area, from_on=date(2017, 1, 1), children=150_000)
    for ref, number in (("CP2", 30), ("CP2b", 3), ("CP2-NI", "2.2")):
        value(area, ref, OCTOBER.first, number=str(number), at=moment)
    set_number(
        area=area, rule_id=GREATEST_POSSIBLE, number=8, unit="number", from_on=moment.date(), why="x",
        by=cast.business, at=moment,
    )  # fmt: skip
    made = publishing.freeze(area=area, month=OCTOBER, title="x", is_public=True, by=cast.business, at=moment)
    assert set(made.values.exclude(suppression="").values_list("ref", flat=True)) >= {"CP2b"}
    assert made.values.exclude(suppression="").count() == 2


@pytest.mark.django_db
def test_nothing_is_frozen_that_nobody_could_prove(sheet, area, cast, moment, monkeypatch):  # noqa: F811
    monkeypatch.setattr("harbourlight.assurance.dataset.actions.proof.SECONDS", 0)
    with pytest.raises(StepNotAllowed, match="could not be proved"):
        publishing.freeze(area=area, month=OCTOBER, title="x", is_public=True, by=cast.business, at=moment)
