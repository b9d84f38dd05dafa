"""The life of a plan: written, agreed, asked about each quarter, reported to the executive, reviewed."""

from datetime import date, timedelta

import pytest

from harbourlight.assurance.dataset.tests.factories import value
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.meetings.models import Paper
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.requests import elsewhere
from harbourlight.foundations.requests.models import Request
from harbourlight.partnership.boards.tests.stories import bodies, planned
from harbourlight.partnership.businessplan import actions
from harbourlight.partnership.businessplan.actions import plans, reading
from harbourlight.partnership.businessplan.actions.progress import agencies_of, priorities_of
from harbourlight.partnership.businessplan.models import Asked, Plan, Progress

from .stories import plan_of

pytestmark = pytest.mark.django_db
DUE = timedelta(days=10)
SAID = ("on_track", "Every school was trained.", "Children are noticed a term earlier.", "The nurseries.")


@pytest.fixture
def made(cast, moment):
    """Return the bodies of the story."""
    return bodies(cast, moment)


@pytest.fixture
def draft(cast, made, moment, as_user):
    """Return a plan that is not agreed yet."""
    with as_user(cast.business):
        return plan_of(cast, made.executive, moment)


@pytest.fixture
def agreed(cast, draft, moment, as_user):
    """Return a plan that is agreed."""
    with as_user(cast.business):
        draft.plan = actions.agree_plan(plan=draft.plan, by=cast.business, at=moment)
    return draft


@pytest.fixture
def asked(cast, agreed, moment, as_user):
    """Return the quarter of an agreed plan about which its agencies are asked."""
    with as_user(cast.business):
        return actions.ask_progress(
            plan=agreed.plan, month=Month.of(moment.date()), due_at=moment + DUE, by=cast.business, at=moment
        )  # fmt: skip


def test_a_business_plan_begins_with_the_five_headings_and_a_strategy_with_five_pillars(cast, made, moment, as_user):
    with as_user(cast.business):
        plan = plan_of(cast, made.executive, moment).plan
        assert [each.title for each in plan.headings.all()] == [
            "Scrutiny and oversight", "Understand and identify", "Prevent", "Intervene and support",
            "Learn and improve",
        ]  # fmt: skip
        strategy = plan_of(cast, made.executive, moment, kind="strategy", title="Missing and exploited children").plan
        assert [each.title for each in strategy.headings.all()][-1] == "Disruption and justice"
        pillar = strategy.headings.get(number=5)
        with pytest.raises(StepNotAllowed, match="does not work for"):
            actions.change_heading(
                heading=pillar, title=pillar.title, lead_agency=cast.health, lead=cast.sergeant, by=cast.business,
                at=moment,
            )  # fmt: skip
        led = actions.change_heading(
            heading=pillar, title=pillar.title, lead=cast.sergeant, by=cast.business, at=moment
        )
        assert led.lead_agency == cast.police
        assert cast.police in agencies_of(strategy)


def test_a_draft_gives_no_action_and_an_agreed_plan_one_for_each_commitment(cast, draft, moment, as_user):
    with as_user(cast.business):
        assert not Action.objects.exists()
        actions.agree_plan(plan=draft.plan, by=cast.business, at=moment)
        rows = {row.owner_agency: row for row in Action.objects.all()}
        assert set(rows) == {cast.school, cast.health}
        assert rows[cast.school].due_on == draft.commitments[0].due_on
        later = actions.add_commitment(
            priority=draft.priority, heading=draft.headings[2], agency=cast.police,
            what="Tell schools the next morning.", due_on=moment.date() + timedelta(days=30), by=cast.business,
            at=moment,
        )  # fmt: skip
        assert Action.objects.get(pk=later.action_id).owner_agency == cast.police


def test_a_plan_without_a_priority_or_a_body_that_hears_it_is_not_agreed(cast, made, moment, as_user):
    with as_user(cast.business):
        given = {"area": cast.area, "kind": "strategy", "title": "A strategy", "by": cast.business, "at": moment}
        empty = actions.start_plan(starts_on=date(2026, 4, 1), ends_on=date(2028, 3, 31), **given)
        with pytest.raises(StepNotAllowed, match="without priorities"):
            actions.agree_plan(plan=empty, by=cast.business, at=moment)
        actions.add_priority(plan=empty, title="One", by=cast.business, at=moment)
        with pytest.raises(StepNotAllowed, match="which body hears"):
            actions.agree_plan(plan=empty, by=cast.business, at=moment)


