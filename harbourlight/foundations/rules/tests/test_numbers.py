"""What an area sets for itself: from when it holds, who may set it, and never more time than the law."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from conftest import LONG_AGO, professional
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area
from harbourlight.foundations.rules.actions import FOLLOWING, Refused, SetMeanwhile, follow, set_number
from harbourlight.foundations.rules.declared import PARTNERSHIP, RULES, Rule, declare_rules, rule_of, rules_of_areas
from harbourlight.foundations.rules.models import LocalNumber
from harbourlight.foundations.rules.permissions import PARTNERSHIP as PARTNERS
from harbourlight.foundations.rules.permissions import PRACTICE
from harbourlight.foundations.rules.reading import always_due_by, due_by, number_of, read

pytestmark = pytest.mark.django_db

JUNE, JULY, SEPTEMBER = date(2026, 6, 1), date(2026, 7, 15), date(2026, 9, 1)
IN_JUNE = datetime(2026, 6, 1, 9, tzinfo=LONDON)
MOORING = Rule(
    "LOCAL-TEST-MOORING", title="The boat is moored", starts_when="The boat comes in", must_happen="It is moored",
    unit="working_days", units=("hours", "working_days", "weeks"), area_of_work="Harbour", may=PRACTICE,
    most=200,
)  # fmt: skip
USUAL = Rule(
    "LOCAL-TEST-USUAL", title="The lamp is lit", starts_when="Dusk", must_happen="It burns", unit="minutes",
    default=15, area_of_work="Harbour", may=PARTNERS, kept_by=PARTNERSHIP, may_be_none=False,
)  # fmt: skip
BESIDE = Rule(
    "LOCAL-TEST-BESIDE", title="The referral is decided", starts_when="A referral comes", must_happen="It is decided",
    unit="working_days", units=("hours", "working_days"), area_of_work="Harbour", may=PRACTICE,
    law="CLK-REF-001",
)  # fmt: skip
SAYING = Rule(
    "LOCAL-TEST-SAYING", title="What the harbour says", starts_when="", must_happen="", unit="words",
    area_of_work="Harbour", may=PRACTICE,
)  # fmt: skip
HARBOUR = (MOORING, USUAL, BESIDE, SAYING)


@pytest.fixture(autouse=True)
def _harbour():
    """Declare the rules of these tests, and forget them afterwards."""
    declare_rules(*HARBOUR)
    yield
    for rule in HARBOUR:
        del RULES[rule.id]


def given(cast, rule, number, from_on=JUNE, at=IN_JUNE, **more):
    """Let the area have a number from a day on."""
    return set_number(rule_id=rule.id, area=cast.area, number=number, from_on=from_on, by=None, at=at, **more)


def test_where_no_number_is_set_the_clock_does_not_run(cast):
    assert number_of(MOORING.id, cast.area.pk, JULY) is None
    assert due_by(MOORING.id, cast.area.pk, JULY) is None


def test_the_usual_number_holds_until_an_area_sets_its_own(cast):
    assert number_of(USUAL.id, cast.area.pk, JULY).words == "15 minutes"
    assert number_of(USUAL.id, cast.area.pk, JULY).since is None


def test_a_change_of_september_does_not_alter_what_held_in_july(cast):
    given(cast, MOORING, 10)
    given(cast, MOORING, 3, from_on=SEPTEMBER)
    assert number_of(MOORING.id, cast.area.pk, JULY).version == "local setting: 10 working days"
    assert due_by(MOORING.id, cast.area.pk, JULY).due == date(2026, 7, 29)
    assert number_of(MOORING.id, cast.area.pk, date(2026, 8, 31)).number == 10
    assert number_of(MOORING.id, cast.area.pk, SEPTEMBER).number == 3
    assert due_by(MOORING.id, cast.area.pk, SEPTEMBER).due == date(2026, 9, 4)


def test_the_day_a_number_begins_is_londons(cast):
    given(cast, MOORING, 3, from_on=SEPTEMBER)
    just_begun = datetime(2026, 8, 31, 23, 30, tzinfo=LONDON)
    assert number_of(MOORING.id, cast.area.pk, just_begun) is None
    assert number_of(MOORING.id, cast.area.pk, datetime(2026, 9, 1, 0, 30, tzinfo=LONDON)).number == 3


def test_a_rule_that_never_does_without_a_number_says_when_it_is_due(cast):
    dusk = datetime(2026, 7, 15, 21, tzinfo=LONDON)
    assert always_due_by(USUAL.id, cast.area.pk, dusk).due == datetime(2026, 7, 15, 21, 15, tzinfo=LONDON)
    with pytest.raises(LookupError):
        always_due_by(MOORING.id, cast.area.pk, dusk)


def test_an_area_can_say_that_a_clock_no_longer_runs(cast):
    given(cast, MOORING, 10)
    given(cast, MOORING, None, from_on=SEPTEMBER)
    assert number_of(MOORING.id, cast.area.pk, JULY).number == 10
    assert number_of(MOORING.id, cast.area.pk, SEPTEMBER) is None


def test_a_correction_is_a_new_row_from_the_same_day(cast):
    given(cast, MOORING, 10)
    later = datetime(2026, 7, 1, 9, tzinfo=LONDON)
    set_number(rule_id=MOORING.id, area=cast.area, number=12, from_on=JUNE, by=cast.team_manager, at=later, why="Typed")
    assert number_of(MOORING.id, cast.area.pk, JULY).number == 12
    assert list(LocalNumber.objects.in_order().values_list("number", "set_by__name")) == [
        (10, None), (12, "Tamsin Yardarm")
    ]  # fmt: skip


def test_the_first_number_may_be_from_a_day_before_the_product_knew_of_it(cast):
    long_since = date(2024, 1, 8)
    set_number(
        rule_id=MOORING.id, area=cast.area, number=3, from_on=long_since, by=cast.team_manager, at=IN_JUNE
    )  # fmt: skip
    assert number_of(MOORING.id, cast.area.pk, date(2025, 1, 8)).number == 3


def test_the_same_form_sent_twice_sets_one_number(cast):
    key = uuid4()
    assert given(cast, MOORING, 10, submission=key) == given(cast, MOORING, 10, submission=key)
    assert LocalNumber.objects.count() == 1


def test_the_second_of_two_people_is_told(cast):
    given(cast, MOORING, 10, version=0)
    with pytest.raises(SetMeanwhile, match="Somebody else"):
        given(cast, MOORING, 11, version=0)
    given(cast, MOORING, 11, version=1)


def test_a_room_brings_its_clocks_into_line_when_its_rule_is_set(cast):
    told = []
    follow(MOORING.id, lambda area, at: told.append((area, at)))
    given(cast, MOORING, 10)
    del FOLLOWING[MOORING.id]
    assert told == [(cast.area, IN_JUNE)]


def test_nobody_sets_a_number_for_days_that_have_passed(cast):
    given(cast, MOORING, 10)
    with pytest.raises(Refused, match="today or a later day"):
        set_number(
            rule_id=MOORING.id, area=cast.area, number=3, from_on=date(2026, 5, 31), by=cast.team_manager,
            at=IN_JUNE,
        )  # fmt: skip


def test_no_row_is_ever_rewritten_or_removed(cast):
    row = given(cast, MOORING, 10)
    with pytest.raises(DatabaseError), transaction.atomic():
        LocalNumber.objects.filter(pk=row.pk).update(number=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        LocalNumber.objects.filter(pk=row.pk).delete()


def test_a_bodys_own_number_comes_before_that_of_its_area(cast):
    body = cast.mash.pk
    given(cast, MOORING, 10)
    given(cast, MOORING, 4, body_id=body)
    assert number_of(MOORING.id, cast.area.pk, JULY, body_id=body).number == 4
    assert number_of(MOORING.id, cast.area.pk, JULY, body_id=cast.assessment.pk).number == 10
    assert number_of(MOORING.id, cast.area.pk, JULY).number == 10


def test_many_rows_are_answered_by_one_question(cast, django_assert_num_queries):
    given(cast, MOORING, 10)
    given(cast, BESIDE, 1)
    with django_assert_num_queries(1):
        numbers = read([cast.area.pk], [MOORING.id, BESIDE.id, USUAL.id])
        for rule in (MOORING, BESIDE, USUAL) * 20:
            assert numbers.number_of(rule.id, cast.area.pk, JULY)
            assert numbers.due_by(rule.id, cast.area.pk, datetime(2026, 7, 15, 9, tzinfo=LONDON))


def test_an_area_may_count_in_hours_where_its_rule_says_so(cast):
    given(cast, MOORING, 24, unit="hours")
    friday = datetime(2026, 7, 17, 15, tzinfo=LONDON)
    assert due_by(MOORING.id, cast.area.pk, friday).due == datetime(2026, 7, 18, 15, tzinfo=LONDON)
    with pytest.raises(Refused, match="hours, working days, weeks"):
        given(cast, MOORING, 1, unit="months")


def test_a_rule_beside_a_law_tightens_it_and_never_loosens_it(cast):
    given(cast, BESIDE, 24, unit="hours")
    assert number_of(BESIDE.id, cast.area.pk, JULY).words == "24 hours"
    with pytest.raises(Refused, match="less strict than the law"):
        given(cast, BESIDE, 2)


def test_beside_a_law_that_had_not_begun_nothing_is_due(cast):
    given(cast, BESIDE, 1, from_on=LONG_AGO)
    assert due_by(BESIDE.id, cast.area.pk, date(2012, 5, 1)) is None


@pytest.mark.parametrize("number", [0, 201])
def test_a_number_outside_the_rules_bounds_is_refused(cast, number):
    with pytest.raises(Refused, match="between 1 and 200"):
        given(cast, MOORING, number)


def test_a_rule_that_cannot_do_without_a_number_keeps_one(cast):
    with pytest.raises(Refused, match="cannot do without"):
        given(cast, USUAL, None)


def test_a_rule_may_be_words(cast):
    given(cast, SAYING, None, words="Lights on by dusk")
    assert number_of(SAYING.id, cast.area.pk, JULY).words == "Lights on by dusk"
    assert due_by(SAYING.id, cast.area.pk, JULY) is None


def test_managers_of_the_areas_council_set_what_belongs_to_practice(cast):
    def by(person, rule=MOORING):
        return set_number(rule_id=rule.id, area=cast.area, number=5, from_on=JUNE, by=person, at=IN_JUNE, why="Agreed")

    by(cast.team_manager)
    by(cast.business, USUAL)
    police_manager = professional("Penny Capstan", cast.police, Role.TEAM_MANAGER)
    for person, rule in ((cast.charlie, MOORING), (cast.business, MOORING), (police_manager, MOORING),
                         (cast.team_manager, USUAL)):  # fmt: skip
        with pytest.raises(Refused, match="permission"):
            by(person, rule)


def test_a_manager_of_another_area_sets_nothing_here(cast):
    other = Area.objects.create(name="Wickmoor", code="wickmoor", started_on=LONG_AGO)
    council = Agency.objects.create(
        name="Wickmoor Council", sector="council", kind="statutory_partner", started_on=LONG_AGO
    )
    AgencyArea.objects.create(agency=council, area=other, started_on=LONG_AGO)
    AgencyArea.objects.create(agency=cast.council, area=other, started_on=LONG_AGO)
    neighbour = professional("Nora Wick", council, Role.TEAM_MANAGER)
    only_there = professional("Olive Wick", cast.council, Role.TEAM_MANAGER, area=other)
    for person in (neighbour, only_there):
        with pytest.raises(Refused, match="permission"):
            set_number(rule_id=MOORING.id, area=cast.area, number=5, from_on=JUNE, by=person, at=IN_JUNE)


def test_a_rule_is_declared_once_and_found_by_its_id():
    declare_rules(MOORING)
    assert rule_of(MOORING.id) is MOORING
    assert MOORING in rules_of_areas()
    with pytest.raises(ValueError, match="declared twice"):
        declare_rules(Rule(**{**vars(MOORING), "title": "Another"}))
    with pytest.raises(LookupError):
        rule_of("LOCAL-TEST-NOBODY")
    with pytest.raises(ValueError, match="unit"):
        Rule(**{**vars(MOORING), "unit": "fathoms"})