def test_only_the_business_unit_writes_a_plan(cast, draft, moment, as_user):
    for person in (cast.board, cast.charlie, cast.councillor, cast.chair):
        with as_user(person), pytest.raises(StepNotAllowed, match="permission"):
            actions.agree_plan(plan=draft.plan, by=person, at=moment)


def test_a_plan_of_another_area_is_not_shown(cast, draft, moment, as_user):
    with as_user(cast.board):
        assert Plan.objects.visible_to(cast.board).exists()
    elsewhere_ = Area.objects.create(name="Farshore", code="farshore", started_on=date(2010, 1, 1))
    Plan.objects.filter(pk=draft.plan.pk).update(area=elsewhere_)
    with as_user(cast.board):
        assert not Plan.objects.visible_to(cast.board).exists()


def test_the_second_of_two_writers_is_told(cast, draft, moment, as_user):
    given = {
        "title": "Another", "kind": "priority", "why": "", "aim": "", "lead": None, "body": None, "themes": [],
        "by": cast.business, "at": moment, "version": 1,
    }  # fmt: skip
    with as_user(cast.business):
        actions.change_priority(priority=draft.priority, **given)
        with pytest.raises(ChangedMeanwhile):
            actions.change_priority(priority=draft.priority, **given)


def test_a_withdrawn_commitment_drops_its_action_and_is_asked_about_no_more(cast, agreed, moment, as_user):
    row = agreed.commitments[0]
    with as_user(cast.business):
        row.refresh_from_db()
        actions.withdraw_commitment(commitment=row, reason="Another scheme does it.", by=cast.business, at=moment)
        assert Action.objects.get(pk=row.action_id).state == "dropped"
        assert agencies_of(agreed.plan) == [cast.health]


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 4, 1), 3, date(2026, 7, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 15), 6, date(2027, 6, 15)),
    ],
)
def test_the_executive_hears_again_so_many_months_later(day, months, due):
    assert plans.months_after(day, months) == due


def test_each_agency_with_a_part_is_asked_once_a_quarter(cast, agreed, asked, moment, as_user):
    with as_system("the test reads requests"):
        rows = list(Request.objects.all())
    assert {row.agency for row in rows} == {cast.school, cast.health}
    assert all(elsewhere.is_answered_elsewhere(row) for row in rows)
    with as_user(cast.business), pytest.raises(StepNotAllowed, match="No agency is left"):
        actions.ask_progress(
            plan=agreed.plan, month=Month.of(moment.date()), due_at=moment + DUE, by=cast.business, at=moment
        )  # fmt: skip


def tell(asked, person, priority, moment, **more):
    mine = Asked.objects.get(round=asked, agency=person.agency)
    return actions.tell_progress(asked=mine, lines=[(priority, *SAID)], by=person, at=moment, **more)


def test_an_agency_says_how_it_goes_and_its_request_is_answered(cast, agreed, asked, moment, as_user):
    with as_user(cast.bob):
        told = tell(asked, cast.bob, agreed.priority, moment)
        assert told.standing(moment) == "In time"
        assert Request.objects.get().state == "answered"
        assert not Progress.objects.get().only_repeats
        tell(asked, cast.bob, agreed.priority, moment)
        assert Progress.objects.count() == 1


def test_a_text_about_change_that_only_repeats_what_was_promised_is_marked(cast, agreed, asked, moment, as_user):
    with as_user(cast.bob):
        mine = Asked.objects.get(round=asked, agency=cast.school)
        line = (agreed.priority, "done", "Tool in use.", "The neglect tool is used in every early help assessment.", "")
        actions.tell_progress(asked=mine, lines=[line], by=cast.bob, at=moment)
        assert Progress.objects.get().only_repeats


def test_nobody_says_it_for_another_agency_or_leaves_a_priority_out(cast, agreed, asked, moment, as_user):
    mine = Asked.objects.get(round=asked, agency=cast.school)
    with as_user(cast.board), pytest.raises(StepNotAllowed, match="Only the agency"):
        actions.tell_progress(asked=mine, lines=[(agreed.priority, *SAID)], by=cast.board, at=moment)
    with as_user(cast.bob), pytest.raises(StepNotAllowed, match="each priority"):
        actions.tell_progress(asked=mine, lines=[], by=cast.bob, at=moment)


def test_a_late_answer_says_why(cast, agreed, asked, moment, as_user):
    late = moment + DUE + timedelta(hours=1)
    with as_user(cast.bob):
        with pytest.raises(StepNotAllowed, match="late"):
            tell(asked, cast.bob, agreed.priority, late)
        told = tell(asked, cast.bob, agreed.priority, late, late_reason="The head was away.")
        assert told.standing(late) == "Late"


def test_a_quarter_is_reported_to_the_executive_with_who_said_nothing(cast, made, agreed, asked, moment, as_user):
    with as_user(cast.bob):
        tell(asked, cast.bob, agreed.priority, moment)
    later = moment + DUE + timedelta(days=1)
    with as_user(cast.business):
        board = planned(made.board, cast, moment, days=60)
        with pytest.raises(StepNotAllowed, match="reported to"):
            actions.report_progress(round_=asked, sitting=board, by=cast.business, at=later)
        sitting = planned(made.executive, cast, moment, days=40)
        reported = actions.report_progress(
            round_=asked, sitting=sitting, words="Look at health.", by=cast.business, at=later
        )
        assert reported.state == "reported"
        paper = Paper.objects.get(meeting=sitting.meeting)
        for words in ("Look at health.", "# 1. Children who are neglected", "On track", "noticed a term earlier"):
            assert words in paper.words
        assert f"- {cast.health.name}" in paper.words
        assert Deadline.objects.filter(subject_id=agreed.plan.pk).running().get().due_on == plans.months_after(
            later.date(), 3
        )
    with as_system("the test reads requests"):
        assert Request.objects.get(agency=cast.health).state == "not_answered"
    with as_user(cast.bob), pytest.raises(StepNotAllowed, match="reported"):
        tell(asked, cast.bob, agreed.priority, later)


def test_who_leads_a_pillar_tells_of_every_priority(cast, agreed, moment, as_user):
    with as_user(cast.business):
        actions.add_priority(plan=agreed.plan, title="Another", by=cast.business, at=moment)
        assert len(priorities_of(agreed.plan, cast.school.pk)) == 1
        actions.change_heading(
            heading=agreed.headings[0], title="Scrutiny", lead_agency=cast.school, by=cast.business, at=moment
        )
        assert len(priorities_of(agreed.plan, cast.school.pk)) == 2


def test_every_priority_is_reviewed_at_the_end_of_a_year(cast, agreed, moment, as_user):
    on = moment.date()
    given = {
        "plan": agreed.plan, "year_ended_on": on - timedelta(days=20), "reviewed_on": on, "by": cast.chair,
        "at": moment, "overall": "A year of work.",
    }  # fmt: skip
    line = (agreed.priority, "partly", "Fewer children wait.", "M2", "goes_on")
    with as_user(cast.chair):
        with pytest.raises(StepNotAllowed, match="each priority"):
            actions.review_year(lines=[], **given)
        with pytest.raises(StepNotAllowed, match="after it has ended"):
            actions.review_year(lines=[line], **given | {"year_ended_on": on + timedelta(days=30)})
        first = actions.review_year(lines=[line], **given)
        again = actions.review_year(lines=[line], version=first.version, **given | {"overall": "A better year."})
        assert (again.pk, again.overall) == (first.pk, "A better year.")
        with pytest.raises(ChangedMeanwhile):
            actions.review_year(lines=[line], version=first.version, **given)
    with as_user(cast.board), pytest.raises(StepNotAllowed, match="permission"):
        actions.review_year(lines=[line], **given | {"by": cast.board})


@pytest.mark.parametrize(
    ("direction", "before", "now", "says"),
    [
        ("down", "100", "80", "Moves as it should"),
        ("down", "100", "120", "Moves the wrong way"),
        ("up", "100", "120", "Moves as it should"),
        ("up", "100", "102", "Has hardly moved"),
        ("steady", "100", "96", "Stays about the same"),
        ("steady", "100", "70", "Moves, though it should not"),
        ("up", None, "70", "Nothing to compare yet"),
        ("up", "70", None, "Nothing to compare yet"),
    ],
)
def test_a_figure_says_whether_it_moves_as_it_should(cast, draft, moment, as_user, direction, before, now, says):
    first, last = date(2018, 4, 1), date(2018, 10, 1)
    for month, number in ((first, before), (last, now)):
        if number:
            value(cast.area, "M2", month, number, at=moment)
    with as_user(cast.business):
        row = actions.expect_figure(
            priority=draft.priority, ref="M2", direction=direction, from_month=first, by=cast.business, at=moment
        )
        figure = reading.figures_of([row], cast.area, cast.business)[0]
        assert figure.verdict == says
